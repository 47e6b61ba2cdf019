"""What is done about a barrier: who may do it stands in `contracts.barriers.life`."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from backbone.clock import now
from backbone.logs import logger
from backbone.periodic import every
from backbone.rpc import command, query
from contracts.barriers import messages
from contracts.barriers.cases import Closing, Resolution
from contracts.barriers.life import Name
from contracts.callers import Caller
from contracts.errors import Invalid, NotAllowed, Refusal, stated
from contracts.outcomes import Outcome
from services.barriers import schemas, store
from services.barriers.domain import casework, clocks, confidence, stages
from services.barriers.domain.barriers import Barrier
from services.barriers.domain.cases import Contact
from services.barriers.service.part import Part

log = logger(__name__)


class Asked(Protocol):
    """What every message that asks for a transition has."""

    @property
    def barrier(self) -> str: ...

    @property
    def version(self) -> int | None: ...


Make = Callable[[Barrier, Caller, datetime], Outcome[Barrier]]
OfClock = Callable[[Barrier, datetime], Outcome[Barrier]]
LOOK_SECONDS = 30
BATCH = 200


class Casework(Part):
    @command(messages.AcknowledgeBarrier)
    def acknowledge(self, request: messages.AcknowledgeBarrier, caller: Caller) -> messages.Barrier:
        return self._move("acknowledge", request, caller, casework.acknowledge)

    @command(messages.TakeUpBarrier)
    def take_up(self, request: messages.TakeUpBarrier, caller: Caller) -> messages.Barrier:
        return self._move("take-up", request, caller, casework.take_up)

    @command(messages.AssignBarrier)
    def assign(self, request: messages.AssignBarrier, caller: Caller) -> messages.Barrier:
        contact = contact_of(request, caller)

        def assign(barrier: Barrier, caller: Caller, at: datetime) -> Outcome[Barrier]:
            return casework.assign(barrier, contact, caller, at)

        return self._move("assign", request, caller, assign)

    @command(messages.PutToBody)
    def put_to_body(self, request: messages.PutToBody, caller: Caller) -> messages.Barrier:
        stages.must_have_role("put-to-body", caller)
        self._must_be_known(request.body)

        def put(barrier: Barrier, caller: Caller, at: datetime) -> Outcome[Barrier]:
            return casework.put_to_body(barrier, request.body, request.letter, caller, at)

        return self._move("put-to-body", request, caller, put)

    @command(messages.AnswerBarrier)
    def answer(self, request: messages.AnswerBarrier, caller: Caller) -> messages.Barrier:
        def answer(barrier: Barrier, caller: Caller, at: datetime) -> Outcome[Barrier]:
            says = request.says
            return casework.answer(barrier, request.answer, request.link, caller, at, says)

        return self._move("answer", request, caller, answer)

    @command(messages.AskForFacts)
    def ask_for_facts(self, request: messages.AskForFacts, caller: Caller) -> messages.Barrier:
        def ask(barrier: Barrier, caller: Caller, at: datetime) -> Outcome[Barrier]:
            return casework.ask_for_facts(barrier, request.question, caller, at)

        return self._move("ask-for-facts", request, caller, ask)

    @command(messages.SendFacts)
    def send_facts(self, request: messages.SendFacts, caller: Caller) -> messages.Barrier:
        def send(barrier: Barrier, caller: Caller, at: datetime) -> Outcome[Barrier]:
            return casework.send_facts(barrier, request.facts, caller, at)

        return self._move("send-facts", request, caller, send)

    @command(messages.EscalateBarrier)
    def escalate(self, request: messages.EscalateBarrier, caller: Caller) -> messages.Barrier:
        def escalate(barrier: Barrier, caller: Caller, at: datetime) -> Outcome[Barrier]:
            return casework.escalate(barrier, request.to, request.why, caller, at)

        return self._move("escalate", request, caller, escalate)

    @command(messages.ResolveBarrier)
    def resolve(self, request: messages.ResolveBarrier, caller: Caller) -> messages.Barrier:
        def resolve(barrier: Barrier, caller: Caller, at: datetime) -> Outcome[Barrier]:
            resolution = Resolution(
                way=request.way,
                evidence=request.evidence,
                at=at,
                link=request.link,
                note=request.note,
                note_cy=request.note_cy,
            )
            return casework.resolve(barrier, resolution, caller, at)

        return self._move("resolve", request, caller, resolve)

    @command(messages.CloseBarrier)
    def close(self, request: messages.CloseBarrier, caller: Caller) -> messages.Barrier:
        def close(barrier: Barrier, caller: Caller, at: datetime) -> Outcome[Barrier]:
            return casework.close(barrier, Closing(request.reason, request.why, at), caller, at)

        return self._move("close", request, caller, close)

    @command(messages.ReopenBarrier)
    def reopen(self, request: messages.ReopenBarrier, caller: Caller) -> messages.Barrier:
        def reopen(barrier: Barrier, caller: Caller, at: datetime) -> Outcome[Barrier]:
            return casework.reopen(barrier, request.why, caller, at)

        return self._move("reopen", request, caller, reopen)

    @command(messages.AppealBarrier)
    def appeal(self, request: messages.AppealBarrier, caller: Caller) -> messages.Barrier:
        def appeal(barrier: Barrier, caller: Caller, at: datetime) -> Outcome[Barrier]:
            return casework.appeal(barrier, request.why, caller, at)

        return self._move("appeal", request, caller, appeal)

    @query(messages.GetCase)
    def case(self, request: messages.GetCase, caller: Caller) -> messages.Case:
        """For analysts and for the bodies that it was put to."""
        caller.must_be("analyst", "responder")
        found = self._seen(request.barrier, caller)
        if caller.body is not None and not found.state.case.letters_with(caller.body):
            raise NotAllowed
        return schemas.case(found.state, found.version, caller=caller)

    @every(LOOK_SECONDS)
    def tell_of_clocks(self) -> None:
        """Tells of clocks that have run out and of those that soon will, the first ones first."""
        at, barriers = now(), self.work.collection(store.BARRIERS)
        self._tell_of(store.run_out(barriers, at, BATCH), casework.run_out, at)
        near = store.run_out_soon(barriers, at, clocks.warned_until(at), BATCH)
        self._tell_of(near, casework.run_out_soon, at)

    def _tell_of(self, barriers: list[str], decide: OfClock, at: datetime) -> None:
        for barrier in barriers:
            try:
                self.work.change(
                    store.BARRIERS,
                    barrier,
                    lambda found: confidence.kept(decide(found, at)),
                    reply=lambda _, version: version,
                )
            except Refusal as refusal:
                # It is tried again with the next look, and those after it are told of now.
                log.warning("a clock could not be told of", barrier=barrier, reason=refusal.code)

    def _move(self, name: Name, request: Asked, caller: Caller, make: Make) -> messages.Barrier:
        """Makes a transition of the barrier that was read."""
        stages.must_have_role(name, caller)
        expected, at = stated(request.version), now()
        return self._change(
            request.barrier, caller, lambda found: make(found, caller, at), expected=expected
        )

    def _must_be_known(self, body: str) -> None:
        known = store.known_body(self.work.collection(store.BODIES), body)
        if known is None or known.ended:
            raise Invalid(details={"body": ["Must be a body of the register that has not ended."]})


def contact_of(request: messages.AssignBarrier, caller: Caller) -> Contact:
    """Raises Invalid where one of id and name is missing."""
    if request.person is None and request.name is None:
        return Contact(caller.person, caller.name)
    if request.person is None or request.name is None:
        missing = "person" if request.person is None else "name"
        raise Invalid(details={missing: ["Give both the person and the name, or none of them."]})
    return Contact(request.person, request.name)
