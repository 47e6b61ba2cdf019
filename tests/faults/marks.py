"""The files by which a test tells the processes of a service where to die, and is told who did."""

import os
import signal
from pathlib import Path


class Marks:
    """One service's, in a folder of its own, for all of its processes.

    The first process that comes to a point takes the file and gets the signal: one process for
    each laying, whoever it is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def lay(self, point: str, what: signal.Signals = signal.SIGKILL) -> None:
        """Whoever comes there next gets that signal."""
        for taken in self._taken(point):
            taken.unlink()
        self._write(point, what.name)

    def pick_up(self, point: str) -> None:
        """Nobody is waited for there any more."""
        (self.folder / point).unlink(missing_ok=True)

    def struck(self, point: str) -> int | None:
        """The pid of the process that came there since the file was laid."""
        return next((int(taken.suffix[1:]) for taken in self._taken(point)), None)

    def reach(self, point: str) -> None:
        """Called by a process that is there."""
        taken = self.folder / f"{point}.{os.getpid()}"
        try:
            (self.folder / point).rename(taken)
        except FileNotFoundError:
            return
        os.kill(os.getpid(), signal.Signals[taken.read_text()])

    def switch_on(self, habit: str) -> None:
        """From now on all processes of the service behave so."""
        self._write(habit, "on")

    def switch_off(self, habit: str) -> None:
        (self.folder / habit).unlink(missing_ok=True)

    def is_on(self, habit: str) -> bool:
        return (self.folder / habit).exists()

    def note(self, happened: str) -> None:
        """Called by a process: it happened once more."""
        with (self.folder / f"{happened}.times").open("a") as times:
            times.write(".")

    def times(self, happened: str) -> int:
        """How often it did, in all processes together."""
        counted = self.folder / f"{happened}.times"
        return counted.stat().st_size if counted.exists() else 0

    def _taken(self, point: str) -> list[Path]:
        return list(self.folder.glob(f"{point}.[0-9]*"))

    def _write(self, name: str, content: str) -> None:
        # Whole or not at all: a process may look at any moment.
        unfinished = self.folder / f".{name}"
        unfinished.write_text(content)
        unfinished.rename(self.folder / name)
