"""One operation of the REST API, as data: the route, the check and the reference are made of it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import Response

Access = Literal[
    "anyone",
    "signed-in",
    "council",
    "council-or-analyst",
    "lead",
    "lead-or-administrator",
    "council-that-meets-it",
    "lead-that-meets-it",
    "analyst",
    "analyst-or-responder",
    "responder",
    "administrator",
    "webhooks-organisation",
    "who-manages-webhooks",
]
"""Whom an operation is for, in the reference. Only being signed in is checked here: who may touch
an object is decided by the service that owns it."""

Endpoint = Callable[[Request, Any], Awaitable[Response]]


@dataclass(frozen=True)
class Operation:
    """A method of an address, and the RPC that answers it.

    `path` names fields of `request` in braces; the other fields come from the query of a GET or
    DELETE, else from the JSON body.
    """

    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    summary: str
    service: str
    rpc: str
    request: type[Any]
    reply: type[Any] | None
    access: Access = "signed-in"
    description: str = ""
    tag: str = ""

    version: str | None = None
    """Field of the request that says which version is changed: filled from If-Match."""
    etag: str | None = None
    """Field of the reply that is the entity tag of this address."""
    own_council: bool = False
    """Whether `council` is the caller's where it is not given."""
    status: int = 200
    location: str | None = None
    """Where the created thing is, with fields of the reply in braces."""
    media_types: tuple[str, ...] = ("application/json",)
    produces: str = "application/json"
    fixed: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the request that this address decides, and a client can't."""

    shared: str | None = None
    """Topic of an answer that is the same for everybody."""
    drops: tuple[str, ...] = ()
    """Topics that it changes, with fields of the request in braces."""
    answer: Endpoint | None = None
    """Takes the request and the checked message, where more than the RPC is needed."""
    example: Mapping[str, Any] | None = None

    @property
    def name(self) -> str:
        """Such as ``get /barriers/{barrier}``, as tests and the reference call it."""
        return f"{self.method.lower()} {self.path}"

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    @property
    def path_fields(self) -> list[str]:
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]

    @property
    def free_fields(self) -> list[str]:
        """The fields that come from the query or the body."""
        decided = {*self.path_fields, *self.fixed, self.version}
        return [each.name for each in fields(self.request) if each.name not in decided]

    @property
    def paged(self) -> bool:
        return {"after", "limit"} <= set(self.free_fields)
