"""Which processes we started, so that we end those and no others, even after a crash of ours.

A process is known by its pid together with its start time: the system gives a pid again, the pair
never.
"""

import json
import os
import signal
import threading
import time
from pathlib import Path
from typing import NamedTuple

from deploy.files import write_private


class Started(NamedTuple):
    """A process of this boot: `since` is its start in clock ticks, from /proc."""

    pid: int
    since: int

    @property
    def alive(self) -> bool:
        return started(self.pid) == self

    def signal(self, number: signal.Signals) -> None:
        """Sends it to the process alone; nothing happens where it has ended."""
        if self.alive:
            os.kill(self.pid, number)


def started(pid: int) -> Started | None:
    """The running process with that pid, or None; one that only waits to be reaped has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    # The name stands in brackets and may hold anything: what follows the last one is regular.
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else Started(pid, int(fields[19]))


class Ledger:
    """The processes of one home, in the file `pids.json` there; the owner is who runs the stack."""

    def __init__(self, home: Path) -> None:
        self.path = home / "pids.json"
        self._entries: dict[str, Started] = {}
        self._claimed = False
        self._lock = threading.Lock()

    def claim(self) -> None:
        """Makes this process the owner.

        Raises:
            AlreadyRunning: another living process is.
        """
        owner = owner_of(self.path)
        if owner is not None and owner.alive and owner.pid != os.getpid():
            raise AlreadyRunning(owner.pid)
        end_leftovers(self.path)
        self._claimed = True
        self._write()

    def add(self, name: str, pid: int) -> None:
        process = started(pid)
        if process is not None:
            with self._lock:
                self._entries[name] = process
                self._write()

    def remove(self, name: str) -> None:
        with self._lock:
            self._entries.pop(name, None)
            self._write()

    def release(self) -> None:
        """Gives the home up; another owner's stays as it is."""
        if self._claimed:
            self._claimed = False
            self.path.unlink(missing_ok=True)

    def _write(self) -> None:
        owner = started(os.getpid())
        text = json.dumps({"owner": owner, "processes": self._entries})
        write_private(self.path, text)


class AlreadyRunning(Exception):
    """Another process runs a stack in this home."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"Waymark already runs here (process {pid}): `make stop` ends it")
        self.pid = pid


def owner_of(path: Path) -> Started | None:
    """Who runs the stack whose ledger that is, living or not."""
    return _read(path).owner


def end_leftovers(path: Path, grace: float = 10.0) -> list[str]:
    """Ends what a dead owner left running and forgets it; returns the names, latest first."""
    processes = _read(path).processes
    left = {name: process for name, process in reversed(processes.items()) if process.alive}
    for process in left.values():
        process.signal(signal.SIGTERM)
    deadline = time.monotonic() + grace
    while time.monotonic() < deadline and any(process.alive for process in left.values()):
        time.sleep(0.05)
    for process in left.values():
        process.signal(signal.SIGKILL)
    path.unlink(missing_ok=True)
    return list(left)


class _Record(NamedTuple):
    owner: Started | None
    processes: dict[str, Started]


def _read(path: Path) -> _Record:
    try:
        record = json.loads(path.read_text())
    except (OSError, ValueError):
        return _Record(None, {})
    processes = {name: Started(*entry) for name, entry in record["processes"].items()}
    return _Record(Started(*record["owner"]), processes)
