"""Services, brokers and databases come and go; what was asked is done once, what happened is seen.

Each test has processes of its own.
"""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from contracts.errors import DeadlineExceeded, Unavailable
from tests.trial import proxy
from tests.trial.contract import AddThing, CountThing, GetThing
from tests.trial.running import Trial, wait_until


@pytest.fixture
def alone(servers):
    with Trial(servers) as alone:
        yield alone


def settled(trial, thing: str, applied: int) -> bool:
    return (trial.store.seen(thing) or {}).get("applied") == applied


class TestAnAbsentService:
    def test_is_said_to_be_away_and_is_found_again(self, alone):
        with pytest.raises(DeadlineExceeded):
            alone.ask("thing", GetThing("kettle"), deadline=0.5)
        began = time.monotonic()
        with pytest.raises(Unavailable):
            alone.ask("thing", GetThing("kettle"))
        assert time.monotonic() - began < 0.5
        alone.start()
        assert alone.ask("add", AddThing("kettle"))["version"] == 1

    def test_that_was_killed_at_work_has_it_done_once_by_the_next(self, alone):
        first = alone.start()
        alone.ask("add", AddThing("kettle"))
        with ThreadPoolExecutor(1) as pool:
            message = ("count", CountThing("kettle", seconds=1), {"deadline": 15.0})
            answer = pool.submit(alone.ask_together, [message])
            time.sleep(0.5)
            first.kill()
            alone.start()
            assert answer.result()[0]["count"] == 1
        assert alone.store.state("kettle").count == 1

    def test_that_is_stopped_answers_what_it_has_begun_and_loses_nothing(self, alone):
        first = alone.start()
        alone.ask("add", AddThing("kettle"))
        slow = [("count", CountThing("kettle", seconds=1), {"deadline": 15.0})] * 24
        with ThreadPoolExecutor(1) as pool:
            answers = pool.submit(alone.ask_together, slow)
            time.sleep(0.6)
            first.ask_to_stop()
            alone.start()
            assert len(answers.result()) == 24
        assert alone.store.state("kettle").count == 24
        first._child.wait(5)
        assert first._child.returncode == 0


@pytest.fixture
def through_proxies(servers):
    """A trial whose way to the broker and to the database a test can cut."""
    to_broker, amqp_url = proxy.before(servers.amqp_url)
    with Trial(servers) as cut:
        to_database, mongodb_url = proxy.before(cut.store.url)
        # A member of a replica set is else asked for its own address, past the proxy.
        direct = mongodb_url.replace("replicaSet=waymark", "directConnection=true")
        with to_broker, to_database:
            process = cut.start(AMQP_URL=amqp_url, MONGODB_URL=direct)
            yield cut, to_broker, to_database
            process.stop()


@pytest.mark.parametrize("which", ["broker", "database"])
def test_cut_connections_lose_no_event_and_repeat_no_effect(through_proxies, which):
    trial, to_broker, to_database = through_proxies
    between = {"broker": to_broker, "database": to_database}[which]
    things = [f"thing-{number}" for number in range(20)]
    for thing in things:
        trial.store.add(thing)
    for number in range(20):
        for thing in things:
            trial.store.count(thing)
        if number % 4 == 0:
            between.cut()
    wait_until(lambda: all(settled(trial, thing, 21) for thing in things), 30)
    assert all(trial.store.seen(thing)["count"] == 20 for thing in things)
    assert trial.store.amount_of("waiting") == trial.store.amount_of("parked") == 0


def test_a_database_that_says_nothing_for_a_while_delays_events_and_loses_none(through_proxies):
    trial, _, to_database = through_proxies
    trial.store.add("kettle")
    wait_until(lambda: settled(trial, "kettle", 1))
    to_database.hold_back()
    for _ in range(10):
        trial.store.count("kettle")
    time.sleep(2)
    to_database.pass_on()
    wait_until(lambda: settled(trial, "kettle", 11), 40)


def test_periodic_work_is_done_by_one_instance_at_a_time_and_outlives_its_failures(alone):
    def ticks() -> int:
        return (alone.store.records["ticks"].find_one() or {"count": 0})["count"]

    alone.start()
    alone.start()
    before, began = ticks(), time.monotonic()
    time.sleep(3)
    done, due = ticks() - before, (time.monotonic() - began) / 0.5
    assert 2 <= done <= due + 1


def test_a_process_is_not_ready_while_its_broker_or_its_database_is_away(through_proxies):
    trial, to_broker, to_database = through_proxies
    (process,) = trial.processes
    for server in (to_broker, to_database):
        assert process.command.ready()
        server.turn_away()
        wait_until(lambda: not process.command.ready())
        server.take_in()
        wait_until(process.command.ready)
