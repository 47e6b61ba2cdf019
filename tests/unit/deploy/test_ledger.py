import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local.ledger import AlreadyRunning, Ledger, Started, end_leftovers, owner_of, started


@pytest.fixture
def sleeper():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process
    process.kill()
    process.wait()


def orphan(path: Path, **processes: Started) -> None:
    """A ledger whose owner died: its pid is ours, its start time is not."""
    path.write_text(json.dumps({"owner": Started(os.getpid(), 1), "processes": processes}))


def test_a_process_is_known_by_its_pid_and_its_start_time(sleeper):
    process = started(sleeper.pid)
    assert process is not None
    assert process.alive
    assert not process._replace(since=process.since - 1).alive


def test_a_process_that_only_waits_to_be_reaped_has_ended(sleeper):
    process = started(sleeper.pid)
    sleeper.kill()
    # Not reaped before this waits for it without taking its result.
    os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)
    assert process is not None
    assert not process.alive


def test_what_a_dead_owner_left_running_is_ended(tmp_path, sleeper):
    left = started(sleeper.pid)
    assert left is not None
    orphan(tmp_path / "pids.json", matching=left)
    assert end_leftovers(tmp_path / "pids.json", grace=5) == ["matching"]
    assert not left.alive
    assert not (tmp_path / "pids.json").exists()


def test_a_stranger_with_a_pid_of_ours_is_left_alone(tmp_path, sleeper):
    stranger = started(sleeper.pid)
    assert stranger is not None
    orphan(tmp_path / "pids.json", matching=stranger._replace(since=stranger.since - 1))
    assert end_leftovers(tmp_path / "pids.json") == []
    assert stranger.alive


def test_a_home_has_one_living_owner(tmp_path, sleeper):
    owner = started(sleeper.pid)
    (tmp_path / "pids.json").write_text(json.dumps({"owner": owner, "processes": {}}))
    refused = Ledger(tmp_path)
    with pytest.raises(AlreadyRunning, match=str(sleeper.pid)):
        refused.claim()
    refused.release()
    assert owner_of(tmp_path / "pids.json") == owner


def test_the_owner_is_whoever_claimed_it(tmp_path):
    Ledger(tmp_path).claim()
    assert owner_of(tmp_path / "pids.json") == started(os.getpid())


def test_a_ledger_that_cannot_be_read_owns_nothing(tmp_path):
    (tmp_path / "pids.json").write_text("{")
    assert owner_of(tmp_path / "pids.json") is None
    assert end_leftovers(tmp_path / "pids.json") == []
