"""When events had taken effect, read where operators read it: in the subscribers' logs."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson

from deploy.local.processes import Process

LINE = b'"event handled"'


@dataclass(frozen=True)
class Handled:
    """One event's effect was committed just before `at`, in seconds since the epoch."""

    at: float
    key: str
    sequence: int
    by: str


class Log:
    """What processes have written since their start; one may be added later."""

    def __init__(self, *processes: Process) -> None:
        self._read: dict[Path, int] = {}
        self._counted = 0
        for process in processes:
            self.add(process)

    def add(self, process: Process) -> None:
        self._read[process.log] = 0

    def count(self) -> int:
        """How many events have been handled so far. Cheap: it reads what is new."""
        for path, begin in self._read.items():
            with path.open("rb") as log:
                log.seek(begin)
                new = log.read()
            whole = new[: new.rfind(b"\n") + 1]
            self._read[path] += len(whole)
            self._counted += whole.count(LINE)
        return self._counted

    def events(self) -> list[Handled]:
        """All of them, by the time at which they were handled."""
        found = [
            handled(line, path.stem)
            for path in self._read
            for line in path.read_bytes().splitlines()
            if LINE in line
        ]
        return sorted(found, key=lambda each: each.at)


def handled(line: bytes, by: str) -> Handled:
    said = orjson.loads(line)
    at = datetime.fromisoformat(said["timestamp"]).timestamp()
    return Handled(at, said["key"], said["sequence"], by)
