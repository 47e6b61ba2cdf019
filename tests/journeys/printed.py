"""What a program of a tutorial prints, while it runs."""

import threading
import time
from collections.abc import Iterable
from queue import Empty, Queue


class Printed:
    """Its lines as they come; each is waited for, for so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lines: Queue[str] = Queue()

    def follow(self, stream: Iterable[str]) -> None:
        """Reads beside the test, so that the program never waits for it."""
        threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def line(self, holding: str = "") -> str:
        """The next line that holds those words."""
        until = time.monotonic() + self._seconds
        while (left := until - time.monotonic()) > 0:
            try:
                line = self._lines.get(timeout=left)
            except Empty:
                break
            if holding in line:
                return line
        raise AssertionError(f"no line with {holding} came in time")

    @property
    def nothing_more(self) -> bool:
        """Whether no line has come behind those that were asked for."""
        return self._lines.empty()

    def _read(self, stream: Iterable[str]) -> None:
        for line in stream:
            self._lines.put(line.rstrip("\n"))
