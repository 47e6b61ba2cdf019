"""Which councils meet a barrier, and what they say of it: one council, one voice."""

from dataclasses import dataclass, replace
from datetime import datetime

from contracts.barriers.events import (
    BarrierSupportChanged,
    BarrierSupported,
    BarrierSupportWithdrawn,
)
from contracts.barriers.words import Estimate
from contracts.errors import Invalid
from contracts.outcomes import Outcome, changed, unchanged
from services.barriers.domain.barriers import Barrier, Supporter
from services.barriers.domain.merging import must_stand


@dataclass(frozen=True)
class Words:
    """How a barrier bites a council, and what a change would release there. Either may be left
    out."""

    bites: str | None = None
    releases: Estimate | None = None


def support(
    barrier: Barrier, council: str, at: datetime, *, named: bool | None = None
) -> Outcome[Barrier]:
    """Counts a council among those who meet the barrier; a second time changes nothing.

    `named` gives the council's consent to be named, or takes it back; None leaves it as it is. What
    the council said before stays said. A voice that a merge brought here is the other barrier's:
    who supports this one too has a voice of its own here, which stays when they are parted.

    Raises:
        MergedAway: it has been merged into another, which is named.
    """
    before = barrier.supporter(council)
    own = before if before and before.origin is None else None
    words = Words(own.bites, own.releases) if own else Words()
    if own and named in (None, own.known):
        must_stand(barrier)
        return unchanged(barrier)
    return say(barrier, council, words, at, named=named)


def say(
    barrier: Barrier, council: str, words: Words, at: datetime, *, named: bool | None = None
) -> Outcome[Barrier]:
    """Puts `words` in the place of what the council has said, and counts it if it wasn't yet.

    Raises:
        Invalid: the range of the estimate is the wrong way round.
        MergedAway: it has been merged into another, which is named.
    """
    must_stand(barrier)
    check(words)
    before = barrier.supporter(council)
    kept = before.known if before else False
    voice = Supporter(council, kept if named is None else named, words.bites, words.releases)
    if voice == before:
        return unchanged(barrier)
    now_with = replace(barrier, supporters=with_voice(barrier.supporters, voice))
    count, known = len(now_with.councils), voice.for_everybody
    if before:
        return changed(now_with, BarrierSupportChanged(barrier.id, known, count, at))
    return changed(now_with, BarrierSupported(barrier.id, known, count, at))


def with_voice(supporters: tuple[Supporter, ...], voice: Supporter) -> tuple[Supporter, ...]:
    """`voice` in the place of the one that the same council gave here, or behind all others."""
    given = {(each.council, each.origin) for each in supporters}
    if (voice.council, None) not in given:
        return (*supporters, voice)
    return tuple(
        voice if (each.council, each.origin) == (voice.council, None) else each
        for each in supporters
    )


def check(words: Words) -> None:
    """Raises Invalid where the least that would be released is more than the most."""
    if words.releases and not 0 <= words.releases.low <= words.releases.high:
        raise Invalid(details={"releases.high": ["Must not be less than the lowest."]})


def withdraw(barrier: Barrier, council: str, at: datetime) -> Outcome[Barrier]:
    """Counts a council no more, wherever it gave its voice, and forgets what it said; one that is
    not among the supporters changes nothing.

    Whoever raised it may withdraw like any other, and the last one too. The barrier stays, with its
    number and its story, if need be with nobody behind it: people have quoted the number, others
    may support it again, and it is for the sector body to close it. The name of a council goes
    with its support.

    Raises:
        MergedAway: it has been merged into another, where the voice is to be withdrawn.
    """
    must_stand(barrier)
    supporter = barrier.supporter(council)
    if supporter is None:
        return unchanged(barrier)
    left = tuple(each for each in barrier.supporters if each.council != council)
    after = replace(barrier, supporters=left)
    return changed(
        after,
        BarrierSupportWithdrawn(barrier.id, supporter.for_everybody, len(after.councils), at),
    )
