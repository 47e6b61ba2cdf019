import os
import sys
import time
from pathlib import Path

import pytest

from deploy.local.ledger import Ledger
from deploy.local.processes import Command, NotReady, Process, stop_all
from deploy.local.watch import Watch

OBEDIENT = "import time; print('here', flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {OBEDIENT}"


@pytest.fixture
def process(tmp_path):
    made: list[Process] = []

    def make(code: str, name: str = "worker", grace: float = 5.0) -> Process:
        log = tmp_path / "logs" / f"{name}.log"
        command = Command(
            name=name,
            arguments=(sys.executable, "-c", code),
            environment={"PATH": os.environ["PATH"]},
            ready=lambda: log.exists() and "here" in log.read_text(),
            grace=grace,
        )
        made.append(Process(command, tmp_path / "logs", Ledger(tmp_path)))
        return made[-1]

    yield make
    for each in made:
        each.wanted = False
        each.kill()


def eventually(condition, within: float = 5.0) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def test_a_process_that_obeys_is_stopped_by_asking(process):
    worker = process(OBEDIENT)
    worker.start()
    worker.wait_ready()
    began = time.monotonic()
    worker.stop()
    assert not worker.alive
    assert time.monotonic() - began < 2


def test_a_process_that_does_not_obey_is_ended_after_its_grace(process):
    worker = process(STUBBORN, grace=0.2)
    worker.start()
    worker.wait_ready()
    worker.stop()
    assert not worker.alive


def test_several_share_the_wait(process):
    workers = [process(STUBBORN, name=f"worker-{number}", grace=0.5) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.wait_ready()
    stop_all(workers)
    assert not any(worker.alive for worker in workers)


def test_a_process_that_ends_at_once_says_its_last_words(process):
    worker = process("raise SystemExit('no database')")
    worker.start()
    with pytest.raises(NotReady, match="no database"):
        worker.wait_ready()


def test_a_process_that_is_never_ready_is_given_up(process):
    worker = process("import time; time.sleep(60)")
    worker.start()
    with pytest.raises(NotReady, match="was not ready in 0 s"):
        worker.wait_ready(timeout=0.2)


def test_a_process_that_does_not_run_has_no_pid(process):
    with pytest.raises(NotReady, match="worker does not run"):
        _ = process(OBEDIENT).pid


def test_what_dies_unasked_is_started_again(process):
    worker, said = process(OBEDIENT), []
    worker.start()
    worker.wait_ready()
    watch = Watch([worker], said.append)
    watch.start()
    try:
        before = worker.pid
        worker.kill()
        assert eventually(lambda: worker.alive and worker.pid != before)
        assert eventually(lambda: said == ["worker had ended by itself: started again"])
    finally:
        watch.stop()


def test_what_was_stopped_stays_stopped(process):
    worker = process(OBEDIENT)
    worker.start()
    watch = Watch([worker], lambda _: None)
    watch.start()
    try:
        worker.stop()
        assert not eventually(lambda: worker.alive, within=0.6)
    finally:
        watch.stop()


def test_the_pause_before_the_next_start_doubles_while_it_keeps_dying(process):
    worker = process("raise SystemExit")
    watch = Watch([worker], lambda _: None)
    worker.started_at = now = time.monotonic()
    pauses = [watch._pause(worker, now) for _ in range(10)]
    assert pauses[:4] == [0.2, 0.4, 0.8, 1.6]
    assert pauses[-1] == Watch.LONGEST_PAUSE
    assert watch._pause(worker, now + Watch.SETTLED + 1) == Watch.FIRST_PAUSE


def test_the_ledger_forgets_what_has_been_stopped(process, tmp_path: Path):
    worker = process(OBEDIENT)
    worker.start()
    assert str(worker.pid) in (tmp_path / "pids.json").read_text()
    worker.stop()
    assert '"worker"' not in (tmp_path / "pids.json").read_text()
