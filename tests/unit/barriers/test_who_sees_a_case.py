from dataclasses import replace

from contracts.barriers import events
from contracts.barriers.cases import Closing
from contracts.barriers.life import Name
from contracts.events import dump_data
from services.barriers import schemas
from services.barriers.domain import casework, confidence
from services.barriers.domain.seeing import may_see
from tests.unit.barriers.examples import ANALYST, AT, DURHAM, LEEDS
from tests.unit.barriers.working import (
    CALLERS,
    ELSEWHERE,
    KENT,
    RESPONDER,
    STEPS,
    at_stage,
    make,
)

SECRET = "sector-body"


def test_what_was_told_in_confidence_is_seen_by_the_body_that_it_was_put_to_and_no_other() -> None:
    for stage, sees in (("being-worked-on", False), ("with-body", True)):
        kept = replace(at_stage(stage), audience=SECRET)
        assert may_see(RESPONDER, kept) is sees
        assert not may_see(ELSEWHERE, kept)
        assert may_see(DURHAM, kept)
        assert not may_see(LEEDS, kept)


def test_of_what_was_told_in_confidence_an_event_says_that_something_was_done() -> None:
    kept = replace(at_stage("with-body"), audience=SECRET)

    (event,) = confidence.kept(STEPS["answer"](kept, RESPONDER, AT)).events

    assert event == events.ConfidentialBarrierMoved("b1", AT)


def test_letters_and_remarks_are_in_no_event_and_not_in_what_everybody_sees() -> None:
    words = ("Please.", "No.", "How?", "So.", "Late", "Again.", "It is not so.")
    path: tuple[Name, ...] = ("put-to-body", "ask-for-facts", "send-facts", "answer", "escalate")
    state, told = at_stage("being-worked-on"), ""
    for name in path:
        outcome = STEPS[name](state, CALLERS.get(name, ANALYST), AT)
        state, told = outcome.state, told + repr([dump_data(each) for each in outcome.events])
    state = make(state, "resolve", "appeal", "close", "reopen")
    for caller in (DURHAM, LEEDS, KENT, ELSEWHERE):
        told += repr(schemas.barrier(state, 1, caller=caller))
        told += repr(schemas.summary(state, caller=caller))

    assert [word for word in words if word in told] == []


def test_a_responder_reads_the_letters_with_their_body_and_learns_no_council() -> None:
    state = make(at_stage("with-body"), "answer")
    state = casework.put_to_body(state, "ofgem", "And you?", ANALYST, AT).state
    state = casework.close(state, Closing("other", "For now.", AT), ANALYST, AT).state
    state = casework.reopen(state, "Durham asks.", DURHAM, AT).state

    own = schemas.case(state, 1, caller=RESPONDER)
    assert [each.text for each in own.letters] == ["Please.", "No."]
    assert own.remarks == ()
    assert "DUR" not in repr(own) + repr(schemas.barrier(state, 1, caller=RESPONDER))
    assert len(schemas.case(state, 1, caller=ANALYST).letters) == 3
