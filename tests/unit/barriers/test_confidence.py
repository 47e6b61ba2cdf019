"""What is told in confidence is told to nobody else, and can be opened."""

from dataclasses import replace

import pytest

from contracts.barriers.events import (
    BarrierRaised,
    BarrierRaisedInConfidence,
    ConfidentialBarrierMoved,
)
from contracts.callers import ANONYMOUS, Caller
from services.barriers.domain import barriers, casework, confidence, seeing, support
from services.barriers.domain.barriers import Supporter
from tests.unit.barriers.examples import ANALYST, AT, DURHAM, FACETS, LATER, LEEDS, barrier

RESPONDER = Caller(person="p5", organisation="nhs-england", role="responder", name="Nia")


def told(**given):
    return barriers.raise_(
        "b1",
        "WB-7K3Q-9FD",
        title="A secret",
        story="Told in confidence.",
        facets=FACETS,
        first=Supporter("DUR", False),
        at=AT,
        audience="sector-body",
        **given,
    )


def test_the_event_of_a_barrier_told_in_confidence_has_its_id_alone() -> None:
    assert told().events == (BarrierRaisedInConfidence("b1", AT),)


@pytest.mark.parametrize(
    "decide",
    [
        lambda it: casework.acknowledge(it, ANALYST, LATER),
        lambda it: support.withdraw(it, "DUR", LATER),
    ],
)
def test_whatever_happens_to_it_is_told_without_saying_what(decide) -> None:
    outcome = confidence.kept(decide(told().state))

    assert outcome.events == (ConfidentialBarrierMoved("b1", LATER),)


def test_what_happens_to_any_other_barrier_is_told() -> None:
    outcome = casework.acknowledge(barrier(), ANALYST, LATER)

    assert confidence.kept(outcome) == outcome


def test_opened_it_is_raised_at_the_stage_it_has_come_to() -> None:
    acknowledged = casework.acknowledge(told().state, ANALYST, LATER).state

    opened = confidence.kept(confidence.open_up(acknowledged, named=True, at=LATER))

    assert opened.events == (
        BarrierRaised(
            "b1", "WB-7K3Q-9FD", "A secret", FACETS, "DUR", 1, LATER, stage="acknowledged"
        ),
    )
    assert opened.state.raiser_named
    assert confidence.open_up(opened.state, named=False, at=LATER).events == ()


def test_opened_after_its_council_has_withdrawn_it_names_nobody() -> None:
    withdrawn = support.withdraw(told().state, "DUR", LATER).state

    (event,) = confidence.open_up(withdrawn, named=True, at=LATER).events

    assert isinstance(event, BarrierRaised)
    assert (event.council, event.supporters) == (None, 0)


def test_others_do_not_learn_of_it() -> None:
    assert [
        seeing.may_see(each, told().state)
        for each in (DURHAM, ANALYST, LEEDS, RESPONDER, ANONYMOUS)
    ] == [True, True, False, False, False]


@pytest.mark.parametrize(("named", "others"), [(True, True), (False, False)])
def test_a_file_is_for_others_only_where_the_council_is_named(named: bool, others: bool) -> None:
    state = barrier(named=named)

    assert seeing.may_see_files(DURHAM, state)
    assert seeing.may_see_files(ANALYST, state)
    assert seeing.may_see_files(LEEDS, state) is others
    assert not seeing.may_see_files(ANONYMOUS, state)


def test_a_file_is_for_nobody_else_once_consent_has_gone_with_the_support() -> None:
    state = replace(barrier(named=True), supporters=())

    assert not seeing.may_see_files(LEEDS, state)
