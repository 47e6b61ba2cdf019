"""Making one barrier of two, and two of it again."""

from functools import partial

from backbone.aggregates import Versioned
from backbone.clock import now
from backbone.rpc import command, query
from contracts.barriers import messages
from contracts.callers import Caller
from contracts.errors import stated
from services.barriers import schemas, store
from services.barriers.domain import merging
from services.barriers.domain.barriers import Barrier
from services.barriers.service.part import Part


class Merging(Part):
    @query(messages.PreviewMerge)
    def preview_merge(
        self, request: messages.PreviewMerge, caller: Caller
    ) -> messages.MergePreview:
        caller.must_be("analyst")
        one, into = self._seen(request.barrier, caller), self._seen(request.into, caller)
        return schemas.preview(one.state, into.state, one.version, caller=caller)

    @command(messages.MergeBarrier)
    def merge(self, request: messages.MergeBarrier, caller: Caller) -> messages.Barrier:
        caller.must_be("analyst")
        expected = stated(request.version)
        one, into = self._id(request.barrier), self._id(request.into)
        if one == into:
            raise merging.IntoItself
        decide = partial(merging.merge, by=caller.person, why=request.why, at=now())
        return self._together(one, into, decide, expected, caller)

    @command(messages.UnmergeBarrier)
    def unmerge(self, request: messages.UnmergeBarrier, caller: Caller) -> messages.Barrier:
        caller.must_be("analyst")
        expected = stated(request.version)
        one = self._seen(request.barrier, caller).state
        source = merging.gone_of(one).into
        return self._together(one.id, source, partial(merging.unmerge, at=now()), expected, caller)

    @command(messages.ObjectToMerge)
    def object_to_merge(self, request: messages.ObjectToMerge, caller: Caller) -> messages.Barrier:
        caller.must_act_for(request.council)
        object_ = partial(merging.object_, council=request.council, reason=request.reason, at=now())
        return self._change(request.barrier, caller, object_)

    @command(messages.AnswerObjection)
    def answer_objection(
        self, request: messages.AnswerObjection, caller: Caller
    ) -> messages.Barrier:
        caller.must_be("analyst")
        uphold = partial(merging.uphold, council=request.council, answer=request.answer, at=now())
        return self._change(request.barrier, caller, uphold)

    def _together(
        self,
        one: str,
        other: str,
        decide: "partial[merging.Both]",
        expected: int,
        caller: Caller,
    ) -> messages.Barrier:
        """Changes two barriers in one unit, and answers with the first."""

        def reply(first: Versioned[Barrier], _: Versioned[Barrier]) -> messages.Barrier:
            return schemas.barrier(first.state, first.version, caller=caller)

        changed: messages.Barrier = self.work.change_together(
            store.BARRIERS, (one, other), decide, expected={one: expected}, reply=reply
        )
        return changed
