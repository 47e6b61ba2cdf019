"""Who there is, by organisation and role, as accounts tells of them. Without name and address."""

from collections.abc import Collection as Some
from collections.abc import Iterator
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.collection import Collection

from backbone.aggregates import Projection
from services.notifications.domain.audiences import Audience, Person

Documents = Collection[dict[str, Any]]

PEOPLE = Projection("people", indexes=[IndexModel([("organisation", ASCENDING)])])
ENABLED = {"enabled": True}


def person_of(document: dict[str, Any]) -> Person:
    return Person(document["_id"], document["organisation"], document["role"])


def in_any(people: Documents, audiences: Some[Audience]) -> list[Person]:
    """Everybody in one of them, each once, in order of id."""
    organisations = sorted({each for one in audiences for each in one.organisations})
    ids = sorted({each for one in audiences for each in one.people})
    any_of = [{"organisation": {"$in": organisations}}, {"_id": {"$in": ids}}]
    return list(map(person_of, people.find({**ENABLED, "$or": any_of}).sort("_id", ASCENDING)))


def all_of_them(people: Documents) -> Iterator[Person]:
    return map(person_of, people.find(ENABLED).sort("_id", ASCENDING))
