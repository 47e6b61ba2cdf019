"""What a barrier released in the end: figures that a council answers for, and may revise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from contracts.barriers.events import BarrierReleaseRecorded, BarrierReleaseWithdrawn
from contracts.barriers.words import Basis, Confidence, Measure, Through, Total
from contracts.errors import Conflict, Invalid, NotFound
from contracts.outcomes import Outcome, changed
from services.barriers.domain import ranges
from services.barriers.domain.barriers import Barrier
from services.barriers.domain.merging import must_stand
from services.barriers.domain.ranges import FEWEST, MEASURES, Figure

MOST = 10**12
"""The largest amount: more is a slip of the hand, whatever is measured."""

EARLIEST = date(2000, 1, 1)


class NothingRecorded(NotFound):
    code = "nothing-recorded"
    message = "Your council has recorded nothing of this kind here."


class NotResolved(Conflict):
    code = "barrier-not-resolved"
    message = (
        "This barrier isn't resolved yet. What a workaround released can be recorded before it is."
    )


@dataclass(frozen=True)
class Revision:
    """What a council says was released for it, recorded `at` a moment; `as_of` is the day that
    the figures hold for."""

    low: int
    high: int
    confidence: Confidence
    method: str
    owner: str
    as_of: date
    basis: Basis
    through: Through
    at: datetime
    note: str | None = None


@dataclass(frozen=True)
class Release:
    """A council's figures of one measure, the newest last. There are none while `withdrawn`.

    `withdrawn_before` is when figures were taken back that others followed.
    """

    id: str
    barrier: str
    council: str
    measure: Measure
    named: bool
    revisions: tuple[Revision, ...]
    withdrawn: datetime | None = None
    withdrawn_before: tuple[datetime, ...] = ()

    @property
    def present(self) -> Revision:
        return self.revisions[-1]

    @property
    def for_everybody(self) -> str | None:
        """The council where it agreed to be named, else None."""
        return self.council if self.named else None


def check(revision: Revision, today: date) -> None:
    """Raises Invalid with what is wrong by its field. `today` is the day in the UK."""
    mistakes: dict[str, list[str]] = {}
    if not 0 <= revision.low <= MOST:
        mistakes["low"] = ["Must be a whole number from 0 to 1,000,000,000,000."]
    if not 0 <= revision.high <= MOST:
        mistakes["high"] = ["Must be a whole number from 0 to 1,000,000,000,000."]
    elif revision.high < revision.low:
        mistakes["high"] = ["Must not be less than the lowest."]
    if not EARLIEST <= revision.as_of <= today:
        mistakes["as_of"] = ["Must be a day from 2000 to today."]
    if mistakes:
        raise Invalid(details=mistakes)


def must_take(barrier: Barrier, through: Through) -> None:
    """Raises MergedAway or NotResolved where this can't be recorded at the barrier now."""
    must_stand(barrier)
    resolved = barrier.stage == "resolved"
    if through == "resolution" and not resolved:
        raise NotResolved


def record(
    present: Release | None,
    id: str,
    barrier: Barrier,
    *,
    council: str,
    measure: Measure,
    revision: Revision,
    named: bool | None,
) -> Outcome[Release]:
    """The first record of a council and measure, or a revision of it.

    `named` None leaves the consent as it was; at first there is none.
    """
    must_take(barrier, revision.through)
    before = present or Release(id, barrier.id, council, measure, named=False, revisions=())
    release = replace(
        before,
        named=before.named if named is None else named,
        revisions=(*before.revisions, revision),
        withdrawn=None,
        withdrawn_before=withdrawals(before),
    )
    return changed(release, recorded(release, barrier))


def recorded(release: Release, barrier: Barrier) -> BarrierReleaseRecorded:
    """The event: with figures only where the council is named and the barrier known to all."""
    said = release.present
    open_ = release.named and barrier.audience == "everybody"
    return BarrierReleaseRecorded(
        release=release.id,
        barrier=release.barrier,
        council=release.council if open_ else None,
        measure=release.measure if open_ else None,
        low=said.low if open_ else None,
        high=said.high if open_ else None,
        as_of=said.as_of if open_ else None,
        at=said.at,
    )


def withdraw(release: Release, barrier: Barrier, at: datetime) -> Outcome[Release]:
    """Takes the figures back. Raises NothingRecorded where that has been done."""
    if release.withdrawn:
        raise NothingRecorded
    council = release.for_everybody if barrier.audience == "everybody" else None
    event = BarrierReleaseWithdrawn(release.id, release.barrier, council, at)
    return changed(replace(release, withdrawn=at), event)


def totals(releases: Iterable[Release]) -> tuple[Total, ...]:
    """What all councils together say, of each measure that may be shown.

    A sum is taken anew only where none or at least `FEWEST` of the councils that aren't named have
    said something else since it was last taken: else two sums would tell by their difference what
    one of them said. So a sum may be older than the newest figure in it.
    """
    known = tuple(releases)
    sums = (settled([each for each in known if each.measure == measure]) for measure in MEASURES)
    return tuple(total for total in sums if total)


def settled(releases: Iterable[Release]) -> Total | None:
    """The newest sum of one measure that may be shown, as everything was said one by one."""
    present: dict[str, Figure] = {}
    changed_since: set[str] = set()
    shown: Total | None = None
    for release, revision in in_order(releases):
        if revision is None:
            present.pop(release.council, None)
        else:
            present[release.council] = figure(release, revision)
        if not release.named:
            changed_since.add(release.council)
        if 0 < len(changed_since) < FEWEST or not ranges.may_be_added(present.values()):
            continue
        shown = ranges.total(release.measure, present.values())
        changed_since.clear()
    return shown


def in_order(releases: Iterable[Release]) -> Iterator[tuple[Release, Revision | None]]:
    """All that was said by the time at which it was; None where it was taken back."""
    said: list[tuple[datetime, Release, Revision | None]] = []
    for release in releases:
        said += [(revision.at, release, revision) for revision in release.revisions]
        said += [(at, release, None) for at in withdrawals(release)]
    ordered = sorted(said, key=lambda each: (each[0], each[1].id))
    return ((release, revision) for _, release, revision in ordered)


def withdrawals(release: Release) -> tuple[datetime, ...]:
    """When its figures were taken back. Were one forgotten, the sums of that time would be others
    today, and what changed in them would be only one council's doing."""
    return release.withdrawn_before + ((release.withdrawn,) if release.withdrawn else ())


def figure(release: Release, revision: Revision) -> Figure:
    return Figure(
        release.council, release.named, release.measure, low=revision.low, high=revision.high
    )
