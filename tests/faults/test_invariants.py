"""The checker finds what is broken: each test breaks one thing, and mends it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from backbone.clock import now
from tests.faults.invariants import broken
from tests.faults.loading import Loading

pytestmark = pytest.mark.timeout(240)

IN_A_YEAR = now() + timedelta(days=365)
"""Until when the service itself does not mend it."""


@pytest.fixture(scope="module")
def loaded(loading: Loading) -> Iterator[Loading]:
    async def let_it_run(*_: Any) -> None:
        await asyncio.sleep(2)

    async def load_and_rest() -> list[str]:
        await loading.during(let_it_run)
        return await loading.broken()

    assert asyncio.run(load_and_rest()) == []
    yield loading
    assert found(loading) == "", "what a test broke is not mended"


def found(loaded: Loading) -> str:
    return "\n".join(broken(loaded.stores, loaded.acknowledged, loaded.platform.amqp_url))


@contextmanager
def tampered(
    loaded: Loading, place: str, query: dict[str, Any], change: dict[str, Any] | None
) -> Iterator[dict[str, Any]]:
    """One document is changed, or gone where `change` is None, for the length of the block."""
    service, _, name = place.partition(".")
    collection = loaded.stores[service].records[name]
    document = collection.find_one(query)
    assert document, f"there is no {query} in {place}"
    if change is None:
        collection.delete_one({"_id": document["_id"]})
    else:
        collection.update_one({"_id": document["_id"]}, change)
    yield document
    collection.replace_one({"_id": document["_id"]}, document, upsert=True)


@pytest.mark.parametrize(
    ("place", "query", "change", "sentence"),
    [
        ("barriers.commands", {}, None, "has forgotten"),
        ("barriers.commands", {}, {"$set": {"reply.title": "x"}}, "answered"),
        ("barriers.events", {"sequence": 1}, None, "the feed of barriers has"),
        ("barriers.events", {}, {"$unset": {"position": 1}}, "events without a place"),
        ("barriers.barriers", {}, {"$inc": {"version": 1}}, "has version"),
        (
            "barriers.barriers",
            {"supporters.0": {"$exists": True}},
            {"$set": {"supporters": []}},
            "has the supporters",
        ),
        ("barriers.leases", {"_id": "relay"}, {"$inc": {"published": -1}}, "barriers published"),
        ("assessment.assessments", {}, {"$set": {"answers.0.revision": 99}}, "saved"),
        ("reporting.progress", {}, {"$inc": {"sequence": -1}}, "reporting has not come to"),
        ("reporting.applied", {}, {"$push": {"sequences": 1}}, "reporting applied of"),
        ("reporting.applied", {}, {"$set": {"sequences": [2, 1]}}, "reporting applied of"),
        ("matching.applied", {}, None, "matching applied of"),
        ("matching.help_offers", {}, {"$set": {"characteristics": ["x"]}}, "helps with"),
        ("accounts.people", {}, None, "is not the person who was registered"),
        ("accounts.sessions", {}, {"$set": {"ended": None}}, "session"),
        ("accounts.councils", {}, {"$inc": {"place.population": 1}}, "has the population"),
        (
            "barriers.barriers",
            {"stage": "acknowledged"},
            {"$set": {"stage": "raised"}},
            "is raised",
        ),
        ("barriers.barriers", {"stage": "merged"}, {"$set": {"stage": "raised"}}, "is raised"),
        (
            "barriers.barriers",
            {"supporters.origin": {"$type": "string"}},
            {"$set": {"supporters.$[].origin": None}},
            "has the supporters",
        ),
        (
            "barriers.barriers",
            {"case.letters.kind": "answer"},
            {"$pop": {"case.letters": 1}},
            "has the letters",
        ),
        ("reporting.barriers", {}, {"$inc": {"supporters": 1}}, "barriers of reporting is not"),
        ("reporting.councils", {}, None, "councils of reporting is not"),
        ("notifications.tellings", {}, None, "tellings of notifications is not"),
        (
            "notifications.tellings",
            {},
            {"$set": {"done": None, "due": IN_A_YEAR}},
            "nobody was told of",
        ),
        ("matching.revisions", {}, {"$inc": {"revision": 1}}, "revisions of matching is not"),
    ],
)
def test_what_was_changed_behind_the_services_back_is_found(loaded, place, query, change, sentence):
    with tampered(loaded, place, query, change):
        assert sentence in found(loaded)


@pytest.mark.parametrize("collection", ["waiting", "parked"])
def test_what_waits_or_is_parked_is_found(loaded, collection):
    records = loaded.stores["reporting"].records[collection]
    records.insert_one({"_id": "x", "key": "barriers:barrier:x", "sequence": 2})
    assert f"reporting has barriers:barrier:x 2 {collection}" in found(loaded)
    records.delete_one({"_id": "x"})
