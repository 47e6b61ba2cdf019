"""What is done about a barrier. All of them ask for the version that was read."""

from typing import Any

from contracts.barriers.life import APPEAL_WEEKS, MOST_REOPENED, REOPEN_MONTHS
from contracts.barriers.messages import (
    AcknowledgeBarrier,
    AnswerBarrier,
    AppealBarrier,
    AskForFacts,
    AssignBarrier,
    Barrier,
    Case,
    CloseBarrier,
    EscalateBarrier,
    GetCase,
    PutToBody,
    ReopenBarrier,
    ResolveBarrier,
    SendFacts,
    TakeUpBarrier,
)
from gateway import reads
from gateway.api.operations import Access, Operation

LETTER = "Only analysts and responders of the body read it."


def transition(
    noun: str,
    summary: str,
    rpc: str,
    request: type[Any],
    description: str,
    *,
    access: Access = "analyst",
    example: dict[str, Any] | None = None,
) -> Operation:
    return Operation(
        "POST",
        f"/barriers/{{barrier}}/{noun}",
        summary,
        service="barriers",
        rpc=rpc,
        request=request,
        reply=Barrier,
        access=access,
        version="version",
        etag="version",
        status=201,
        location="/barriers/{id}",
        drops=(reads.BARRIERS,),
        description=description,
        example=example,
    )


OPERATIONS = [
    transition(
        "acknowledgements",
        "Acknowledge a barrier",
        "acknowledge",
        AcknowledgeBarrier,
        "The sector body has read it.",
    ),
    transition(
        "take-ups",
        "Take up a barrier",
        "take_up",
        TakeUpBarrier,
        "The caller works on it from now on, as the contact whom councils see by name.",
    ),
    transition(
        "assignments",
        "Assign a barrier",
        "assign",
        AssignBarrier,
        "To an analyst, by the id of the person and the name that councils see; without both, to "
        "the caller.",
    ),
    transition(
        "letters",
        "Put a barrier to a body",
        "put_to_body",
        PutToBody,
        f"To the one that can change it, with a letter. {LETTER}",
        example={
            "body": "dwp",
            "letter": "Councils ask for a standing consent to share.",
        },
    ),
    transition(
        "answers",
        "Answer a barrier",
        "answer",
        AnswerBarrier,
        f"For the body that it was put to. {LETTER}",
        access="responder",
        example={"answer": "We will bring a change to the regulations in the autumn."},
    ),
    transition(
        "fact-requests",
        "Ask for facts",
        "ask_for_facts",
        AskForFacts,
        f"What the body needs to know before it answers. Its clock waits meanwhile. {LETTER}",
        access="responder",
        example={"question": "How many households does it concern in a year?"},
    ),
    transition(
        "facts",
        "Send facts",
        "send_facts",
        SendFacts,
        f"Those that the body asked for. Its clock goes on. {LETTER}",
        example={"facts": "About 4,000 in a county of middle size."},
    ),
    transition(
        "escalations",
        "Escalate a barrier",
        "escalate",
        EscalateBarrier,
        "To somebody higher at the body, where it has not answered by its day or its answer "
        f"evades. {LETTER}",
        example={"to": "The permanent secretary", "why": "There was no answer by the day."},
    ),
    transition(
        "resolutions",
        "Resolve a barrier",
        "resolve",
        ResolveBarrier,
        "In one of four ways, with the evidence, which everybody who may read the barrier reads. "
        "`not-actually-a-barrier` needs a `note`; `will-not-change` an answer of the body.",
        example={
            "way": "workaround-found",
            "evidence": "Four councils share by a joint notice under the same Act.",
            "link": "https://www.legislation.gov.uk/ukpga/2017/30",
        },
    ),
    transition(
        "closings",
        "Close a barrier",
        "close",
        CloseBarrier,
        "It is given up, not resolved.",
        example={"reason": "out-of-scope", "why": "It is about a private contract."},
    ),
    transition(
        "reopenings",
        "Reopen a barrier",
        "reopen",
        ReopenBarrier,
        f"Within {REOPEN_MONTHS} months, {MOST_REOPENED} times at the most.",
        access="council-that-meets-it",
        example={"why": "The workaround does not hold for districts."},
    ),
    transition(
        "appeals",
        "Appeal",
        "appeal",
        AppealBarrier,
        f"Within {APPEAL_WEEKS} weeks of `will-not-change` or `not-actually-a-barrier`, once.",
        access="lead-that-meets-it",
        example={"why": "The answer is about another regulation."},
    ),
    Operation(
        "GET",
        "/barriers/{barrier}/case",
        "Read a barrier's letters",
        service="barriers",
        rpc="case",
        request=GetCase,
        reply=Case,
        access="analyst-or-responder",
        etag="version",
        description="A responder reads those between the sector body and their own body.",
    ),
]
