from dataclasses import replace
from datetime import timedelta

import pytest

from contracts.barriers import events
from contracts.barriers.cases import Closing, Resolution
from contracts.barriers.words import Way
from contracts.errors import Invalid
from services.barriers.domain import casework, clocks, stages, support
from services.barriers.domain.barriers import Barrier
from services.barriers.domain.clocks import day_of
from services.barriers.domain.stages import NotNow
from tests.unit.barriers.examples import ANALYST, AT, DURHAM
from tests.unit.barriers.working import (
    DAY,
    STEPS,
    at_stage,
    make,
    met,
    resolved,
)


def test_a_barrier_that_is_raised_is_to_be_read_within_fourteen_days() -> None:
    until = stages.due(met())

    assert until is not None
    assert (day_of(until) - day_of(AT)).days == 14


def test_one_from_before_there_were_clocks_has_its_day_too() -> None:
    old = replace(met(), case=replace(met().case, due=None))

    assert stages.due(old) == stages.due(met())


def test_who_takes_it_up_is_its_contact() -> None:
    taken = make(met(), "acknowledge", "take-up")

    assert taken.case.contact is not None
    assert taken.case.contact.name == ANALYST.name


def test_giving_it_to_who_has_it_changes_nothing() -> None:
    given_ = make(at_stage("being-worked-on"), "assign")

    assert STEPS["assign"](given_, ANALYST, AT).events == ()


def test_a_body_that_waits_for_facts_keeps_its_days() -> None:
    put, asked, sent = at_stage("with-body"), AT + 40 * DAY, AT + 60 * DAY
    waiting = make(put, "ask-for-facts", at=asked)
    going_on = make(waiting, "send-facts", at=sent)

    assert waiting.case.due == clocks.facts_due(asked, AT)
    left = (day_of(stages.due(put) or AT) - day_of(asked)).days
    assert (day_of(going_on.case.due or AT) - day_of(sent)).days == left


def test_a_body_asks_one_thing_at_a_time() -> None:
    waiting = make(at_stage("with-body"), "ask-for-facts")

    with pytest.raises(NotNow, match="waits for facts already"):
        make(waiting, "ask-for-facts")


def test_it_is_escalated_once_the_body_has_not_answered_by_its_day() -> None:
    put = at_stage("with-body")
    until = stages.due(put)
    assert until is not None

    with pytest.raises(NotNow, match="still has time"):
        make(put, "escalate", at=until)
    late = until + timedelta(milliseconds=1)
    escalated = make(put, "escalate", at=late)

    assert escalated.stage == "with-body"
    assert escalated.case.due == clocks.escalated(late, AT)


def test_it_is_not_escalated_while_the_body_waits_for_us() -> None:
    waiting = make(at_stage("with-body"), "ask-for-facts")

    with pytest.raises(NotNow, match="send them first"):
        make(waiting, "escalate", at=AT + 100 * DAY)


def test_an_evading_answer_is_escalated_and_work_without_an_answer_is_not() -> None:
    answered = make(at_stage("with-body"), "answer")

    assert make(answered, "escalate").stage == "with-body"
    with pytest.raises(NotNow, match="no answer"):
        make(at_stage("being-worked-on"), "escalate")


def resolve(barrier: Barrier, way: Way, **given_: str) -> Barrier:
    wanted = Resolution(way, "As the minutes say.", AT, **given_)
    return casework.resolve(barrier, wanted, ANALYST, AT).state


def test_what_will_not_change_needs_the_answer_of_a_body() -> None:
    with pytest.raises(Invalid) as refused:
        resolve(at_stage("being-worked-on"), "will-not-change")
    assert list(refused.value.details) == ["way"]

    answered = make(at_stage("with-body"), "answer")
    assert resolve(answered, "will-not-change").stage == "resolved"


def test_what_is_not_actually_a_barrier_needs_a_note_and_nothing_else_takes_one() -> None:
    working = at_stage("being-worked-on")
    for way, given_, field in (
        ("not-actually-a-barrier", {}, "note"),
        ("workaround-found", {"note": "It is allowed."}, "note"),
        ("workaround-found", {"note_cy": "Mae caniatâd."}, "note_cy"),
    ):
        with pytest.raises(Invalid) as refused:
            resolve(working, way, **given_)
        assert list(refused.value.details) == [field]


