"""Two barriers become one, and can be two again.

Every voice knows the barrier that it was given at. A merge moves voices, and changes none; so an
unmerge gives each back to where it was given, but for those withdrawn meanwhile, and those given
meanwhile stay where they were given. Only a barrier that stands by itself is merged or merged into,
so merges make no ring.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from contracts.barriers.events import (
    BarrierGaveBack,
    BarrierMerged,
    BarrierMergeDisputed,
    BarrierMergeUpheld,
    BarrierTookIn,
    BarrierUnmerged,
)
from contracts.errors import Conflict, NotAllowed, NotFound
from contracts.outcomes import Outcome, changed, unchanged
from services.barriers.domain.barriers import Barrier, Supporter
from services.barriers.domain.merges import Gone, Merging, Objection, TakenIn

Both = tuple[Outcome[Barrier], Outcome[Barrier]]

SETTLED = ("resolved", "closed")


class MergedAway(Conflict):
    """`details` has the number of the barrier that it was merged into."""

    code = "barrier-merged"

    def __init__(self, barrier: Barrier, gone: Gone) -> None:
        super().__init__(
            f"{barrier.number} has been merged into {gone.number}: go there instead.",
            details={"number": barrier.number, "into": gone.number},
        )


class IntoItself(Conflict):
    code = "merge-into-itself"
    message = "A barrier can't be merged into itself. Give the number of another one."


class InConfidence(Conflict):
    code = "merge-in-confidence"
    message = (
        "A barrier that was told in confidence can't be merged: it would let others know of it."
    )


class Settled(Conflict):
    code = "merge-settled"
    message = (
        "A barrier that is resolved or closed can't be merged into another, and none into a closed "
        "one. Reopen it first."
    )


class NotMerged(Conflict):
    code = "not-merged"
    message = "It is not merged into another barrier."


class NotMoved(NotAllowed):
    code = "voice-not-moved"
    message = "Only a council whose voice was moved by the merge can object to it."


class NoObjection(NotFound):
    code = "no-objection"
    message = "This council has not objected to the merge."


def must_stand(barrier: Barrier) -> None:
    """Raises MergedAway unless the barrier stands by itself."""
    if barrier.merging.gone:
        raise MergedAway(barrier, barrier.merging.gone)


def gone_of(barrier: Barrier) -> Gone:
    """Where it went. Raises NotMerged where it is merged into none."""
    if barrier.merging.gone is None:
        raise NotMerged
    return barrier.merging.gone


def must_fit(one: Barrier, into: Barrier) -> None:
    """Raises what speaks against merging `one` into the other.

    One may be merged into a resolved barrier: whoever meets it reads how it was resolved.
    """
    if one.id == into.id:
        raise IntoItself
    must_stand(one)
    must_stand(into)
    if "sector-body" in (one.audience, into.audience):
        raise InConfidence
    if one.stage in SETTLED or into.stage == "closed":
        raise Settled


def merge(one: Barrier, into: Barrier, *, by: str, why: str, at: datetime) -> Both:
    """`one` goes into the other, with its voices; both as they are after that.

    Raises:
        Conflict: as `must_fit`.
    """
    must_fit(one, into)
    gone = Gone(into.id, into.number, by, why, at, one.stage, one.councils)
    left = replace(one, stage="merged", supporters=(), merging=Merging(gone, one.merging.taken_in))
    taken = TakenIn(one.id, one.number, one.merging.includes, at)
    grown = replace(
        into,
        supporters=(*into.supporters, *moved(one.supporters, one.id)),
        merging=replace(into.merging, taken_in=(*into.merging.taken_in, taken)),
    )
    return (
        changed(left, BarrierMerged(one.id, into.id, into.number, 0, at)),
        changed(grown, BarrierTookIn(into.id, one.id, one.number, len(grown.councils), at)),
    )


def moved(supporters: Iterable[Supporter], origin: str) -> tuple[Supporter, ...]:
    return tuple(replace(each, origin=each.origin or origin) for each in supporters)


def unmerge(one: Barrier, source: Barrier, *, at: datetime) -> Both:
    """`one` stands by itself again, with its voices, and leaves `source`, both as they are then.

    Raises:
        NotMerged: it is not merged into `source`.
        MergedAway: `source` has been merged further, which is to be undone first.
    """
    gone = gone_of(one)
    if gone.into != source.id:
        raise NotMerged
    must_stand(source)
    theirs = one.merging.includes | {one.id}
    alone = replace(
        one,
        stage=gone.before,
        supporters=given_back(source.supporters, theirs, one.id),
        merging=replace(one.merging, gone=None),
    )
    taken_in = tuple(each for each in source.merging.taken_in if each.barrier != one.id)
    shrunk = replace(
        source,
        supporters=tuple(each for each in source.supporters if each.origin not in theirs),
        merging=replace(source.merging, taken_in=taken_in),
    )
    count, left = len(alone.councils), len(shrunk.councils)
    return (
        changed(alone, BarrierUnmerged(one.id, source.id, source.number, alone.stage, count, at)),
        changed(shrunk, BarrierGaveBack(source.id, one.id, one.number, left, at)),
    )


def given_back(
    supporters: Iterable[Supporter], theirs: frozenset[str], home: str
) -> tuple[Supporter, ...]:
    """The voices that were given at one of `theirs`; those of `home` are at home again."""
    return tuple(
        replace(each, origin=None if each.origin == home else each.origin)
        for each in supporters
        if each.origin in theirs
    )


def may_object(barrier: Barrier, council: str | None) -> bool:
    gone = barrier.merging.gone
    return gone is not None and (council in gone.councils or council == barrier.raised_by)


def object_(barrier: Barrier, council: str, reason: str, at: datetime) -> Outcome[Barrier]:
    """Notes what a council has against the merge; said anew, it takes the place of the old and
    wants an answer again.

    Raises:
        NotMerged, NotMoved.
    """
    gone = gone_of(barrier)
    if not may_object(barrier, council):
        raise NotMoved
    others = [each for each in gone.objections if each.council != council]
    before = objection_of(gone, council)
    if before and before.reason == reason:
        return unchanged(barrier)
    after = with_objections(barrier, gone, [*others, Objection(council, reason, at)])
    return changed(
        after, BarrierMergeDisputed(barrier.id, gone.into, gone.number, open_in(after), at)
    )


def uphold(barrier: Barrier, council: str, answer: str, at: datetime) -> Outcome[Barrier]:
    """Answers a council's objection: why the barrier stays merged all the same.

    Raises:
        NotMerged, NoObjection.
    """
    gone = gone_of(barrier)
    before = objection_of(gone, council)
    if before is None:
        raise NoObjection
    if before.answer == answer:
        return unchanged(barrier)
    answered = replace(before, answer=answer, answered=at)
    after = with_objections(
        barrier, gone, [answered if each == before else each for each in gone.objections]
    )
    return changed(
        after, BarrierMergeUpheld(barrier.id, gone.into, gone.number, open_in(after), at)
    )


def objection_of(gone: Gone, council: str | None) -> Objection | None:
    return next((each for each in gone.objections if each.council == council), None)


def with_objections(barrier: Barrier, gone: Gone, objections: Iterable[Objection]) -> Barrier:
    after = replace(gone, objections=tuple(objections))
    return replace(barrier, merging=replace(barrier.merging, gone=after))


def open_in(barrier: Barrier) -> int:
    """How many objections nobody has answered."""
    gone = barrier.merging.gone
    return sum(each.answer is None for each in gone.objections) if gone else 0
