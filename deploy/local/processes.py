"""Starts, watches, restarts and ends the processes of a stack."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.local.ledger import Ledger

Say = Callable[[str], None]


@dataclass(frozen=True)
class Command:
    """What to start: `ready` asks it whether it takes work; `grace` is its time to stop, in s."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    ready: Callable[[], bool]
    grace: float = 10.0


class NotReady(Exception):
    """A process ended, or did not become ready in its time."""


class Process:
    """One process in a session of its own, its output in `<logs>/<name>.log`."""

    def __init__(self, command: Command, logs: Path, ledger: Ledger) -> None:
        self.command = command
        self.log = logs / f"{command.name}.log"
        self.wanted = False
        self.started_at = 0.0
        self._ledger = ledger
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.RLock()

    @property
    def name(self) -> str:
        return self.command.name

    @property
    def pid(self) -> int:
        """The living process.

        Raises:
            NotReady: there is none.
        """
        if self._child is None or not self.alive:
            raise NotReady(f"{self.name} does not run")
        return self._child.pid

    @property
    def alive(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def start(self) -> None:
        """Starts it where it does not run; whether it is ready is another question."""
        with self._lock:
            self.wanted = True
            if not self.alive:
                self._spawn()

    def restart_if_wanted(self) -> bool:
        """Starts it again where it died without being asked to; says whether it did."""
        with self._lock:
            if self.wanted and not self.alive:
                self._spawn()
                return True
            return False

    def wait_ready(self, timeout: float = 30.0) -> None:
        """Returns as soon as it takes work.

        Raises:
            NotReady: it ended, or the time ran out; the message has the end of its log.
        """
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if not self.alive:
                raise NotReady(f"{self.name} ended while it started.\n{self.last_words()}")
            if self.command.ready():
                return
            time.sleep(0.05)
        raise NotReady(f"{self.name} was not ready in {timeout:.0f} s.\n{self.last_words()}")

    def wait_revived(self, before: int, timeout: float = 30.0) -> None:
        """Returns once another process than `before` runs, as a watched one does after its death.

        Raises:
            NotReady: none did in that time.
        """
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self.alive and self.pid != before:
                return
            time.sleep(0.05)
        raise NotReady(f"{self.name} was not started again")

    def ask_to_stop(self) -> None:
        """Sends SIGTERM and returns: several that stop together share the wait."""
        with self._lock:
            self.wanted = False
            if self._child is not None and self.alive:
                self._child.terminate()

    def stop(self) -> None:
        """Asks it to end and, after its grace, ends it with all that it started."""
        self.ask_to_stop()
        if self._child is not None:
            try:
                self._child.wait(self.command.grace)
            except subprocess.TimeoutExpired:
                self.kill()
        self._ledger.remove(self.name)

    def kill(self) -> None:
        """Ends it at once (SIGKILL), as a crash would; a watched one is started again."""
        if self._child is not None and self.alive:
            os.killpg(self._child.pid, signal.SIGKILL)
            self._child.wait()

    def last_words(self, lines: int = 15) -> str:
        """The end of its log."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _spawn(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                self.command.arguments,
                env=dict(self.command.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C in the terminal must reach us alone: we stop the others in order.
                start_new_session=True,
            )
        self.started_at = time.monotonic()
        self._ledger.add(self.name, self._child.pid)


def stop_all(processes: Iterable[Process]) -> None:
    """Stops them side by side."""
    leaving = list(processes)
    for process in leaving:
        process.ask_to_stop()
    for process in leaving:
        process.stop()
