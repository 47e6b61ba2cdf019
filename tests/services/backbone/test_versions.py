"""Old and new versions of an event meet in one aggregate, and a newer one than is known waits."""

from typing import Any

from backbone.identifiers import new_id
from backbone.outbox import records_of
from tests.trial.contract import ThingAdded, ThingCounted
from tests.trial.running import wait_until


def told(thing: str, *versions: int) -> list[dict[str, Any]]:
    """What happened to a thing, as it is stored: it was added, then counted 1, 2, 3 …, each time by
    a writer of that version."""
    counted = [ThingCounted(thing, amount) for amount, _ in enumerate(versions, start=1)]
    added, *records = records_of([ThingAdded(thing, ""), *counted], after=0)
    return [added, *(as_version(*each) for each in zip(records, versions, strict=True))]


def as_version(record: dict[str, Any], version: int) -> dict[str, Any]:
    data = dict(record["data"])
    if version == 1:
        data["count"] = data.pop("amount")
    return {**record, "type": f"uk.waymark.trial.thing-counted.v{version}", "data": data}


def parked(trial, thing: str) -> list[dict[str, Any]]:
    found = trial.store.records["parked"].find({"key": f"trial:thing:{thing}"})
    return list(found.sort("sequence", 1))


def applied(trial, thing: str) -> int:
    return (trial.store.seen(thing) or {}).get("applied", 0)


def test_events_of_both_versions_end_in_one_read_model_in_their_order(trial):
    things = [f"thing-{new_id()}" for _ in range(5)]
    versions = (1, 2, 1, 1, 2, 2, 1)
    stored = [record for thing in things for record in told(thing, *versions)]
    trial.store.records["events"].insert_many(stored)
    wait_until(lambda: all(applied(trial, thing) == 8 for thing in things))
    assert [trial.store.seen(thing)["amounts"] for thing in things] == [[1, 2, 3, 4, 5, 6, 7]] * 5


def test_a_newer_version_is_parked_with_what_follows_and_counts_as_nothing(trial):
    ahead, neighbour = f"ahead-{new_id()}", f"neighbour-{new_id()}"
    stored = [*told(ahead, 2, 3, 2), *told(neighbour, 1, 2)]
    trial.store.records["events"].insert_many(stored)
    wait_until(lambda: applied(trial, neighbour) == 3 and len(parked(trial, ahead)) == 2)
    newer, behind = parked(trial, ahead)
    assert "thing-counted.v3 is newer than this release" in newer["reason"]
    assert behind["reason"] == "an earlier one is parked"
    assert trial.store.seen(ahead)["amounts"] == [1]
