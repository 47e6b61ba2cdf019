"""The operator's command line in processes that need no time to start.

`python -m tests.journeys.forking` imports all of it once; each line that it reads is a run, for
which it forks. The child does what `python -m waymark` does, in a process of its own.
"""

import importlib
import json
import os
import runpy
import signal
import subprocess
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from deploy.local.environment import PROJECT
from waymark.cli import COMMANDS

SECONDS = 90
"""After which a run is ended."""


class CommandLine:
    """Runs `waymark …`; a context manager."""

    def __init__(self) -> None:
        self._forking = subprocess.Popen(
            (sys.executable, "-m", "tests.journeys.forking"),
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._forking.communicate(timeout=SECONDS)

    def run(
        self, arguments: tuple[str, ...], folder: Path, environment: Mapping[str, str], typed: str
    ) -> subprocess.CompletedProcess[str]:
        """In that folder and environment; `typed` is what comes on standard input."""
        streams = [folder / f"standard-{name}" for name in ("input", "output", "error")]
        streams[0].write_text(typed)
        wanted = {
            "arguments": arguments,
            "folder": str(folder),
            "environment": dict(environment),
            "streams": [str(each) for each in streams],
        }
        assert self._forking.stdin
        assert self._forking.stdout
        self._forking.stdin.write(json.dumps(wanted) + "\n")
        self._forking.stdin.flush()
        status = int(self._forking.stdout.readline())
        output, error = (each.read_text() for each in streams[1:])
        return subprocess.CompletedProcess(("waymark", *arguments), status, output, error)


def serve() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for where in COMMANDS.values():
            importlib.import_module(where.partition(":")[0])
    for line in sys.stdin:
        child = os.fork()
        if not child:
            become(json.loads(line))
            return
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def become(wanted: Mapping[str, Any]) -> None:
    """Leaves by the exit of the command, as its process would."""
    signal.alarm(SECONDS)
    os.chdir(wanted["folder"])
    os.environ.clear()
    os.environ.update(wanted["environment"])
    for number, stream in enumerate(wanted["streams"]):
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC if number else os.O_RDONLY
        os.dup2(os.open(stream, flags), number)
    # The one before has the requests in its buffer.
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.argv[1:] = wanted["arguments"]
    runpy.run_module("waymark", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    serve()