def test_only_what_nobody_meets_any_more_is_closed_as_withdrawn_by_all() -> None:
    closing = Closing("withdrawn-by-all", "Nobody meets it.", AT)
    with pytest.raises(Invalid):
        casework.close(met(), closing, ANALYST, AT)
    left = met()
    for council in ("DUR", "LDS"):
        left = support.withdraw(left, council, AT).state
    assert casework.close(left, closing, ANALYST, AT).state.stage == "closed"


def test_one_that_was_closed_is_reopened_by_a_council_that_meets_it_with_a_new_limit() -> None:
    reopened = casework.reopen(at_stage("closed"), "Again.", DURHAM, AT + 30 * DAY).state

    assert reopened.stage == "being-worked-on"
    assert stages.began(reopened) == AT + 30 * DAY


def test_it_is_reopened_within_twelve_months_and_twice_at_the_most() -> None:
    ended = at_stage("closed")
    last = clocks.may_reopen_until(AT)
    assert make(ended, "reopen", at=last).stage == "being-worked-on"
    with pytest.raises(NotNow, match="12 months"):
        make(ended, "reopen", at=last + DAY)

    twice = make(ended, "reopen", "close", "reopen", "close")
    with pytest.raises(NotNow, match="twice"):
        make(twice, "reopen")


@pytest.mark.parametrize("way", ["will-not-change", "not-actually-a-barrier"])
def test_a_lead_appeals_once_within_eight_weeks(way: Way) -> None:
    last = clocks.may_appeal_until(AT)
    appealed = make(resolved(way), "appeal", at=last)

    assert appealed.stage == "being-worked-on"
    with pytest.raises(NotNow, match="8 weeks"):
        make(resolved(way), "appeal", at=last + DAY)
    with pytest.raises(NotNow, match="was an appeal before"):
        make(make(appealed, "resolve"), "appeal")


@pytest.mark.parametrize("way", ["law-or-rule-changed", "workaround-found"])
def test_nobody_appeals_against_what_helped(way: Way) -> None:
    with pytest.raises(NotNow, match="can be appealed"):
        make(resolved(way), "appeal")


def test_a_clock_that_has_run_out_is_told_of_once() -> None:
    until = stages.due(met())
    assert until is not None

    assert casework.run_out(met(), until).events == ()
    told = casework.run_out(met(), until + DAY)
    assert told.events == (events.BarrierClockRanOut("b1", "raised", until, until + DAY),)
    assert casework.run_out(told.state, until + 2 * DAY).events == ()


def test_a_clock_whose_day_is_near_is_told_of_once_and_before_it_has_passed() -> None:
    until = stages.due(met())
    assert until is not None
    first = clocks.warning(until)

    assert casework.run_out_soon(met(), first - timedelta(minutes=1)).events == ()
    told = casework.run_out_soon(met(), first)
    assert told.events == (events.BarrierClockRunsOutSoon("b1", "raised", until, first),)
    assert casework.run_out_soon(told.state, until).events == ()
    assert casework.run_out_soon(met(), until + DAY).events == ()


def test_the_warning_of_another_clock_is_told_of_again() -> None:
    until = stages.due(met())
    assert until is not None
    read = make(casework.run_out_soon(met(), until).state, "acknowledge", at=until)

    assert casework.run_out_soon(read, until).events == ()
    due = stages.due(read)
    assert due is not None
    assert casework.run_out_soon(read, due).events


def test_the_next_stage_has_a_clock_of_its_own_that_is_told_of_again() -> None:
    late = AT + 20 * DAY
    read = make(casework.run_out(met(), late).state, "acknowledge", at=late)

    assert casework.run_out(read, late).events == ()
    assert casework.run_out(read, late + 40 * DAY).events


def test_that_the_six_months_are_over_is_told_once_whatever_is_done_then() -> None:
    over = clocks.outer(AT) + DAY
    put = casework.run_out(at_stage("with-body"), over).state
    for name in ("escalate", "answer"):
        put = make(casework.run_out(put, over).state, name, at=over)
    told = casework.run_out(put, over)

    assert put.case.due == clocks.outer(AT)
    assert told.events == ()


def test_a_merged_barrier_keeps_its_clock_and_it_does_not_run() -> None:
    apart = at_stage("with-body")
    merged = replace(apart, stage="merged")

    assert casework.run_out(merged, AT + 400 * DAY).events == ()
    assert stages.due(replace(merged, stage="with-body")) == stages.due(apart)
