"""A council's self-assessment: its answers, its submission."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from starlette.requests import Request
from starlette.responses import Response

from contracts.assessment.messages import (
    Answer,
    Assessment,
    GetAssessment,
    ReopenAssessment,
    SaveAnswer,
    SubmitAssessment,
)
from contracts.errors import NotFound
from contracts.fields import CouncilCode, Slug
from gateway import reads
from gateway.api.answering import ask, respond
from gateway.api.operations import Operation


@dataclass(frozen=True)
class GetAnswer:
    council: Annotated[str, CouncilCode]
    characteristic: Annotated[str, Slug]


class NoAnswerYet(NotFound):
    code = "no-answer-yet"
    message = (
        "There is no answer for this characteristic yet. Save the first with If-None-Match: *."
    )


async def read(request: Request, message: GetAssessment) -> Response:
    return respond(request, READ, await _read(request, message.council))


async def _read(request: Request, council: str) -> Mapping[str, Any]:
    assessment = await ask(request, READ, GetAssessment(council))
    await reads.must_be_registered(request, council)
    return assessment


async def read_answer(request: Request, message: GetAnswer) -> Response:
    assessment = await _read(request, message.council)
    return respond(request, READ_ANSWER, _answer(assessment, message.characteristic))


async def save_answer(request: Request, message: SaveAnswer) -> Response:
    assessment = await ask(request, SAVE_ANSWER, message)
    return respond(request, SAVE_ANSWER, _answer(assessment, message.characteristic))


def _answer(assessment: Mapping[str, Any], characteristic: str) -> Mapping[str, Any]:
    for answer in assessment["answers"]:
        if answer["characteristic"] == characteristic:
            found: Mapping[str, Any] = answer
            return found
    raise NoAnswerYet


READ = Operation(
    "GET",
    "/councils/{council}/assessment",
    "Read an assessment",
    service="assessment",
    rpc="assessment",
    request=GetAssessment,
    reply=Assessment,
    access="council-or-analyst",
    etag="version",
    answer=read,
    description="The council's drafts and what it submitted. Analysts see what was submitted.",
)
READ_ANSWER = Operation(
    "GET",
    "/councils/{council}/assessment/answers/{characteristic}",
    "Read an answer",
    service="assessment",
    rpc="assessment",
    request=GetAnswer,
    reply=Answer,
    access="council-or-analyst",
    etag="revision",
    answer=read_answer,
    description="Its ETag is what If-Match of the next change must say.",
)
SAVE_ANSWER = Operation(
    "PUT",
    "/councils/{council}/assessment/answers/{characteristic}",
    "Save an answer",
    service="assessment",
    rpc="save_answer",
    request=SaveAnswer,
    reply=Answer,
    access="council",
    version="revision",
    etag="revision",
    drops=(reads.ASSESSMENT,),
    answer=save_answer,
    description=(
        "`If-Match` is the answer's ETag; `If-None-Match: *` says that there is none yet. If a "
        "colleague changed it meanwhile, nothing is saved and the problem holds their answer."
    ),
    example={
        "kind": "placed",
        "current": 2,
        "target": 3,
        "target_by": "2027-03",
        "confidence": "medium",
        "note": "Shared definitions agreed by all services.",
    },
)
SUBMIT = Operation(
    "POST",
    "/councils/{council}/assessment/submissions",
    "Submit an assessment",
    service="assessment",
    rpc="submit",
    request=SubmitAssessment,
    reply=Assessment,
    access="lead",
    version="version",
    etag="version",
    status=201,
    location="/councils/{council}/assessment",
    drops=(reads.ASSESSMENT, reads.MATCHING),
    description="`If-Match` is the ETag of the assessment that was checked.",
)
REOPEN = Operation(
    "POST",
    "/councils/{council}/assessment/reopenings",
    "Reopen an assessment",
    service="assessment",
    rpc="reopen",
    request=ReopenAssessment,
    reply=Assessment,
    access="lead",
    version="version",
    etag="version",
    status=201,
    location="/councils/{council}/assessment",
    drops=(reads.ASSESSMENT,),
    description="Answers may be changed again; others still see what was submitted.",
)

OPERATIONS = [READ, READ_ANSWER, SAVE_ANSWER, SUBMIT, REOPEN]
