"""What accounts keeps: the register, people, their sessions, API keys."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.collection import Collection

from backbone.aggregates import Aggregates, ReadModel
from contracts.accounts.bodies import BodyFacts, ListBodies
from contracts.accounts.events import CouncilFacts
from contracts.accounts.messages import ListCouncils
from services.accounts.domain.bodies import NoSuchBody
from services.accounts.domain.councils import NoSuchCouncil
from services.accounts.domain.keys import ApiKey, NoSuchKey
from services.accounts.domain.people import NoSuchPerson, Person
from services.accounts.domain.sessions import Session

Documents = Collection[dict[str, Any]]
Query = dict[str, Any]

BY_NAME = (("name", ASCENDING), ("_id", ASCENDING))
BY_ID = (("_id", ASCENDING),)
BY_ENGLISH_NAME = (("name.en", ASCENDING), ("_id", ASCENDING))
NEWEST_FIRST = (("created", DESCENDING), ("_id", DESCENDING))
MOST_KEYS = 1000

COUNCILS = Aggregates(
    "councils", CouncilFacts, key="code", missing=NoSuchCouncil, indexes=[IndexModel([*BY_NAME])]
)
BODIES = Aggregates(
    "bodies", BodyFacts, missing=NoSuchBody, indexes=[IndexModel([*BY_ENGLISH_NAME])]
)
PEOPLE = Aggregates(
    "people",
    Person,
    missing=NoSuchPerson,
    indexes=[
        IndexModel("email", unique=True),
        IndexModel([*BY_NAME]),
        IndexModel([("organisation", ASCENDING), *BY_NAME]),
        IndexModel("link.secret_hash", sparse=True),
    ],
)
SESSIONS = Aggregates(
    "sessions",
    Session,
    indexes=[
        IndexModel("secret_hash", unique=True),
        IndexModel("person"),
        # MongoDB forgets a session once it is over; its events stay.
        IndexModel("expires", expireAfterSeconds=0),
    ],
)
KEYS = Aggregates(
    "keys",
    ApiKey,
    missing=NoSuchKey,
    indexes=[
        IndexModel("secret_hash", unique=True),
        IndexModel([("organisation", ASCENDING), *NEWEST_FIRST]),
    ],
)
STORES: list[ReadModel] = [COUNCILS, BODIES, PEOPLE, SESSIONS, KEYS]


def councils_wanted(request: ListCouncils) -> Query:
    """The query for one list of councils; `search` finds parts of names, and codes."""
    fields = {"current": request.current, "kind": request.kind, "nation": request.nation}
    query: Query = {name: value for name, value in fields.items() if value is not None}
    if request.search is not None:
        part = {"$regex": re.escape(request.search), "$options": "i"}
        query["$or"] = [
            {"name": part},
            {"official_name": part},
            {"_id": request.search.upper()},
        ]
    return query


def of_organisation(organisation: str | None) -> Query:
    return {} if organisation is None else {"organisation": organisation}


def codes(councils: Documents) -> frozenset[str]:
    """Of every council registered so far."""
    return frozenset(document["_id"] for document in councils.find({}, {"_id": True}))


def successors_if_ended(councils: Documents, code: str) -> list[str] | None:
    """The codes that followed a council which has ended; None for any other organisation."""
    ended = councils.find_one({"_id": code, "current": False}, {"_id": False, "successors": True})
    return None if ended is None else list(ended["successors"])


def bodies_wanted(request: ListBodies) -> Query:
    fields = {"ended": request.ended, "kind": request.kind}
    return {name: value for name, value in fields.items() if value is not None}


def has_ended(bodies: Documents, id: str) -> bool:
    return bodies.find_one({"_id": id, "ended": True}, {"_id": True}) is not None


def ended_among(councils: Documents, bodies: Documents, organisations: Iterable[str]) -> set[str]:
    """Those of them that have ended."""
    within = {"_id": {"$in": list(organisations)}}
    found = [
        *councils.find({**within, "current": False}, {"_id": True}),
        *bodies.find({**within, "ended": True}, {"_id": True}),
    ]
    return {each["_id"] for each in found}


def person_with(people: Documents, email: str) -> Person | None:
    document = people.find_one({"email": email})
    return None if document is None else PEOPLE.state(document)


def person_with_link(people: Documents, secret_hash: str) -> Person | None:
    document = people.find_one({"link.secret_hash": secret_hash})
    return None if document is None else PEOPLE.state(document)


def enabled_of(people: Documents, organisations: Sequence[str], ids: Sequence[str]) -> list[Person]:
    """Those of the organisations and those with these ids who have access, in order of id."""
    wanted = [{"organisation": {"$in": list(organisations)}}, {"_id": {"$in": list(ids)}}]
    found = people.find({"enabled": True, "$or": wanted}).sort("_id")
    return [PEOPLE.state(document) for document in found]


def session_with(sessions: Documents, secret_hash: str) -> Session | None:
    document = sessions.find_one({"secret_hash": secret_hash})
    return None if document is None else SESSIONS.state(document)


def sessions_of(sessions: Documents, person: str) -> list[str]:
    """The ids of a person's sessions that have not been ended."""
    found = sessions.find({"person": person, "ended": False}, {"_id": True})
    return [document["_id"] for document in found]


def key_with(keys: Documents, secret_hash: str) -> ApiKey | None:
    document = keys.find_one({"secret_hash": secret_hash})
    return None if document is None else KEYS.state(document)


def keys_of(keys: Documents, organisation: str | None) -> list[ApiKey]:
    """The newest first, as many as anybody will read."""
    found = keys.find(of_organisation(organisation)).sort([*NEWEST_FIRST]).limit(MOST_KEYS)
    return [KEYS.state(document) for document in found]
