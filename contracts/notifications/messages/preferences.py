"""What somebody wants to be told of, how often, and when not.

RPC methods: ``preferences``, ``set_preferences``, ``unsubscribe``, ``subscription``.
"""

from dataclasses import dataclass
from typing import Annotated

from contracts.fields import Secret, Whole
from contracts.notifications.topics import Frequency, TopicName


@dataclass(frozen=True)
class GetPreferences:
    """The caller's own."""


@dataclass(frozen=True)
class TopicChoice:
    topic: TopicName
    frequency: Frequency


@dataclass(frozen=True)
class QuietHours:
    """Whole hours of UK time, from `begin` (0 to 23) to `end`, which may be on the next day."""

    begin: Annotated[int, Whole]
    end: Annotated[int, Whole]


@dataclass(frozen=True)
class Preferences:
    """`topics` are all that the caller's role is told of. `returned` says that mail to the address
    came back, so none is sent to it but links to sign in."""

    topics: tuple[TopicChoice, ...]
    quiet: QuietHours | None
    returned: bool
    version: int


@dataclass(frozen=True)
class SetPreferences:
    """Topics left out stay as they are. `version` is the one that was read. `try_again` sends to an
    address again that mail came back from."""

    topics: tuple[TopicChoice, ...] = ()
    quiet: QuietHours | None = None
    try_again: bool = False
    version: int | None = None


@dataclass(frozen=True)
class GetSubscription:
    """What the link of an e-mail would end: `secret` is out of the link."""

    secret: Annotated[str, Secret]


@dataclass(frozen=True)
class Unsubscribe:
    """By the link of an e-mail, without signing in; a second time changes nothing."""

    secret: Annotated[str, Secret]


@dataclass(frozen=True)
class Subscription:
    """`frequency` is how often its owner is told of `topic` now; of ``digest``, whose link ends all
    summaries, how often one comes."""

    topic: TopicName
    frequency: Frequency
