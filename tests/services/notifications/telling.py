"""What the tests of notifications do again and again: people, events, and looks at what came."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from pymongo import MongoClient

from backbone.outbox import envelope_from
from contracts.accounts.messages import ImportCouncils
from contracts.assessment.events import AssessmentSubmitted
from contracts.callers import SECTOR_BODY, Caller, Role
from contracts.cloudevents import Envelope, envelope_of
from deploy.local.stack import Stack
from tests.services.asking import ADMINISTRATOR, Asking
from tests.services.test_accounts import register, registered, row
from tests.trial.running import wait_until

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


async def comes(check: Callable[[], object], seconds: float = 30) -> None:
    """Waits for what `check` looks for, while this process goes on answering the broker."""
    await asyncio.to_thread(wait_until, check, seconds=seconds)


def new_code() -> str:
    return f"N{uuid4().hex[:8].upper()}"


async def new_council(ask: Asking) -> str:
    code = new_code()
    await ask("accounts", "import_councils", ImportCouncils(register(row(code))), ADMINISTRATOR)
    return code


async def new_person(ask: Asking, kept: Any, organisation: str, role: Role) -> Caller:
    """Somebody whom notifications knows by now."""
    person = await registered(ask, organisation=organisation, role=role)
    await comes(lambda: kept["people"].find_one({"_id": person["id"]}))
    return Caller(person["id"], organisation, role, person["name"])


async def new_analyst(ask: Asking, kept: Any) -> Caller:
    return await new_person(ask, kept, SECTOR_BODY, "analyst")


def submitted(council: str, number: int) -> Envelope:
    event = AssessmentSubmitted(council, "model", 1, number, (), datetime.now(UTC))
    return envelope_of(event, id=str(uuid4()), sequence=number, correlation_id="test")


def told_by_barriers(platform: Stack, barrier: str) -> list[Envelope]:
    """The events of a barrier, as they were published."""
    with MongoClient(platform.mongodb_url("barriers"), tz_aware=True) as client:
        events = client.get_default_database()["events"]
        found = events.find({"subject": barrier, "position": {"$exists": True}}).sort("sequence")
        return [envelope_from(each) for each in found]


def news_of(kept: Any, person: Caller) -> list[tuple[str, str]]:
    """What somebody was told: topics and names of events, in order."""
    found = kept["news"].find({"person": person.person}).sort([("told", 1), ("_id", 1)])
    return [(each["topic"], each["name"]) for each in found]


def mails_of(kept: Any, person: Caller) -> list[dict[str, Any]]:
    return list(kept["mails"].find({"person": person.person}).sort("_id", 1))


def is_told(kept: Any, person: Caller, name: str) -> bool:
    return name in [told for _, told in news_of(kept, person)]


def make_due(kept: Any, method: str) -> None:
    kept["leases"].update_one({"_id": f"periodic:{method}"}, {"$set": {"due": LONG_AGO}})


def free_leases(kept: Any) -> None:
    """As if those who held them had died a while ago."""
    kept["leases"].update_many({"_id": {"$regex": "^periodic:"}}, {"$set": {"until": LONG_AGO}})


def run_out(kept: Any, lease: str) -> None:
    """As if who held it had died a while ago."""
    assert kept["leases"].update_one({"_id": lease}, {"$set": {"until": LONG_AGO}}).matched_count


def at_rest(kept: Any) -> bool:
    """Whether nobody has to be told of anything any more."""
    return kept["tellings"].find_one({"done": None}) is None
