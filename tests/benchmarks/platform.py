"""Waymark as it is measured: one gateway, one process of each service, the demo in it."""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from contracts.accounts.messages import CreateKey, ListCouncils
from deploy.local.environment import PROJECT
from deploy.local.processes import Say
from deploy.local.stack import Stack
from tests.homes import home, sweep
from waymark.operating import operator
from waymark.settings import Settings

HOMES = PROJECT / ".local" / "bench"

# So that the load is measured, and not the protection from it.
LIMITS = dict.fromkeys(("READ_LIMIT", "WRITE_LIMIT", "SIGN_IN_LIMIT"), "1000000/second")


@contextmanager
def platform(say: Say) -> Iterator[Stack]:
    """A stack of its own with the demo, ended and forgotten with the block."""
    with empty_platform(say) as stack:
        say("Loading the demo")
        stack.load_demo()
        yield stack


@contextmanager
def empty_platform(say: Say) -> Iterator[Stack]:
    """The same without the demo: there is nobody and nothing."""
    sweep(HOMES)
    os.environ.update(LIMITS)
    with home(HOMES / str(os.getpid())) as folder, Stack(folder, say=say) as stack:
        yield stack


def council_keys(stack: Stack) -> Mapping[str, str]:
    """An officer's API key for every council of the demo, by the council's code."""
    with operator(Settings.read(stack.environment.of_operator())) as ask:
        councils = ask("accounts", "councils", ListCouncils(limit=100))["councils"]
        codes = [each["code"] for each in councils]
        return {
            code: ask("accounts", "create_key", CreateKey("Benchmark", code, "officer"))["secret"]
            for code in codes
        }


def say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {line}", flush=True)
