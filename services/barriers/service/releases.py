"""What barriers released in the end."""

from functools import partial
from zoneinfo import ZoneInfo

from backbone.clock import now
from backbone.identifiers import new_id
from backbone.rpc import command, query
from backbone.work import AlreadyExists
from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers import schemas, store
from services.barriers.domain import barriers, releases
from services.barriers.domain.releases import NothingRecorded, Revision
from services.barriers.service.part import Part

UK = ZoneInfo("Europe/London")


class Releases(Part):
    @query(messages.GetReleases)
    def releases(self, request: messages.GetReleases, caller: Caller) -> messages.Releases:
        barrier = self._seen(request.barrier, caller).state
        found = store.releases_of(self.work.collection(store.RELEASES), barrier.id)
        return schemas.all_releases(found, caller=caller)

    @command(messages.RecordRelease)
    def record_release(self, request: messages.RecordRelease, caller: Caller) -> messages.Release:
        barriers.must_speak_for(caller, request.council, named=bool(request.named))
        revision = schemas.revision(request, now())
        releases.check(revision, revision.at.astimezone(UK).date())
        try:
            return self._record_release(request, caller, revision)
        except AlreadyExists:
            # A colleague recorded the first figure of this measure at the same moment.
            return self._record_release(request, caller, revision)

    @command(messages.WithdrawRelease)
    def withdraw_release(
        self, request: messages.WithdrawRelease, caller: Caller
    ) -> messages.Release:
        caller.must_act_for(request.council)
        barrier = self._seen(request.barrier, caller).state
        found = self.work.collection(store.RELEASES)
        id_ = store.release_of(found, barrier.id, request.council, request.measure)
        if id_ is None:
            raise NothingRecorded
        withdrawn: messages.Release = self.work.change(
            store.RELEASES,
            id_,
            partial(releases.withdraw, barrier=barrier, at=now()),
            reply=partial(schemas.release, caller=caller),
        )
        return withdrawn

    def _record_release(
        self, request: messages.RecordRelease, caller: Caller, revision: Revision
    ) -> messages.Release:
        barrier = self._seen(request.barrier, caller).state
        found = self.work.collection(store.RELEASES)
        id_ = store.release_of(found, barrier.id, request.council, request.measure) or new_id()
        recorded: messages.Release = self.work.put(
            store.RELEASES,
            id_,
            partial(
                releases.record,
                id=id_,
                barrier=barrier,
                council=request.council,
                measure=request.measure,
                revision=revision,
                named=request.named,
            ),
            expected=request.version,
            reply=partial(schemas.release, caller=caller),
        )
        return recorded
