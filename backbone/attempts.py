"""One transaction of the inbox, and what a handler can do to it."""

import time
from dataclasses import dataclass, field
from typing import Any

from pymongo import DeleteMany, ReplaceOne
from pymongo.client_session import ClientSession

from backbone import parking, suspects
from backbone.effects import Effects
from contracts.cloudevents import Envelope

HANDLING_SECONDS = 2.0
"""For which handlers may be at work in one transaction: the server ends one that takes longer than
it allows (five seconds in our own stack), and a slow subscriber would begin for ever anew."""

HANDLED_AT_ONCE = 1_000
"""Events in one transaction at the most: thousands may have waited for the one that came now."""


class HandlerFailed(Exception):
    """What a handler did with this event can't be stored; nothing of its batch was.

    `envelope` is None where several events' effects were refused together.
    """

    def __init__(self, envelope: Envelope | None, reason: str) -> None:
        self.envelope = envelope
        self.reason = reason
        super().__init__(reason)


class EndsItsProcess(HandlerFailed):
    """Trying it again would end this process too."""

    def __init__(self, envelope: Envelope) -> None:
        reason = f"{suspects.DEATHS} processes ended while they handled it"
        super().__init__(envelope, reason)


@dataclass(frozen=True)
class Attempt:
    """One transaction. `careful` stores each event's effects by themselves, to see whose fail;
    `failure` is the event that failed before, which is parked now with all that follow;
    `suspicious` writes down of each event that it is begun; `left` is what there was no time for,
    to be gone on with in a transaction of its own."""

    session: ClientSession
    effects: Effects
    careful: bool
    failure: HandlerFailed | None
    suspicious: bool = False
    handled: list[Envelope] = field(default_factory=list)
    waiting: list[ReplaceOne[Any] | DeleteMany] = field(default_factory=list)
    left: dict[str, list[Envelope]] = field(default_factory=dict)
    ends: float = field(default_factory=lambda: time.monotonic() + HANDLING_SECONDS)

    @property
    def over(self) -> bool:
        handled = len(self.handled)
        return handled >= HANDLED_AT_ONCE or (handled > 0 and time.monotonic() > self.ends)

    def parks(self, envelope: Envelope) -> bool:
        failed = self.failure and self.failure.envelope
        return bool(failed and (failed.key, failed.sequence) == (envelope.key, envelope.sequence))

    def reason(self, envelope: Envelope) -> str:
        if self.failure and self.parks(envelope):
            return self.failure.reason
        return parking.BEHIND
