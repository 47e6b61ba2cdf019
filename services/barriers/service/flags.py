"""What readers report, and what analysts make of it."""

from functools import partial

from pymongo.client_session import ClientSession
from pymongo.errors import DuplicateKeyError

from backbone.aggregates import Versioned
from backbone.clock import now
from backbone.identifiers import new_id
from backbone.pages import page
from backbone.rpc import command, query
from backbone.work import Write
from contracts.barriers import messages
from contracts.barriers.words import FlagKind
from contracts.callers import Caller
from services.barriers import schemas, store
from services.barriers.domain import flags
from services.barriers.domain.barriers import Barrier
from services.barriers.domain.flags import Flag, NoSuchFlag, NotHidden, NothingToReport
from services.barriers.service.part import Part


class Flags(Part):
    @command(messages.RaiseFlag)
    def flag(self, request: messages.RaiseFlag, caller: Caller) -> messages.OwnFlag:
        """Once for each person and object. How many did is told to nobody but analysts."""
        barrier = self._seen(request.barrier, caller).state
        flag = Flag(
            id=new_id(),
            kind=request.kind,
            object=self._object(request, barrier),
            barrier=barrier.id,
            by=caller.person,
            organisation=caller.organisation,
            reason=request.reason,
            line=request.line,
            at=now(),
        )
        raised: messages.OwnFlag = self.work.keep(
            lambda: (schemas.own_flag(flag), partial(self._insert, flag))
        )
        return raised

    @query(messages.ListFlags)
    def flags(self, request: messages.ListFlags, caller: Caller) -> messages.Flags:
        caller.must_be("analyst")
        documents, following = page(
            self.work.collection(store.FLAGS),
            store.OPEN,
            order=store.OLDEST_FIRST,
            after=request.after,
            limit=request.limit,
        )
        found = tuple(self._as_analysts_see(store.flag_of(each)) for each in documents)
        return messages.Flags(found, following)

    @query(messages.GetFlag)
    def reported(self, request: messages.GetFlag, caller: Caller) -> messages.Flag:
        caller.must_be("analyst")
        return self._as_analysts_see(self._flag(request.flag))

    @command(messages.SettleFlag)
    def settle_flag(self, request: messages.SettleFlag, caller: Caller) -> messages.Flag:
        caller.must_be("analyst")
        settled: messages.Flag = self.work.keep(partial(self._settlement, request, caller))
        return settled

    def _settlement(
        self, request: messages.SettleFlag, caller: Caller
    ) -> tuple[messages.Flag, Write]:
        flag = self._flag(request.flag)
        flags.must_be_open(flag)
        barrier = self._flagged(flag)
        if request.settlement == "redacted":
            flags.must_have_lost_words(flag, barrier)
        if request.settlement == "hidden" and self._is_shown(flag.kind, flag.object, barrier):
            raise NotHidden
        decision = flags.Settled(request.settlement, request.why, caller.person, now())
        answer = schemas.flag(flag, barrier, decision)
        return answer, partial(store.settle, self.work.collection(store.FLAGS), flag, decision)

    def _flag(self, id: str) -> Flag:
        found = self.work.collection(store.FLAGS).find_one({"_id": id})
        if found is None:
            raise NoSuchFlag
        return store.flag_of(found)

    def _flagged(self, flag: Flag) -> Barrier:
        found: Versioned[Barrier] = self.work.get(store.BARRIERS, flag.barrier)
        return found.state

    def _as_analysts_see(self, flag: Flag) -> messages.Flag:
        return schemas.flag(flag, self._flagged(flag), flag.settled)

    def _insert(self, flag: Flag, session: ClientSession) -> None:
        try:
            document = store.flag_document(flag)
            self.work.collection(store.FLAGS).insert_one(document, session=session)
        except DuplicateKeyError:
            raise flags.AlreadyReported from None

    def _object(self, request: messages.RaiseFlag, barrier: Barrier) -> str:
        """The id of what is reported. Raises NothingToReport where it isn't there to be seen."""
        if request.kind == "barrier":
            if request.object not in (barrier.id, barrier.number):
                raise NothingToReport
            return barrier.id
        if not self._is_shown(request.kind, request.object, barrier):
            raise NothingToReport
        return request.object

    def _is_shown(self, kind: FlagKind, object: str, barrier: Barrier) -> bool:
        """Whether what belongs to a barrier, or to one that it has taken in, is there and not
        hidden. A barrier always is."""
        if kind == "barrier":
            return True
        places = [barrier.id, *barrier.merging.includes]
        kept, wanted = store.contribution(kind, object)
        found = self.work.collection(kept).find_one({"barrier": {"$in": places}, **wanted})
        return found is not None and store.is_shown(kind, object, found)
