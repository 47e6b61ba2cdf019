"""Words taken out of barriers, and the trace of it."""

from functools import partial

from backbone.clock import now
from backbone.database import EVENTS
from backbone.rpc import command, query
from contracts.barriers import messages
from contracts.callers import Caller
from contracts.errors import stated
from services.barriers import schemas, store
from services.barriers.domain import redactions
from services.barriers.service.part import Part


class Redacting(Part):
    @query(messages.GetModeration)
    def moderation(self, request: messages.GetModeration, caller: Caller) -> messages.Moderation:
        barrier = self._seen(request.barrier, caller).state
        own = {"barrier": barrier.id, "by": caller.person}
        found = self.work.collection(store.FLAGS).find(own).sort("_id")
        return schemas.moderation(barrier, map(store.flag_of, found), caller=caller)

    @query(messages.PreviewRedaction)
    def preview_redaction(
        self, request: messages.PreviewRedaction, caller: Caller
    ) -> messages.RedactionPreview:
        caller.must_be("analyst")
        found = self._seen(request.barrier, caller)
        redactions.check(found.state, request.passages)
        lost = redactions.lost(found.state, redactions.swap(request.passages))
        texts = tuple(messages.RedactedText(place, text) for place, text in lost)
        return messages.RedactionPreview(found.state.id, texts, found.version)

    @command(messages.RedactBarrier)
    def redact(self, request: messages.RedactBarrier, caller: Caller) -> messages.Barrier:
        """Also out of the events that were told and the answers that are kept, all or nothing."""
        caller.must_be("analyst")
        expected = stated(request.version)
        removed = redactions.swap(request.passages)
        at = now()
        barrier = self._id(request.barrier)
        redact = partial(
            redactions.redact,
            passages=request.passages,
            reason=request.reason,
            by=caller,
            at=at,
        )
        also = partial(
            store.remove_words,
            self.work.collection(EVENTS),
            self.work.collection(store.REPLIES),
            barrier,
            removed,
            at,
        )
        return self._change(barrier, caller, redact, expected=expected, also=also)
