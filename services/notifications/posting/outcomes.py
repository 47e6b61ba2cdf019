"""What an answer makes of a webhook's progress. Without database, network or clock."""

from dataclasses import replace
from datetime import datetime, timedelta

from contracts.notifications.messages import LastFailure
from services.notifications.domain.retries import pause_after
from services.notifications.store.progress import Progress, Replay


def delivered(progress: Progress, last: int, at: datetime) -> Progress:
    """It goes on behind the position `last`."""
    return replace(passed(progress, last), last_delivered=at)


def passed(progress: Progress, last: int) -> Progress:
    """It goes on behind the position `last`, and nothing failed there."""
    fresh = replace(
        progress, due=None, attempts=0, failing_since=None, next_attempt=None, last_failure=None
    )
    if progress.replay is None:
        return replace(fresh, cursor=max(progress.cursor, last))
    left = Replay(last, progress.replay.until)
    return replace(fresh, replay=left if left.at < left.until else None)


def failed(
    progress: Progress, last: int, failure: LastFailure, chance: float, asked: float | None
) -> Progress:
    """The same post is due again after a pause. `chance` and `asked` as in `pause_after`."""
    attempts = progress.attempts + 1
    pause = timedelta(seconds=pause_after(attempts, chance, asked))
    return replace(
        progress,
        due=last,
        attempts=attempts,
        failing_since=progress.failing_since or failure.at,
        next_attempt=failure.at + pause,
        last_failure=failure,
    )


def ended(progress: Progress, failure: LastFailure) -> Progress:
    """Nothing is due any more, and `failure` is why."""
    return replace(progress, next_attempt=None, last_failure=failure)
