"""What is done about a barrier."""

from functools import partial

from backbone.clock import now
from backbone.rpc import command
from contracts.barriers import messages
from contracts.callers import Caller
from contracts.errors import stated
from services.barriers.domain import barriers
from services.barriers.service.part import Part


class Casework(Part):
    @command(messages.AcknowledgeBarrier)
    def acknowledge(self, request: messages.AcknowledgeBarrier, caller: Caller) -> messages.Barrier:
        caller.must_be("analyst")
        acknowledge = partial(barriers.acknowledge, at=now())
        expected = stated(request.version)
        return self._change(request.barrier, caller, acknowledge, expected=expected)
