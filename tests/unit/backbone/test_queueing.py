"""Changes of one aggregate take turns; those of others don't wait, and nobody waits for ever."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from backbone.queueing import Queues


def test_one_is_at_an_aggregate_at_a_time() -> None:
    queues, inside, most = Queues(), [], []

    def change(number: int) -> None:
        with queues.turn("things", ["kettle"], seconds=5):
            inside.append(number)
            most.append(len(inside))
            time.sleep(0.001)
            inside.remove(number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(change, range(24)))

    assert max(most) == 1
    assert queues.waited_for == 0


def test_another_aggregate_is_not_waited_for() -> None:
    queues = Queues()
    with (
        queues.turn("things", ["kettle"], seconds=5),
        queues.turn("things", ["pot"], seconds=5),
        queues.turn("others", ["kettle"], seconds=5),
    ):
        assert queues.waited_for == 3


def test_two_who_want_the_same_two_never_wait_for_each_other() -> None:
    queues, done = Queues(), []

    def change(ids: list[str]) -> None:
        with queues.turn("things", ids, seconds=5):
            done.append(ids)

    began = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(change, [["a", "b"], ["b", "a"]] * 20))

    assert len(done) == 40
    assert time.monotonic() - began < 4


def test_who_has_waited_long_enough_goes_on_without_the_turn() -> None:
    queues, release = Queues(), threading.Event()

    def hold() -> None:
        with queues.turn("things", ["kettle"], seconds=5):
            release.wait(5)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(hold)
        while not queues.waited_for:
            time.sleep(0.001)
        with queues.turn("things", ["kettle"], seconds=0.01):
            assert not release.is_set()
        release.set()
    assert queues.waited_for == 0
