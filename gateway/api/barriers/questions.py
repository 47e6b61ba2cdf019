"""Questions about a barrier, and answers to them."""

from contracts.barriers.messages import (
    AnswerQuestion,
    AskQuestion,
    GetQuestion,
    ListQuestions,
    ModerateQuestion,
    Question,
    Questions,
    SettleQuestion,
)
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "GET",
        "/barriers/{barrier}/questions",
        "List questions",
        service="barriers",
        rpc="questions",
        request=ListQuestions,
        reply=Questions,
        description="The newest first, each with its last answers.",
    ),
    Operation(
        "POST",
        "/barriers/{barrier}/questions",
        "Ask a question",
        service="barriers",
        rpc="ask_question",
        request=AskQuestion,
        reply=Question,
        access="council",
        own_council=True,
        etag="version",
        status=201,
        location="/questions/{id}",
        description="`named` is a lead’s consent that the council is named as asking.",
        example={"text": "Has anybody asked the regulator?", "named": False},
    ),
    Operation(
        "GET",
        "/questions/{question}",
        "Read a question",
        service="barriers",
        rpc="question",
        request=GetQuestion,
        reply=Question,
        etag="version",
        description="With all of its answers.",
    ),
    Operation(
        "POST",
        "/questions/{question}/answers",
        "Answer a question",
        service="barriers",
        rpc="answer_question",
        request=AnswerQuestion,
        reply=Question,
        etag="version",
        status=201,
        location="/questions/{id}",
        description=(
            "Signed by a council, by the exchange (analysts), or by the body that the barrier "
            "is addressed to (its responders)."
        ),
        example={"text": "We did, in May. They said that it is allowed."},
    ),
    Operation(
        "PUT",
        "/questions/{question}/settled",
        "Say whether a question is answered",
        service="barriers",
        rpc="settle_question",
        request=SettleQuestion,
        reply=Question,
        access="council",
        etag="version",
        description="By the council that asked.",
        example={"answered": True},
    ),
    Operation(
        "PUT",
        "/questions/{question}/visibility",
        "Hide a question or an answer, or show it again",
        service="barriers",
        rpc="moderate_question",
        request=ModerateQuestion,
        reply=Question,
        access="analyst",
        etag="version",
        description=(
            "`answer` is the id of one answer; without it, it is about the whole question. "
            "`why` is kept, and told to who wrote it."
        ),
        example={"hidden": True, "why": "It names a resident."},
    ),
]
