"""Rebuilds of the trial service's read model; as a program, one that dies at a named point.

``python -m tests.trial.rebuilding URL POINT NUMBER`` ends itself with SIGKILL after the NUMBER-th
call of the function POINT of `backbone.swapping`.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import orjson

from backbone import database, feed, rebuilding, swapping
from backbone.histories import Ask
from backbone.identifiers import new_id
from backbone.operations import feed_event
from backbone.rebuilding import Rebuilt, Subscriber
from deploy.local.environment import PROJECT
from tests.trial import things

TRIAL = Subscriber("trial", [things.SEEN], things.HANDLERS, {"trial": ("thing",)})
PAGE = 7


def from_store(records: Any) -> Ask:
    """The feed as the service would answer it, in small pages."""

    def ask(_: str, after: int) -> Any:
        events, head = feed.read(records, after, limit=PAGE)
        return orjson.loads(orjson.dumps({"head": head, "events": list(map(feed_event, events))}))

    return ask


def rebuilt(
    store: Any, ask: Ask | None = None, subscriber: Subscriber = TRIAL, tell: Any = None
) -> Rebuilt:
    """Rebuilds in this process."""
    return rebuilding.rebuild(
        subscriber,
        store.client,
        store.records,
        ask or from_store(store.records),
        new_id(),
        tell or (lambda _, __: None),
    )


def killed_after(store: Any, point: str, number: int) -> None:
    """A rebuild in a process of its own, which died there."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.trial.rebuilding", store.url, point, str(number)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr


def deadly(function: Callable[..., Any], number: int) -> Callable[..., Any]:
    calls = 0

    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        result = function(*args, **kwargs)
        calls += 1
        if calls == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return call


def main() -> None:
    url, point, number = sys.argv[1:]
    setattr(swapping, point, deadly(getattr(swapping, point), int(number)))
    with database.connect(url, service="rebuild", workers=2) as client:
        records = client.get_default_database()
        ask = from_store(records)
        rebuilding.rebuild(TRIAL, client, records, ask, new_id(), lambda _, __: None)


if __name__ == "__main__":
    main()
