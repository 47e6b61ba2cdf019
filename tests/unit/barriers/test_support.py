from hypothesis import given
from hypothesis import strategies as st

from contracts.barriers.events import BarrierSupported, BarrierSupportWithdrawn
from services.barriers.domain import barriers
from services.barriers.domain.barriers import Supporter
from tests.unit.barriers.examples import AT, LATER, barrier

LEEDS = Supporter("LDS", named=True)
QUIET_LEEDS = Supporter("LDS", named=False)


def test_a_council_that_supports_a_barrier_is_counted_and_told_of() -> None:
    outcome = barriers.support(barrier(), LEEDS, LATER)

    assert outcome.events == (BarrierSupported("b1", "LDS", 2, LATER),)
    assert outcome.state.supporter("LDS") == LEEDS


def test_a_council_counts_once_however_often_it_supports_a_barrier() -> None:
    outcome = barriers.support(barrier(LEEDS), QUIET_LEEDS, LATER)

    assert outcome.events == ()
    assert outcome.state.supporter("LDS") == LEEDS


def test_who_raised_it_adds_nothing_by_supporting_it() -> None:
    assert barriers.support(barrier(), Supporter("DUR", named=False), LATER).events == ()


def test_a_council_that_did_not_agree_is_named_in_no_event() -> None:
    supported = barriers.support(barrier(), QUIET_LEEDS, LATER)
    withdrawn = barriers.withdraw(supported.state, "LDS", LATER)

    assert supported.events == (BarrierSupported("b1", None, 2, LATER),)
    assert withdrawn.events == (BarrierSupportWithdrawn("b1", None, 1, LATER),)


def test_a_council_may_withdraw_and_support_again_with_another_consent() -> None:
    withdrawn = barriers.withdraw(barrier(LEEDS), "LDS", LATER).state
    again = barriers.support(withdrawn, QUIET_LEEDS, LATER)

    assert again.events == (BarrierSupported("b1", None, 2, LATER),)


def test_withdrawing_without_support_changes_nothing() -> None:
    assert barriers.withdraw(barrier(), "LDS", LATER).events == ()


def test_a_barrier_stays_when_the_council_that_raised_it_withdraws() -> None:
    left = barriers.withdraw(barrier(LEEDS), "DUR", LATER).state

    assert left.raised_by == "DUR"
    assert [each.council for each in left.supporters] == ["LDS"]


def test_the_last_council_may_withdraw_and_the_barrier_stays_at_nought() -> None:
    outcome = barriers.withdraw(barrier(), "DUR", LATER)

    assert outcome.events == (BarrierSupportWithdrawn("b1", None, 0, LATER),)
    assert outcome.state.number == "WB-7K3Q-9FD"


@given(
    st.lists(
        st.tuples(st.sampled_from(["DUR", "LDS", "BIR", "KEN"]), st.booleans(), st.booleans()),
        max_size=20,
    )
)
def test_the_count_in_the_last_event_is_the_number_of_councils_behind_it(
    steps: list[tuple[str, bool, bool]],
) -> None:
    state, counted = barrier(), 1
    for council, supports, named in steps:
        outcome = (
            barriers.support(state, Supporter(council, named), AT)
            if supports
            else barriers.withdraw(state, council, AT)
        )
        state = outcome.state
        for event in outcome.events:
            assert isinstance(event, BarrierSupported | BarrierSupportWithdrawn)
            counted = event.supporters
    councils = {each.council for each in state.supporters}
    assert len(councils) == len(state.supporters) == counted
