"""When a post is tried again, and what answers make of a webhook's progress."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contracts.notifications.messages import LastFailure
from services.notifications.domain.retries import (
    LONGEST_ASKED,
    PATIENCE,
    has_failed_too_long,
    pause_after,
)
from services.notifications.posting.exchange import wait_asked
from services.notifications.posting.outcomes import delivered, ended, failed, passed
from services.notifications.store.progress import Progress, Replay

AT = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
CHANCES = st.floats(0, 1)


@given(st.integers(1, 1_000), CHANCES)
def test_pauses_grow_to_an_hour_and_a_little_and_no_further(attempts, chance):
    assert pause_after(attempts, 0) <= pause_after(attempts + 1, 0)
    assert 5 <= pause_after(attempts, chance) <= 3600 * 1.2


@given(st.integers(1, 1_000), CHANCES, st.floats(0, 1e9))
def test_an_endpoint_may_ask_for_a_longer_pause_within_bounds(attempts, chance, asked):
    pause = pause_after(attempts, chance, asked)

    assert pause >= min(asked, LONGEST_ASKED)
    assert pause <= max(LONGEST_ASKED, 3600 * 1.2)


def test_a_wait_may_be_asked_for_in_seconds_or_as_a_moment():
    assert wait_asked("120") == 120
    assert wait_asked("Fri, 31 Dec 1999 23:59:59 GMT") == 0
    assert wait_asked("soon") is None
    assert wait_asked(None) is None
    assert wait_asked("-1") is None


def test_it_is_enough_after_three_days():
    assert not has_failed_too_long(AT, AT + PATIENCE - timedelta(seconds=1))
    assert has_failed_too_long(AT, AT + PATIENCE)


@given(st.lists(CHANCES, min_size=1, max_size=50))
def test_while_it_fails_the_place_stays_and_the_first_failure_is_remembered(chances):
    progress, at = Progress("w", 7), AT
    for chance in chances:
        progress = failed(progress, 9, LastFailure("refused", 500, at), chance, None)
        at = progress.next_attempt or at

    assert (progress.cursor, progress.due, progress.attempts) == (7, 9, len(chances))
    assert progress.failing_since == AT
    assert progress.last_failure is not None
    assert progress.last_failure.at >= AT
    after = delivered(progress, 9, at)
    assert after == Progress("w", 9, last_delivered=at)


def test_what_ended_it_is_remembered_and_nothing_is_tried_again():
    gone = LastFailure("refused", 410, AT)

    after = ended(Progress("w", 7, next_attempt=AT), gone)

    assert (after.next_attempt, after.last_failure) == (None, gone)


def test_a_replay_goes_its_own_way_and_leaves_the_place_where_it_is():
    progress = Progress("w", 50, replay=Replay(10, 12))

    half = passed(progress, 11)
    whole = passed(half, 12)

    assert (half.cursor, half.place) == (50, 11)
    assert (whole.cursor, whole.place, whole.replay) == (50, 50, None)


def test_a_place_never_goes_back():
    assert passed(Progress("w", 50), 40).cursor == 50
