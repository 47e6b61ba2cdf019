"""`python -m deploy.local run | stop | clean`: what `make run`, `make stop`, `make clean` do."""

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType

from deploy.local.environment import PROJECT
from deploy.local.ledger import AlreadyRunning, Started, end_leftovers, owner_of
from deploy.local.ports import is_free
from deploy.local.processes import NotReady
from deploy.local.rabbitmq import NotInstalled
from deploy.local.stack import Stack

HOME = PROJECT / ".local"
TESTS = "test"
STOPPING = 60.0


class Stopped(Exception):
    """Somebody asked us to end."""


def run() -> None:
    """In the foreground, until Ctrl-C or `stop`."""
    began = time.monotonic()
    port = int(os.environ.get("PORT", "8000"))
    if not is_free(port):
        raise NotReady(f"Something listens on port {port} already: try `make run PORT=8080`")
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    stack = Stack(HOME, port=port, shows_mail=True, say=say)
    try:
        stack.start()
        say("Loading the content and the demo")
        stack.load_demo()
        welcome(stack, time.monotonic() - began)
        while True:
            signal.pause()
    except Stopped:
        say("Stopping")
    finally:
        # Asked twice, we still end everything that we started.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        stack.stop()
    say("Stopped. The data stays in .local/; `make clean` forgets it")


def stop() -> None:
    """Ends the stack that runs in the foreground elsewhere, and what a crashed one left."""
    ledger = HOME / "pids.json"
    owner = owner_of(ledger)
    if owner is None:
        say("Waymark does not run here")
        return
    owner.signal(signal.SIGTERM)
    deadline = time.monotonic() + STOPPING
    while owner.alive and time.monotonic() < deadline:
        time.sleep(0.1)
    if owner.alive:
        raise NotReady(f"Process {owner.pid} did not end in {STOPPING:.0f} s")
    for name in end_leftovers(ledger):
        say(f"Ended {name}, which had been left running")
    say("Stopped")


def clean() -> None:
    """Forgets all data."""
    owner: Started | None = owner_of(HOME / "pids.json")
    if owner is not None and owner.alive:
        raise AlreadyRunning(owner.pid)
    end_leftovers(HOME / "pids.json")
    for path in HOME.glob("*"):
        # Tests may be running in theirs, and end with it.
        if path.name != TESTS:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def welcome(stack: Stack, seconds: float) -> None:
    """The address and who can sign in."""
    print(f"\nWaymark is ready after {seconds:.0f} s: {stack.url}\n")
    demo = json.loads(stack.demo_file.read_text())
    for account in demo.get("accounts", []):
        of = f", {account['organisation']}" if account.get("organisation") else ""
        print(f"  {account['email']:40} {account['password']:20} {account['role']}{of}")
    print(f"\nE-mails that it sends are at {stack.url}/mail.")
    print("Logs are in .local/logs. Ctrl-C or `make stop` ends it.\n", flush=True)


def say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)


def main(arguments: list[str]) -> int:
    commands: dict[str, Callable[[], None]] = {"run": run, "stop": stop, "clean": clean}
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        commands[arguments[0]]()
    except (AlreadyRunning, NotInstalled, NotReady) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
