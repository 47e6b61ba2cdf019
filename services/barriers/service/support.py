"""Which councils meet a barrier too, and what they say of it."""

from functools import partial

from backbone.clock import now
from backbone.rpc import command, query
from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers import schemas, store
from services.barriers.domain import barriers, support
from services.barriers.domain.support import Words
from services.barriers.service.part import Part


class Support(Part):
    @command(messages.SupportBarrier)
    def support(self, request: messages.SupportBarrier, caller: Caller) -> messages.Barrier:
        barriers.must_speak_for(caller, request.council, named=bool(request.named))
        give = partial(support.support, council=request.council, at=now(), named=request.named)
        return self._change(request.barrier, caller, give)

    @command(messages.SayHowItBites)
    def say_how_it_bites(self, request: messages.SayHowItBites, caller: Caller) -> messages.Barrier:
        barriers.must_speak_for(caller, request.council, named=bool(request.named))
        say = partial(
            support.say,
            council=request.council,
            words=Words(request.bites, request.releases),
            at=now(),
            named=request.named,
        )
        return self._change(request.barrier, caller, say)

    @command(messages.WithdrawSupport)
    def withdraw_support(
        self, request: messages.WithdrawSupport, caller: Caller
    ) -> messages.Barrier:
        caller.must_act_for(request.council)
        withdraw = partial(support.withdraw, council=request.council, at=now())
        return self._change(request.barrier, caller, withdraw)

    @query(messages.GetVoices)
    def voices(self, request: messages.GetVoices, caller: Caller) -> messages.Voices:
        barrier = self._seen(request.barrier, caller).state
        watches = self.work.collection(store.WATCHES)
        council = caller.council
        watching = council is not None and store.is_watching(watches, barrier, council)
        return schemas.voices(barrier, request, caller=caller, watching=watching)
