"""What a reader of the feed may ask for, checked: where to begin, which kinds, how long to wait."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from marshmallow import ValidationError, fields
from starlette.requests import Request

from contracts.barriers.messages import FEED
from contracts.events import PREFIX, REGISTRY
from contracts.feeds import Cursor, Pattern, matches, position_in
from contracts.fields import FeedPageSize, Whole
from contracts.history.files import OURS
from gateway.feed.kept import Types
from gateway.feed.tail import Tail
from gateway.identities import InvalidKey, SessionEnded, credential_of
from gateway.platform import identity_of

NOW = "now"
FIRST = str(Cursor(FEED, 0))
LONGEST = 30
MOST_PATTERNS = 20


class Place(fields.String):
    """Where to begin: a cursor such as ``barriers-1042``, as it came with the events before; or
    ``now``, for what happens from now on."""

    FORM = re.compile(rf"{NOW}|{FEED}-(0|[1-9][0-9]{{0,15}})")


class Kinds(fields.String):
    """Patterns of kinds of events with commas between them, such as
    ``barriers.barrier-raised.*,barriers.barrier-resolved.*``."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        # Counted before any is looked at: an address may be long.
        if text.count(",") >= MOST_PATTERNS:
            raise ValidationError(f"Must be {MOST_PATTERNS} kinds at the most.")
        patterns = [checked(each.strip()) for each in text.split(",") if each.strip()]
        return ",".join(dict.fromkeys(patterns))


class Patience(Whole):
    """Seconds to wait for events where there are none yet, 0 to 30."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        number = super()._deserialize(value, attr, data, **kwargs)
        if not 0 <= number <= LONGEST:
            raise ValidationError(f"Must be between 0 and {LONGEST} seconds.")
        return int(number)


@dataclass(frozen=True)
class ReadFeed:
    after: Annotated[str, Place] = FIRST
    types: Annotated[str, Kinds] = ""
    wait: Annotated[int, Patience] = 0
    limit: Annotated[int, FeedPageSize] = 100


@dataclass(frozen=True)
class FollowFeed:
    after: Annotated[str, Place] = NOW
    types: Annotated[str, Kinds] = ""


def checked(pattern: str) -> str:
    """The pattern without the prefix of types. Raises ValidationError where it finds nothing."""
    found = str(Pattern().deserialize(pattern))
    if not any(matches(found, key) for key in kinds()):
        raise ValidationError(
            f"No barrier event is of the kind {found[:100]}. /subscribe/events has all kinds; "
            "barriers.# is all of them."
        )
    return found


@cache
def kinds() -> frozenset[str]:
    """The routing keys of all barrier events that there are or ever were."""
    names = (*REGISTRY, *OURS.released()["events"])
    keys = (name.removeprefix(f"{PREFIX}.") for name in names)
    return frozenset(key for key in keys if key.startswith(f"{FEED}."))


def types_of(text: str) -> Types:
    return tuple(text.split(",")) if text else ()


async def position(tail: Tail, token: str, place: str) -> int:
    """Raises NotOfThisFeed; and what barriers says where it has to be asked for the head."""
    return await tail.head(token) if place == NOW else position_in(FEED, place)


async def token(request: Request) -> str:
    """The token of who asks, as fresh as accounts has it, for a request that goes on for long.

    Raises:
        NotSignedIn: the session or key has ended. NotAllowed: its council or body has.
        Unavailable, DeadlineExceeded: accounts can't be asked.
    """
    identity = identity_of(request)
    credential = credential_of(request.scope)
    if credential is None:
        return identity.token
    fresh = await request.app.state.identities.of(credential)
    if fresh is None:
        raise SessionEnded if credential.kind == "session" else InvalidKey
    return str(fresh.token)
