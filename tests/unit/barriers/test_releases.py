"""What a barrier released: figures that a council answers for, and sums that tell none of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.barriers.words import Total
from contracts.callers import Caller
from contracts.errors import Invalid
from services.barriers import schemas
from services.barriers.domain import merging, releases
from services.barriers.domain.merging import MergedAway
from services.barriers.domain.ranges import FEWEST
from services.barriers.domain.releases import (
    NothingRecorded,
    NotResolved,
    Release,
    Revision,
)
from tests.unit.barriers.examples import ANALYST, AT, DURHAM, LATER, LEEDS, barrier

RESOLVED = replace(barrier(), stage="resolved")
TODAY = date(2027, 6, 1)
SAID = Revision(
    low=40_000,
    high=65_000,
    confidence="medium",
    method="Invoices of two years",
    owner="Head of property",
    as_of=date(2027, 5, 31),
    basis="measured",
    through="resolution",
    at=AT,
)
RESPONDER = Caller("p8", "ico", "responder", "Rhys")


def record(present: Release | None = None, at=RESOLVED, *, council="DUR", named=None, **given):
    return releases.record(
        present,
        "r1",
        at,
        council=council,
        measure="money",
        revision=replace(SAID, **given),
        named=named,
    )


def test_what_a_named_council_recorded_is_told_with_its_range() -> None:
    (event,) = record(named=True).events

    assert (event.council, event.measure, event.low, event.high) == ("DUR", "money", 40_000, 65_000)
    assert event.as_of == SAID.as_of


def test_of_an_unnamed_one_only_that_something_was_recorded() -> None:
    (event,) = record().events

    told = [event.council, event.measure, event.low, event.high, event.as_of]
    assert told == [None] * 5
    assert "DUR" not in repr(event)


def test_of_a_barrier_told_in_confidence_nothing_is_told_even_of_a_named_council() -> None:
    in_confidence = replace(RESOLVED, audience="sector-body")
    outcome = record(at=in_confidence, named=True)
    (taken_back,) = releases.withdraw(outcome.state, in_confidence, LATER).events

    assert outcome.events[0].low is None
    assert (outcome.events[0].council, taken_back.council) == (None, None)


def test_a_revision_keeps_what_was_said_before_and_the_consent() -> None:
    first = record(named=True).state
    second = record(first, low=50_000, at=RESOLVED).state

    assert [each.low for each in second.revisions] == [40_000, 50_000]
    assert second.named
    assert not record(second, named=False).state.named


@pytest.mark.parametrize("stage", ["raised", "being-worked-on", "with-body", "closed"])
def test_before_it_is_resolved_only_a_workaround_can_have_released_anything(stage) -> None:
    open_ = replace(RESOLVED, stage=stage)
    with pytest.raises(NotResolved):
        record(at=open_)
    assert record(at=open_, through="workaround").events


def test_at_a_merged_one_nothing_is_recorded() -> None:
    into = replace(barrier(), id="b2")
    merged = merging.merge(barrier(), into, by="p3", why="The same", at=LATER)[0].state
    with pytest.raises(MergedAway):
        record(at=merged, through="workaround")


def test_a_record_is_taken_back_once() -> None:
    taken_back = releases.withdraw(record().state, RESOLVED, LATER).state
    with pytest.raises(NothingRecorded):
        releases.withdraw(taken_back, RESOLVED, LATER)
    assert record(taken_back).state.withdrawn is None


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("low", {"low": -1}),
        ("high", {"high": 10**12 + 1}),
        ("high", {"low": 2, "high": 1}),
        ("as_of", {"as_of": TODAY + timedelta(days=1)}),
        ("as_of", {"as_of": date(1999, 12, 31)}),
    ],
)
def test_wrong_figures_are_refused_at_their_field(field: str, given) -> None:
    releases.check(replace(SAID, as_of=TODAY, low=0, high=0), TODAY)
    with pytest.raises(Invalid) as refused:
        releases.check(replace(SAID, **given), TODAY)
    assert list(refused.value.details) == [field]


def shown(caller: Caller, *known: Release):
    return schemas.all_releases([(each, 1) for each in known], caller=caller)


def test_the_figures_of_an_unnamed_council_are_for_itself_and_for_analysts() -> None:
    quiet = record().state

    assert [each.council for each in shown(DURHAM, quiet).releases] == ["DUR"]
    assert [each.council for each in shown(ANALYST, quiet).releases] == ["DUR"]
    for caller in (LEEDS, RESPONDER, replace(ANALYST, role="administrator")):
        seen = shown(caller, quiet)
        assert (seen.releases, seen.sums, seen.councils) == ((), (), 1)


def test_a_council_that_withdraws_its_name_hides_what_it_said_before_too() -> None:
    quiet = record(record(named=True).state, named=False).state

    assert shown(LEEDS, quiet).releases == ()


def test_what_was_taken_back_is_not_shown() -> None:
    taken_back = releases.withdraw(record(named=True).state, RESOLVED, LATER).state

    assert shown(DURHAM, taken_back) == schemas.all_releases([], caller=DURHAM)


def test_each_revision_is_shown_the_newest_first() -> None:
    (one,) = shown(LEEDS, record(record(named=True).state, low=50_000).state).releases

    assert (one.present.low, [each.low for each in one.earlier]) == (50_000, [40_000])


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, bool, int | None]]:
    """What councils said one after the other: who, whether named, how much or taken back."""
    named = draw(st.lists(st.booleans(), min_size=1, max_size=14))
    said = draw(
        st.lists(
            st.tuples(st.integers(0, len(named) - 1), st.one_of(st.none(), st.integers(0, 10**6))),
            max_size=40,
        )
    )
    return [(f"C{which:02}", named[which], amount) for which, amount in said]


def told(history: list[tuple[str, bool, int | None]]) -> list[Release]:
    """The records that a history leaves."""
    known: dict[str, Release] = {}
    for place, (council, named, amount) in enumerate(history):
        at = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=place)
        before = known.get(council)
        if amount is not None:
            known[council] = releases.record(
                before,
                council,
                RESOLVED,
                council=council,
                measure="money",
                revision=replace(SAID, low=amount, high=amount * 2, at=at),
                named=named,
            ).state
        elif before and not before.withdrawn:
            known[council] = releases.withdraw(before, RESOLVED, at).state
    return list(known.values())


@given(histories())
@example(
    [
        *((f"C{number}", False, 0) for number in range(5)),
        ("C1", False, None),
        ("C5", True, 0),
        ("C1", False, 0),
    ]
)
def test_between_two_sums_no_or_five_unnamed_councils_have_said_something(history) -> None:
    unnamed = {council for council, named, _ in history if not named}
    before: tuple[Total, ...] = ()
    spoke: set[str] = set()
    known: list[Release] = []
    for place, (council, _, _) in enumerate(history):
        earlier, known = known, told(history[: place + 1])
        # Who takes back what was never recorded has said nothing.
        spoke |= {council} & unnamed if known != earlier else set()
        sums = releases.totals(known)
        if sums != before:
            assert len(spoke) == 0 or len(spoke) >= FEWEST
            before, spoke = sums, set()


@given(histories())
def test_every_sum_has_enough_councils_behind_it(history) -> None:
    by_council = {each.council: each for each in told(history)}
    for total in releases.totals(by_council.values()):
        assert total.councils >= FEWEST
        assert total.low <= total.high


def test_a_sixth_unnamed_council_waits_until_there_are_five_more() -> None:
    history = [(f"C{number}", False, 10) for number in range(10)]

    sums = [releases.totals(told(history[:count])) for count in range(1, 11)]

    assert sums[:4] == [()] * 4
    assert sums[4:9] == [(Total("money", 50, 100, 5),)] * 5
    assert sums[9] == (Total("money", 100, 200, 10),)
