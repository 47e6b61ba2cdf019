"""What a barrier released, and what of it each caller may see."""

from collections.abc import Iterable
from datetime import datetime

from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers.domain import releases
from services.barriers.domain.releases import Release, Revision


def revision(request: messages.RecordRelease, at: datetime) -> Revision:
    return Revision(
        low=request.low,
        high=request.high,
        confidence=request.confidence,
        method=request.method,
        owner=request.owner,
        as_of=request.as_of,
        basis=request.basis,
        through=request.through,
        at=at,
        note=request.note,
    )


def all_releases(found: Iterable[tuple[Release, int]], *, caller: Caller) -> messages.Releases:
    """Everybody's in the sums, and singly those that `caller` may see."""
    known = list(found)
    present = [(each, version) for each, version in known if not each.withdrawn]
    return messages.Releases(
        releases=tuple(
            release(each, version, caller=caller)
            for each, version in present
            if may_see_figures(caller, each)
        ),
        sums=releases.totals(each for each, _ in known),
        councils=len({each.council for each, _ in present}),
    )


def may_see_figures(caller: Caller, release: Release) -> bool:
    return release.named or caller.role == "analyst" or caller.council == release.council


def release(release: Release, version: int, *, caller: Caller) -> messages.Release:
    """One that `caller` may see."""
    present, *earlier = map(said, reversed(release.revisions))
    return messages.Release(
        id=release.id,
        measure=release.measure,
        present=present,
        earlier=tuple(earlier),
        named=release.named,
        version=version,
        council=release.council,
        mine=caller.council == release.council,
    )


def said(revision: Revision) -> messages.Revision:
    return messages.Revision(
        low=revision.low,
        high=revision.high,
        confidence=revision.confidence,
        method=revision.method,
        owner=revision.owner,
        as_of=revision.as_of,
        basis=revision.basis,
        through=revision.through,
        recorded=revision.at,
        note=revision.note,
    )
