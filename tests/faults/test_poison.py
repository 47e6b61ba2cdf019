"""Poison of four kinds, beside innocent neighbours that neither wait for it nor share its fate."""

import pytest

from backbone import broker
from deploy.local.watch import Watch
from tests.trial.running import Trial, wait_until

pytestmark = pytest.mark.timeout(240)

QUEUE = "trial.from.trial"
INNOCENT = [f"innocent {number}" for number in range(40)]


class QuickWatch(Watch):
    LONGEST_PAUSE = 0.4


@pytest.fixture
def revived(platform):
    """Two processes of the trial service, which are started again when they die."""
    with Trial(platform.servers) as trial:
        trial.start()
        trial.start()
        watch = QuickWatch(trial.processes, lambda _: None)
        watch.start()
        yield trial
        watch.stop()


def settled(trial: Trial, thing: str, applied: int) -> bool:
    return (trial.store.seen(thing) or {}).get("applied") == applied


def parked(trial: Trial, thing: str) -> list[int]:
    found = trial.store.records["parked"].find({"key": f"trial:thing:{thing}"})
    return sorted(document["sequence"] for document in found)


def of_all_kinds(trial: Trial, killers: list[str]) -> None:
    """In one go, so that they are delivered side by side."""
    store = trial.store
    for thing in (*INNOCENT, *killers, "raising", "invalid"):
        store.add(thing)
    store.count("raising", text="raise")
    store.count("invalid")
    store.records["events"].update_one(
        {"subject": "invalid", "sequence": 2}, {"$set": {"data": {"thing": "invalid"}}}
    )
    for killer in killers:
        store.count(killer, text="kill")
    for thing in (*INNOCENT, *killers, "raising", "invalid"):
        store.count(thing)
    with broker.connected(trial.amqp_url) as connection:
        broker.write(connection.channel(), broker.amqp.Message(b"\xff no event"), "", QUEUE)


@pytest.mark.parametrize("several", [1, pytest.param(3, marks=pytest.mark.long)])
def test_poison_is_parked_with_what_follows_it_and_every_neighbour_takes_effect(revived, several):
    killers = [f"killer {number}" for number in range(several)]
    for process in revived.processes:
        process.kill()
    of_all_kinds(revived, killers)
    wait_until(lambda: all(settled(revived, thing, 2) for thing in INNOCENT), 120)
    for thing in ("raising", "invalid", *killers):
        wait_until(lambda thing=thing: parked(revived, thing) == [2, 3], 60)
        assert settled(revived, thing, 1)
    records = revived.store.records["parked"]
    wait_until(lambda: records.count_documents({"key": None}) == 1)
    assert records.count_documents({}) == 2 * (len(killers) + 2) + 1
    reasons = {each["reason"] for each in records.find({"key": "trial:thing:killer 0"})}
    assert reasons == {"3 processes ended while they handled it", "an earlier one is parked"}
    assert revived.store.amount_of("waiting") == revived.store.amount_of("suspects") == 0
