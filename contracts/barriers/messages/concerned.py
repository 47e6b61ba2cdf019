"""Whom a barrier concerns, for the service that tells people. Asked by services alone.

RPC method: ``concerned``.
"""

from dataclasses import dataclass
from typing import Annotated

from contracts.accounts.bodies import BodyName
from contracts.barriers.words import Stage
from contracts.fields import Line


@dataclass(frozen=True)
class GetConcerned:
    """Of these barriers, by id."""

    barriers: tuple[Annotated[str, Line], ...]


@dataclass(frozen=True)
class ConcernedBody:
    """A body that the barrier was put to."""

    id: str
    name: BodyName


@dataclass(frozen=True)
class Concerned:
    """Only those who may see the barrier are among them, and no council that watches it no more.

    `ours` are the councils that raised it, meet it or met it before a merge, `watching` others that
    asked to hear of it, `group` those of its working group. `bodies` are all that it was put to and
    `asked` the one that owes an answer now, if any. `analyst` is the id of its contact.

    `title` is None for a barrier told in confidence: it does not leave the page.
    """

    barrier: str
    number: str
    title: str | None
    stage: Stage
    ours: tuple[str, ...]
    watching: tuple[str, ...]
    group: tuple[str, ...]
    bodies: tuple[ConcernedBody, ...]
    asked: str | None
    analyst: str | None


@dataclass(frozen=True)
class AllConcerned:
    """In no order; without barriers that there are none of."""

    barriers: tuple[Concerned, ...]
