"""Which councils meet a barrier too."""

from functools import partial

from backbone.clock import now
from backbone.rpc import command
from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers.domain import barriers
from services.barriers.domain.barriers import Supporter
from services.barriers.service.part import Part


class Support(Part):
    @command(messages.SupportBarrier)
    def support(self, request: messages.SupportBarrier, caller: Caller) -> messages.Barrier:
        barriers.must_speak_for(caller, request.council, named=request.named)
        supporter = Supporter(request.council, request.named)
        support = partial(barriers.support, supporter=supporter, at=now())
        return self._change(request.barrier, caller, support)

    @command(messages.WithdrawSupport)
    def withdraw_support(
        self, request: messages.WithdrawSupport, caller: Caller
    ) -> messages.Barrier:
        caller.must_act_for(request.council)
        withdraw = partial(barriers.withdraw, council=request.council, at=now())
        return self._change(request.barrier, caller, withdraw)
