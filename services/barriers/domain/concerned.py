"""Whom a barrier concerns. Nobody hears of what they may not see."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from services.barriers.domain.barriers import Barrier


@dataclass(frozen=True)
class Hearing:
    """Councils by why they hear of a barrier, each once, in order of their codes."""

    ours: tuple[str, ...]
    watching: tuple[str, ...]
    group: tuple[str, ...]


def councils(barrier: Barrier, said: Mapping[str, bool], members: Collection[str]) -> Hearing:
    """Those that hear of it. `said` is what councils said of watching it, and whoever said that
    they do not hears of nothing; `members` are the councils of its working group."""
    met = {barrier.raised_by}
    if not barrier.confidential:
        met |= barrier.councils | (barrier.merging.gone.councils if barrier.merging.gone else set())
    stopped = {council for council, watches in said.items() if not watches}
    asked = {council for council, watches in said.items() if watches}
    others, group = (set(), set()) if barrier.confidential else (asked - met, set(members))
    return Hearing(
        ours=tuple(sorted(met - stopped)),
        watching=tuple(sorted(others - stopped)),
        group=tuple(sorted(group - stopped)),
    )


def bodies(barrier: Barrier) -> tuple[str, ...]:
    """All that it was put to, by id."""
    return tuple(sorted({letter.body for letter in barrier.case.letters}))


def asked(barrier: Barrier) -> str | None:
    """The body that owes an answer now: while it waits for facts, the sector body owes those."""
    owes = barrier.stage == "with-body" and barrier.case.facts_asked is None
    return barrier.case.body if owes else None


def analyst(barrier: Barrier) -> str | None:
    return barrier.case.contact.person if barrier.case.contact else None
