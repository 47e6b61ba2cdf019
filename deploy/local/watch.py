"""Keeps a stack's processes alive."""

import threading
import time
from collections.abc import Iterable

from deploy.local.processes import Process, Say


class Watch:
    """Starts again whatever dies unasked, after a pause that doubles while it keeps dying."""

    FIRST_PAUSE, LONGEST_PAUSE, SETTLED = 0.2, 30.0, 30.0

    def __init__(self, processes: Iterable[Process], say: Say) -> None:
        self._processes = list(processes)
        self._say = say
        self._pauses: dict[str, float] = {}
        self._due: dict[str, float] = {}
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(0.1):
            for process in self._processes:
                if process.wanted and not process.alive:
                    self._revive(process)

    def _revive(self, process: Process) -> None:
        now = time.monotonic()
        if process.name not in self._due:
            self._due[process.name] = now + self._pause(process, now)
            return
        if now >= self._due[process.name]:
            del self._due[process.name]
            if process.restart_if_wanted():
                self._say(f"{process.name} had ended by itself: started again")

    def _pause(self, process: Process, now: float) -> float:
        lived = now - process.started_at
        before = 0.0 if lived > self.SETTLED else self._pauses.get(process.name, 0.0)
        pause = min(max(before * 2, self.FIRST_PAUSE), self.LONGEST_PAUSE)
        self._pauses[process.name] = pause
        return pause
