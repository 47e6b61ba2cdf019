"""Ways around a barrier."""

from collections.abc import Callable
from functools import partial

from backbone.clock import now
from backbone.database import EVENTS
from backbone.identifiers import new_id
from backbone.pages import page
from backbone.rpc import command, query
from backbone.work import Write
from contracts.barriers import messages
from contracts.callers import Caller
from contracts.outcomes import Outcome
from services.barriers import schemas, store
from services.barriers.domain import barriers, workarounds
from services.barriers.domain.hiding import Hiding
from services.barriers.domain.workarounds import Mark, Workaround
from services.barriers.service.contributing import Contributing

MARKS_IN_A_LIST = 10

Decide = Callable[[Workaround], Outcome[Workaround]]


class Workarounds(Contributing):
    @command(messages.OfferWorkaround)
    def offer_workaround(
        self, request: messages.OfferWorkaround, caller: Caller
    ) -> messages.Workaround:
        barriers.must_speak_for(caller, request.council, named=request.named)
        barrier = self._taking(request.barrier, caller)
        offered = Workaround(
            new_id(),
            barrier.id,
            title=request.title,
            text=request.text,
            link=request.link,
            offered_by=request.council,
            named=request.named,
            offered=now(),
        )
        created: messages.Workaround = self.work.create(
            store.WORKAROUNDS,
            workarounds.offer(offered),
            reply=partial(schemas.workaround, caller=caller),
        )
        return created

    @command(messages.WithdrawWorkaround)
    def withdraw_workaround(
        self, request: messages.WithdrawWorkaround, caller: Caller
    ) -> messages.Workaround:
        def withdraw(workaround: Workaround) -> Outcome[Workaround]:
            caller.must_act_for(workaround.offered_by)
            return workarounds.withdraw(workaround, now())

        return self._change_title(request.workaround, caller, withdraw)

    @command(messages.MarkWorkaround)
    def mark_workaround(
        self, request: messages.MarkWorkaround, caller: Caller
    ) -> messages.Workaround:
        barriers.must_speak_for(caller, request.council, named=request.named)
        self._taking(self.work.get(store.WORKAROUNDS, request.workaround).state.barrier, caller)
        new = Mark(request.council, request.worked, request.note, request.named)
        mark = partial(workarounds.mark, new=new, at=now())
        return self._change_workaround(request.workaround, caller, mark)

    @command(messages.WithdrawMark)
    def withdraw_mark(self, request: messages.WithdrawMark, caller: Caller) -> messages.Workaround:
        caller.must_act_for(request.council)
        withdraw = partial(workarounds.withdraw_mark, council=request.council, at=now())
        return self._change_workaround(request.workaround, caller, withdraw)

    @command(messages.ModerateWorkaround)
    def moderate_workaround(
        self, request: messages.ModerateWorkaround, caller: Caller
    ) -> messages.Workaround:
        caller.must_be("analyst")
        decision = Hiding(request.hidden, request.why, caller.person, now())
        moderate = partial(workarounds.moderate, decision=decision)
        return self._change_title(request.workaround, caller, moderate)

    @query(messages.GetWorkaround)
    def workaround(self, request: messages.GetWorkaround, caller: Caller) -> messages.Workaround:
        found = self.work.get(store.WORKAROUNDS, request.workaround)
        self._seen(found.state.barrier, caller)
        shown = schemas.workaround(found.state, found.version, caller=caller)
        unhidden = not shown.hidden or shown.mine or caller.role == "analyst"
        if found.state.withdrawn or not unhidden:
            raise workarounds.NoSuchWorkaround
        return shown

    @query(messages.ListWorkarounds)
    def workarounds(
        self, request: messages.ListWorkarounds, caller: Caller
    ) -> messages.Workarounds:
        family = self._family(self._seen(request.barrier, caller).state)
        documents, following = page(
            self.work.collection(store.WORKAROUNDS),
            store.workarounds_of(family, caller),
            order=store.MOST_WORKED,
            after=request.after,
            limit=request.limit,
        )
        found = [store.WORKAROUNDS.versioned(each) for each in documents]
        return messages.Workarounds(
            tuple(
                schemas.workaround(each.state, each.version, caller=caller, marks=MARKS_IN_A_LIST)
                for each in found
            ),
            following,
        )

    def _change_title(self, id: str, caller: Caller, decide: Decide) -> messages.Workaround:
        """Where it is hidden or withdrawn, its title leaves the events that were told too."""
        also = partial(
            store.tell_title,
            self.work.collection(store.WORKAROUNDS),
            self.work.collection(EVENTS),
            id,
            now(),
        )
        return self._change_workaround(id, caller, decide, also)

    def _change_workaround(
        self, id: str, caller: Caller, decide: Decide, also: Write | None = None
    ) -> messages.Workaround:
        changed: messages.Workaround = self.work.change(
            store.WORKAROUNDS,
            id,
            decide,
            reply=partial(schemas.workaround, caller=caller),
            also=also,
        )
        return changed
