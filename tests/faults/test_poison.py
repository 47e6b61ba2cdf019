"""Poison of four kinds, beside innocent neighbours that neither wait for it nor share its fate."""

import pytest

from backbone import broker
from deploy.local.watch import Watch
from tests.trial.running import Trial, wait_until

pytestmark = pytest.mark.timeout(240)

QUEUE = "trial.from.trial"
INNOCENT = [f"innocent {number}" for number in range(40)]
KILLERS = ["killer 1", "killer 2", "killer 3"]


class QuickWatch(Watch):
    LONGEST_PAUSE = 0.4


@pytest.fixture
def revived(servers):
    """Two processes of the trial service, which are started again when they die."""
    with Trial(servers) as trial:
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


def of_all_kinds(trial: Trial) -> None:
    """In one go, so that they are delivered side by side."""
    store = trial.store
    for thing in (*INNOCENT, *KILLERS, "raising", "invalid"):
        store.add(thing)
    store.count("raising", text="raise")
    store.count("invalid")
    store.records["events"].update_one(
        {"subject": "invalid", "sequence": 2}, {"$set": {"data": {"thing": "invalid"}}}
    )
    for killer in KILLERS:
        store.count(killer, text="kill")
    for thing in (*INNOCENT, *KILLERS, "raising", "invalid"):
        store.count(thing)
    with broker.connected(trial.amqp_url) as connection:
        broker.write(connection.channel(), broker.amqp.Message(b"\xff no event"), "", QUEUE)


def test_poison_is_parked_with_what_follows_it_and_every_neighbour_takes_effect(revived):
    for process in revived.processes:
        process.kill()
    of_all_kinds(revived)
    wait_until(lambda: all(settled(revived, thing, 2) for thing in INNOCENT), 120)
    for thing in ("raising", "invalid", *KILLERS):
        wait_until(lambda thing=thing: parked(revived, thing) == [2, 3], 60)
        assert settled(revived, thing, 1)
    records = revived.store.records["parked"]
    wait_until(lambda: records.count_documents({"key": None}) == 1)
    assert records.count_documents({}) == 2 * (len(KILLERS) + 2) + 1
    reasons = {each["reason"] for each in records.find({"key": "trial:thing:killer 1"})}
    assert reasons == {"3 processes ended while they handled it", "an earlier one is parked"}
    assert revived.store.amount_of("waiting") == revived.store.amount_of("suspects") == 0
