"""What a domain function answers: the new state and what happened."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from contracts.events import Event

S = TypeVar("S")


@dataclass(frozen=True)
class Outcome(Generic[S]):
    """The state after a command and the events that say how it came about, in order.

    No events means that nothing changed; then nothing is stored either.
    """

    state: S
    events: tuple[Event, ...] = ()


def changed(state: S, *events: Event) -> Outcome[S]:
    """An outcome with at least one event: every stored change is told."""
    if not events:
        raise ValueError("a change needs an event that tells of it")
    return Outcome(state, events)


def unchanged(state: S) -> Outcome[S]:
    return Outcome(state)
