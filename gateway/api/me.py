"""Who the caller is."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from contracts.callers import Role
from contracts.languages import Language
from gateway.api.answering import json
from gateway.api.operations import Operation
from gateway.platform import identity_of


@dataclass(frozen=True)
class GetMe:
    """Nothing but the credential itself is needed."""


@dataclass(frozen=True)
class Me:
    """The caller: a person by session, or a key. `organisation` is a council's code or
    ``sector-body``."""

    person: str
    organisation: str
    role: Role
    name: str
    kind: str
    language: Language
    email: str | None = None


async def me(request: Request, _: object) -> Response:
    identity = identity_of(request)
    found = {name: getattr(identity, name) for name in Me.__dataclass_fields__}
    return json(found, headers={"cache-control": "private, no-cache"})


OPERATIONS = [
    Operation(
        "GET",
        "/me",
        "Who am I",
        service="accounts",
        rpc="",
        request=GetMe,
        reply=Me,
        answer=me,
        description="The person or key behind the credential that was sent.",
    ),
]
