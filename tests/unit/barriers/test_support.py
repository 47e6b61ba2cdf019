import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.barriers.events import (
    BarrierSupportChanged,
    BarrierSupported,
    BarrierSupportWithdrawn,
)
from contracts.barriers.words import Estimate
from contracts.errors import Invalid
from services.barriers.domain import support
from services.barriers.domain.barriers import Supporter
from services.barriers.domain.support import Words
from tests.unit.barriers.examples import AT, LATER, barrier

LEEDS = Supporter("LDS", named=True)
QUIET_LEEDS = Supporter("LDS", named=False)
DAYS = Estimate("time", 10, 20, "low", "Counted for a month")
WORDS = Words("Every form is typed twice", DAYS)


def test_a_council_that_supports_a_barrier_is_counted_and_told_of() -> None:
    outcome = support.support(barrier(), "LDS", LATER, named=True)

    assert outcome.events == (BarrierSupported("b1", "LDS", 2, LATER),)
    assert outcome.state.supporter("LDS") == LEEDS


def test_a_council_counts_once_however_often_it_supports_a_barrier() -> None:
    outcome = support.support(barrier(LEEDS), "LDS", LATER)

    assert outcome.events == ()
    assert outcome.state.supporter("LDS") == LEEDS


def test_who_raised_it_adds_nothing_by_supporting_it() -> None:
    assert support.support(barrier(), "DUR", LATER, named=False).events == ()


def test_a_council_that_did_not_agree_is_named_in_no_event() -> None:
    supported = support.support(barrier(), "LDS", LATER)
    withdrawn = support.withdraw(supported.state, "LDS", LATER)

    assert supported.events == (BarrierSupported("b1", None, 2, LATER),)
    assert withdrawn.events == (BarrierSupportWithdrawn("b1", None, 1, LATER),)


def test_consent_is_given_and_taken_back_without_losing_the_voice() -> None:
    agreed = support.support(barrier(QUIET_LEEDS), "LDS", LATER, named=True)
    not_any_more = support.support(agreed.state, "LDS", LATER, named=False)

    assert agreed.events == (BarrierSupportChanged("b1", "LDS", 2, LATER),)
    assert not_any_more.events == (BarrierSupportChanged("b1", None, 2, LATER),)
    assert not_any_more.state == barrier(QUIET_LEEDS)


def test_words_count_a_council_that_was_not_counted_yet() -> None:
    said = support.say(barrier(), "LDS", WORDS, LATER)

    assert said.events == (BarrierSupported("b1", None, 2, LATER),)
    assert said.state.supporter("LDS") == Supporter("LDS", False, WORDS.bites, DAYS)


def test_words_take_the_place_of_those_before_and_leave_consent_as_it_is() -> None:
    said = support.say(barrier(LEEDS), "LDS", WORDS, LATER).state
    outcome = support.say(said, "LDS", Words("It is worse now"), LATER)

    assert outcome.events == (BarrierSupportChanged("b1", "LDS", 2, LATER),)
    assert outcome.state.supporter("LDS") == Supporter("LDS", True, "It is worse now", None)


def test_the_same_words_again_change_nothing() -> None:
    said = support.say(barrier(), "LDS", WORDS, LATER).state

    assert support.say(said, "LDS", WORDS, LATER).events == ()


def test_one_click_after_words_leaves_them_as_they_are() -> None:
    said = support.say(barrier(), "LDS", WORDS, LATER).state

    assert support.support(said, "LDS", LATER).events == ()


def test_what_a_council_says_is_in_no_event() -> None:
    said = support.say(barrier(), "LDS", WORDS, LATER)

    assert "typed twice" not in repr(said.events)
    assert "20" not in {str(value) for event in said.events for value in vars(event).values()}


def test_a_range_is_not_taken_the_wrong_way_round() -> None:
    backwards = Words(releases=Estimate("money", 9, 3, "high", "Guessed"))
    with pytest.raises(Invalid) as refused:
        support.say(barrier(), "LDS", backwards, LATER)

    assert list(refused.value.details) == ["releases.high"]


def test_withdrawing_takes_the_words_along() -> None:
    said = support.say(barrier(), "LDS", WORDS, LATER).state
    again = support.support(support.withdraw(said, "LDS", LATER).state, "LDS", LATER).state

    assert again.supporter("LDS") == QUIET_LEEDS


def test_a_council_may_withdraw_and_support_again_with_another_consent() -> None:
    withdrawn = support.withdraw(barrier(LEEDS), "LDS", LATER).state
    again = support.support(withdrawn, "LDS", LATER)

    assert again.events == (BarrierSupported("b1", None, 2, LATER),)


def test_withdrawing_without_support_changes_nothing() -> None:
    assert support.withdraw(barrier(), "LDS", LATER).events == ()


def test_a_barrier_stays_when_the_council_that_raised_it_withdraws() -> None:
    left = support.withdraw(barrier(LEEDS), "DUR", LATER).state

    assert left.raised_by == "DUR"
    assert [each.council for each in left.supporters] == ["LDS"]


def test_the_last_council_may_withdraw_and_the_barrier_stays_at_nought() -> None:
    outcome = support.withdraw(barrier(), "DUR", LATER)

    assert outcome.events == (BarrierSupportWithdrawn("b1", None, 0, LATER),)
    assert outcome.state.number == "WB-7K3Q-9FD"


STEPS = st.tuples(
    st.sampled_from(["DUR", "LDS", "BIR", "KEN"]),
    st.sampled_from(["support", "say", "withdraw"]),
    st.sampled_from([True, False, None]),
)


@given(st.lists(STEPS, max_size=20))
def test_the_count_in_the_last_event_is_the_number_of_councils_behind_it(
    steps: list[tuple[str, str, bool | None]],
) -> None:
    state, counted = barrier(), 1
    for council, does, named in steps:
        if does == "withdraw":
            outcome = support.withdraw(state, council, AT)
        elif does == "say":
            outcome = support.say(state, council, WORDS, AT, named=named)
        else:
            outcome = support.support(state, council, AT, named=named)
        state = outcome.state
        for event in outcome.events:
            assert isinstance(
                event, BarrierSupported | BarrierSupportChanged | BarrierSupportWithdrawn
            )
            counted = event.supporters
    assert len(state.councils) == len(state.supporters) == counted
