"""What reporting hears, what it is asked, and which rule answers."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from backbone import offload
from backbone.clock import now
from backbone.effects import Effects
from backbone.notices import Notices
from backbone.operations import Operations
from backbone.periodic import every
from backbone.rpc import command, query
from backbone.subscriptions import on
from backbone.unit_of_work import UnitOfWork
from backbone.work import Write
from contracts.accounts.events import CouncilChanged, CouncilRegistered
from contracts.assessment.events import AssessmentSubmitted
from contracts.barriers.events import (
    BarrierAcknowledged,
    BarrierAnswered,
    BarrierAppealed,
    BarrierClosed,
    BarrierEscalated,
    BarrierGaveBack,
    BarrierMerged,
    BarrierPutToBody,
    BarrierRaised,
    BarrierRedacted,
    BarrierReopened,
    BarrierResolved,
    BarrierSupported,
    BarrierSupportWithdrawn,
    BarrierTakenUp,
    BarrierTookIn,
    BarrierUnmerged,
)
from contracts.callers import Caller
from contracts.reporting import messages
from services.reporting import schemas, store
from services.reporting.domain import comparing, days, figures, pictures, standings
from services.reporting.domain.groups import ALL, Council, group_of
from services.reporting.domain.tables import LEVELS

BARRIERS_CHANGED = "sector-barriers-changed"
STANDING_CHANGED = "sector-standing-changed"
MOST_SUPPORTED = 10
TICK_SECONDS = 30


class ReportingService(Operations):
    name = "reporting"
    work = UnitOfWork(store.STORES)
    notices = Notices()

    @on(CouncilRegistered)
    def council_registered(self, event: CouncilRegistered, effects: Effects) -> None:
        facts = schemas.council_fields(event.facts)
        effects.update(store.COUNCILS, {"_id": event.code}, {"$set": facts}, upsert=True)
        effects.notice(STANDING_CHANGED)

    @on(CouncilChanged)
    def council_changed(self, event: CouncilChanged, effects: Effects) -> None:
        facts = schemas.council_fields(event.facts)
        effects.update(store.COUNCILS, {"_id": event.code}, {"$set": facts}, upsert=True)
        effects.notice(STANDING_CHANGED)

    @on(AssessmentSubmitted)
    def assessment_submitted(self, event: AssessmentSubmitted, effects: Effects) -> None:
        newest = {"submission": schemas.submission_fields(event)}
        effects.update(store.COUNCILS, {"_id": event.council}, {"$set": newest}, upsert=True)
        effects.notice(STANDING_CHANGED)

    @on(BarrierRaised)
    def barrier_raised(self, event: BarrierRaised, effects: Effects) -> None:
        self._barrier(event.barrier, schemas.barrier_fields(event), event.at, effects)

    @on(BarrierSupported)
    def barrier_supported(self, event: BarrierSupported, effects: Effects) -> None:
        self._barrier(event.barrier, {"supporters": event.supporters}, event.at, effects)

    @on(BarrierSupportWithdrawn)
    def support_withdrawn(self, event: BarrierSupportWithdrawn, effects: Effects) -> None:
        self._barrier(event.barrier, {"supporters": event.supporters}, event.at, effects)

    @on(BarrierAcknowledged)
    def barrier_acknowledged(self, event: BarrierAcknowledged, effects: Effects) -> None:
        self._barrier(event.barrier, {"stage": "acknowledged"}, event.at, effects)

    @on(BarrierTakenUp)
    def barrier_taken_up(self, event: BarrierTakenUp, effects: Effects) -> None:
        self._barrier(event.barrier, {"stage": "being-worked-on"}, event.at, effects)

    @on(BarrierPutToBody)
    def barrier_put_to_body(self, event: BarrierPutToBody, effects: Effects) -> None:
        self._barrier(event.barrier, {"stage": "with-body"}, event.at, effects)

    @on(BarrierAnswered)
    def barrier_answered(self, event: BarrierAnswered, effects: Effects) -> None:
        self._barrier(event.barrier, {"stage": "being-worked-on"}, event.at, effects)

    @on(BarrierEscalated)
    def barrier_escalated(self, event: BarrierEscalated, effects: Effects) -> None:
        self._barrier(event.barrier, {"stage": "with-body"}, event.at, effects)

    @on(BarrierResolved)
    def barrier_resolved(self, event: BarrierResolved, effects: Effects) -> None:
        self._barrier(event.barrier, {"stage": "resolved"}, event.at, effects)

    @on(BarrierClosed)
    def barrier_closed(self, event: BarrierClosed, effects: Effects) -> None:
        self._barrier(event.barrier, {"stage": "closed"}, event.at, effects)

    @on(BarrierReopened)
    def barrier_reopened(self, event: BarrierReopened, effects: Effects) -> None:
        self._barrier(event.barrier, {"stage": "being-worked-on"}, event.at, effects)

    @on(BarrierAppealed)
    def barrier_appealed(self, event: BarrierAppealed, effects: Effects) -> None:
        self._barrier(event.barrier, {"stage": "being-worked-on"}, event.at, effects)

    @on(BarrierRedacted)
    def barrier_redacted(self, event: BarrierRedacted, effects: Effects) -> None:
        if event.title is not None:
            self._barrier(event.barrier, {"title": event.title}, event.at, effects)

    @on(BarrierMerged)
    def barrier_merged(self, event: BarrierMerged, effects: Effects) -> None:
        self._barrier(event.barrier, schemas.merged_fields(event), event.at, effects)

    @on(BarrierTookIn)
    def barrier_took_in(self, event: BarrierTookIn, effects: Effects) -> None:
        self._barrier(event.barrier, {"supporters": event.supporters}, event.at, effects)

    @on(BarrierUnmerged)
    def barrier_unmerged(self, event: BarrierUnmerged, effects: Effects) -> None:
        self._barrier(event.barrier, schemas.unmerged_fields(event), event.at, effects)

    @on(BarrierGaveBack)
    def barrier_gave_back(self, event: BarrierGaveBack, effects: Effects) -> None:
        self._barrier(event.barrier, {"supporters": event.supporters}, event.at, effects)

    @query(messages.SectorBarriers, anonymous=True)
    def sector_barriers(
        self,
        request: messages.SectorBarriers,  # noqa: ARG002
        caller: Caller,  # noqa: ARG002
    ) -> messages.SectorBarrierPicture:
        barriers = self.work.collection(store.BARRIERS)
        # Read first: what happens meanwhile may be in the figures, but not the other way round.
        as_of = store.newest_event(barriers)
        piles = store.piles(barriers)
        return messages.SectorBarrierPicture(
            barriers=sum(pile.barriers for pile in piles),
            support=sum(pile.support for pile in piles),
            by_kind=pictures.by_kind(piles),
            by_body=pictures.by_body(piles),
            most_supported=store.most_supported(barriers, MOST_SUPPORTED),
            as_of=as_of,
        )

    @query(messages.SectorStandingQuery, anonymous=True)
    def sector_standing(
        self,
        request: messages.SectorStandingQuery,  # noqa: ARG002
        caller: Caller,  # noqa: ARG002
    ) -> messages.SectorStanding:
        day, found = store.newest_standings(self.work.collection(store.SNAPSHOTS), ALL)
        return messages.SectorStanding(
            day=day,
            submitted=store.submitted(self.work.collection(store.COUNCILS)),
            standings=tuple(map(schemas.standing, found)),
        )

    @query(messages.GetComparison)
    def comparison(self, request: messages.GetComparison, caller: Caller) -> messages.Comparison:
        caller.must_act_for(request.council)
        document = self.work.collection(store.COUNCILS).find_one({"_id": request.council}) or {}
        council, submission = schemas.council(document), schemas.submission(document)
        own = comparing.own_answer(submission, request.characteristic)
        comparison = messages.Comparison(
            council=request.council,
            characteristic=request.characteristic,
            group=request.group,
            group_value=council.name_of(request.group) if council else None,
            day=None,
            locked=comparing.locked(submission, request.characteristic, now()),
            own_current=own.current if own else None,
            own_target=own.target if own else None,
        )
        return comparison if comparison.locked else self._unlocked(comparison, council)

    @command(messages.PublishFigures)
    def publish_figures(
        self,
        request: messages.PublishFigures,  # noqa: ARG002
        caller: Caller,
    ) -> messages.FiguresPublished:
        """By hand, at any hour.

        Raises:
            AlreadyPublished: the day has its figures.
            TooFewChanged: they would show what one to four councils changed since an earlier day.
        """
        caller.must_be("administrator")
        return self._publish(now())

    @every(TICK_SECONDS)
    def publish_when_due(self) -> None:
        at = now()
        newest = store.newest_day(self.work.collection(store.SNAPSHOTS))
        submitted = store.newest_submission(self.work.collection(store.COUNCILS))
        if not days.is_due(at, newest, submitted):
            return
        # Somebody may publish them by hand at this very moment.
        with suppress(figures.AlreadyPublished, figures.TooFewChanged):
            self._publish(at)

    def _barrier(
        self, barrier: str, fields: dict[str, Any], at: datetime, effects: Effects
    ) -> None:
        change = {"$set": fields, "$max": {"at": at}}
        effects.update(store.BARRIERS, {"_id": barrier}, change, upsert=True)
        effects.notice(BARRIERS_CHANGED)

    def _unlocked(
        self, comparison: messages.Comparison, council: Council | None
    ) -> messages.Comparison:
        """With the newest figures of the group in it."""
        if council is None:
            return replace(comparison, locked="no-figures-yet")
        group, characteristic = group_of(council.block, comparison.group), comparison.characteristic
        snapshots = self.work.collection(store.SNAPSHOTS)
        day, found = store.newest_standings(snapshots, group, characteristic)
        if day is None:
            return replace(comparison, locked="no-figures-yet")
        standing = schemas.standing(found[0]) if found else standings.nobody(characteristic, LEVELS)
        return replace(comparison, day=day, standing=standing)

    def _register(self) -> figures.Register:
        documents = self.work.collection(store.COUNCILS).find({"current": True})
        councils = [(schemas.council(each), schemas.submission(each)) for each in documents]
        return [(council, submission) for council, submission in councils if council]

    def _publish(self, at: datetime) -> messages.FiguresPublished:
        """Takes the figures of that moment. Raises what `_take` raises."""
        published = self.work.keep(partial(self._take, at))
        self.notices.send(STANDING_CHANGED)
        return published

    def _take(self, at: datetime) -> tuple[messages.FiguresPublished, Write]:
        """The figures, to take the place of those of an earlier day.

        Raises:
            AlreadyPublished: the day has its figures.
            TooFewChanged: both days' figures together would show what few councils changed.
        """
        day, register = days.day_of(at), self._register()
        counted = figures.counted(register, at)
        snapshots = self.work.collection(store.SNAPSHOTS)
        newest = store.newest_day(snapshots)
        if newest == day:
            raise figures.AlreadyPublished
        if newest and not figures.may_follow(store.counted(snapshots, newest), counted):
            raise figures.TooFewChanged
        shown = offload.run(figures.take, register, at)
        document = schemas.snapshot(day, at, counted, shown)
        answer = messages.FiguresPublished(day=day, councils=len(counted))
        return answer, partial(store.replace_snapshot, snapshots, document)
