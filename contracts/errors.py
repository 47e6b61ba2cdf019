"""What a service may answer instead of a result.

A kind decides what a client should do (and the HTTP status that the gateway gives it); a `code`
names the exact reason and stays the same for ever; `details` carries what a machine or a page needs
to help the user mend it. Services subclass a kind for each reason of their own.
"""

from collections.abc import Mapping
from typing import Any, ClassVar


class Refusal(Exception):
    """A request that a service understood and did not carry out. Nothing was changed."""

    kind: ClassVar[str] = "refusal"
    code: str = "refused"
    message: str = "The request was refused."

    def __init__(
        self,
        message: str | None = None,
        *,
        code: str | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        self.message = message or type(self).message
        self.code = code or type(self).code
        self.details = dict(details or {})
        super().__init__(self.message)

    def to_dict(self) -> dict[str, Any]:
        """``{"kind", "code", "message", "details"}``, as it crosses RPC."""
        return {
            "kind": self.kind,
            "code": self.code,
            "message": self.message,
            "details": self.details,
        }


class Invalid(Refusal):
    """The request's content is wrong; `details` maps each path to its mistakes."""

    kind = "invalid"
    code = "invalid-request"
    message = "Some of what was sent is not valid."


class NotSignedIn(Refusal):
    kind = "not-signed-in"
    code = "not-signed-in"
    message = "Sign in, or send a valid API key."


class NotAllowed(Refusal):
    kind = "not-allowed"
    code = "not-allowed"
    message = "You are not allowed to do this."


class NotFound(Refusal):
    kind = "not-found"
    code = "not-found"
    message = "There is nothing at this address."


class Conflict(Refusal):
    """The request is right in itself but does not fit the present state."""

    kind = "conflict"
    code = "conflict"
    message = "This does not fit the present state."


class Stale(Refusal):
    """The version that the change was made to is no longer the present one."""

    kind = "stale"
    code = "stale-version"
    message = "It has been changed since you read it. Read it again, then repeat your change."


class VersionRequired(Refusal):
    kind = "version-required"
    code = "version-required"
    message = "Say which version you change: send If-Match with the ETag that you read."


def stated(version: int | None) -> int:
    """The version that a client says it changes; 0 where it says that there is none yet.

    Raises:
        VersionRequired: it does not say.
    """
    if version is None:
        raise VersionRequired
    return version


class KeyReused(Refusal):
    kind = "key-reused"
    code = "idempotency-key-reused"
    message = "This Idempotency-Key was used before with another request."


class TooManyRequests(Refusal):
    kind = "too-many-requests"
    code = "too-many-requests"
    message = "Too many requests. Wait a moment, then try again."


class Unavailable(Refusal):
    """A part of the platform is away. The request may be sent again."""

    kind = "unavailable"
    code = "service-unavailable"
    message = "This part of Waymark is away for the moment. Nothing was lost; try again shortly."


class DeadlineExceeded(Refusal):
    """No answer came in time. Whether it took effect is not known: repeat it with its key."""

    kind = "deadline-exceeded"
    code = "deadline-exceeded"
    message = "This part of Waymark did not answer in time. Try again shortly."


class Failed(Refusal):
    """A defect of ours. The details are in the logs under the correlation id."""

    kind = "failed"
    code = "internal-error"
    message = "Something went wrong on our side."


KINDS: dict[str, type[Refusal]] = {
    kind.kind: kind
    for kind in (
        Invalid,
        NotSignedIn,
        NotAllowed,
        NotFound,
        Conflict,
        Stale,
        VersionRequired,
        KeyReused,
        TooManyRequests,
        Unavailable,
        DeadlineExceeded,
        Failed,
    )
}


def from_dict(error: Mapping[str, Any]) -> Refusal:
    """The refusal of its kind, as sent by `Refusal.to_dict`; an unknown kind becomes `Failed`."""
    kind = KINDS.get(str(error.get("kind")), Failed)
    return kind(error.get("message"), code=error.get("code"), details=error.get("details"))
