"""One process of a service that dies where it is told: ``python -m tests.faults.dying``.

Arguments: the service, the folder of its `Marks` and, if it is not one of the platform's, the
package that has it. The service itself is the product's own, with these points of `backbone`
wrapped. Every event that takes effect is also recorded, in the same transaction (`APPLIED`).
"""

import random
import sys
import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

# The runner first: it patches the standard library.
from backbone import runner, transactions
from backbone.context import current
from backbone.feed import Feed
from backbone.inbox import Inbox
from backbone.publishing import ConfirmedPublisher
from contracts.cloudevents import Envelope
from tests.faults import points
from tests.faults.applied import APPLIED, record
from tests.faults.marks import Marks

SLOW_SECONDS = 0.05
GATHER_SECONDS = 0.3
"""So that a batch has several events of an aggregate to be shuffled."""

APPLYING: ContextVar[bool] = ContextVar("applying", default=False)


def main(service: str, folder: str, package: str = "services") -> int:
    install(Marks(Path(folder)))
    return runner.serve(service, package)


def install(marks: Marks) -> None:
    wrap(transactions, "commit", lambda commit: dying_commit(commit, marks))
    wrap(ConfirmedPublisher, "publish", lambda publish: disturbed_publish(publish, marks))
    wrap(Feed, "mark_published", lambda mark: dying_before(mark, marks, points.BEFORE_MARK))
    wrap(Inbox, "apply", lambda apply: dying_apply(apply, marks))
    wrap(Inbox, "_handle", lambda handle: recording_handle(handle, marks))
    wrap(runner, "stores_of", lambda stores_of: lambda cls: [*stores_of(cls), APPLIED])


def wrap(owner: Any, name: str, wrapper: Callable[[Any], Any]) -> None:
    setattr(owner, name, wrapper(getattr(owner, name)))


def dying_before(step: Any, marks: Marks, point: str) -> Any:
    def dying(*arguments: Any, **options: Any) -> Any:
        marks.reach(point)
        return step(*arguments, **options)

    return dying


def dying_commit(commit: Any, marks: Marks) -> Any:
    """The same function commits for commands, for subscriptions and for the relay."""

    def dying(*arguments: Any, **options: Any) -> None:
        of_a_command = current().command is not None
        if of_a_command:
            marks.reach(points.BEFORE_COMMIT)
        elif APPLYING.get():
            marks.reach(points.BEFORE_EFFECT)
        commit(*arguments, **options)
        if of_a_command:
            marks.reach(points.AFTER_COMMIT)

    return dying


def dying_apply(apply: Any, marks: Marks) -> Any:
    def dying(*arguments: Any, **options: Any) -> Any:
        token = APPLYING.set(True)
        try:
            result = apply(*arguments, **options)
        finally:
            APPLYING.reset(token)
        marks.reach(points.BEFORE_ACK)
        return result

    return dying


def disturbed_publish(publish: Any, marks: Marks) -> Any:
    def disturbed(
        publisher: ConfirmedPublisher, envelopes: Iterable[Envelope], *others: Any, **options: Any
    ) -> Any:
        marks.reach(points.BEFORE_PUBLISH)
        batch = list(envelopes)
        if marks.is_on(points.THREE_TIMES):
            batch = three_times(batch, marks)
        return publish(publisher, batch, *others, **options)

    return disturbed


def three_times(batch: list[Envelope], marks: Marks) -> list[Envelope]:
    time.sleep(GATHER_SECONDS)
    shuffled = random.sample(batch * 3, 3 * len(batch))
    newest: dict[str, int] = {}
    for envelope in shuffled:
        if envelope.sequence < newest.get(envelope.key, 0):
            marks.note(points.DISORDER)
        newest[envelope.key] = max(newest.get(envelope.key, 0), envelope.sequence)
    return shuffled


def recording_handle(handle: Any, marks: Marks) -> Any:
    def recording(inbox: Inbox, envelope: Envelope, attempt: Any) -> None:
        handle(inbox, envelope, attempt)
        record(envelope, attempt.effects)
        if marks.is_on(points.SLOW):
            time.sleep(SLOW_SECONDS)

    return recording


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
