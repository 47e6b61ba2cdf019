"""Barriers that are still being written: their council's own, and in no event."""

from functools import partial

from pymongo.client_session import ClientSession

from backbone.changes import ConcurrentChange
from backbone.clock import now
from backbone.identifiers import new_id
from backbone.rpc import command, query
from backbone.work import Write
from contracts.barriers import drafts, messages, personal_data
from contracts.barriers.pasted import cleaned
from contracts.callers import Caller
from contracts.errors import Invalid, Stale, stated
from services.barriers import schemas, store
from services.barriers.domain.drafts import MOST, Draft, begin, must_write, type_into
from services.barriers.service.raising import Raising
from services.barriers.store import drafts as kept


class Drafts(Raising):
    @command(messages.SaveDraft)
    def save_draft(self, request: messages.SaveDraft, caller: Caller) -> messages.DraftSaved:
        """Raises Stale where somebody else has changed the same fields since."""
        caller.must_act_for(request.council)
        saved: messages.DraftSaved = self.work.keep(
            partial(self._save, request, caller, request.draft or new_id())
        )
        return saved

    @query(messages.GetDraft)
    def draft(self, request: messages.GetDraft, caller: Caller) -> messages.Draft:
        return self._shown(self._draft(request.draft, caller))

    @query(messages.ListDrafts)
    def drafts(self, request: messages.ListDrafts, caller: Caller) -> messages.Drafts:
        caller.must_act_for(request.council)
        found = kept.drafts_of(self.work.collection(store.DRAFTS), request.council)
        return messages.Drafts(tuple(map(schemas.draft_summary, found)), MOST)

    @query(messages.CheckDraft)
    def check_draft(self, request: messages.CheckDraft, caller: Caller) -> messages.DraftCheck:
        found = self._draft(request.draft, caller)
        mistakes = drafts.mistakes(found.typed, found.council)
        if not mistakes:
            try:
                self._checked(drafts.barrier_of(found.typed, found.council))
            except Invalid as invalid:
                mistakes = invalid.details
        texts = {name: cleaned(getattr(found.typed, name) or "") for name in ("title", "story")}
        return messages.DraftCheck(
            self._shown(found),
            tuple(messages.FieldMistakes(field, tuple(told)) for field, told in mistakes.items()),
            personal_data.look_through(**texts),
        )

    @command(messages.RaiseDraft)
    def raise_draft(self, request: messages.RaiseDraft, caller: Caller) -> messages.Barrier:
        """Raises the barrier and removes the draft, both or neither, once under its key."""
        caller.must_act_for(request.council)
        found = self._draft(request.draft, caller)
        if request.revision is not None and request.revision != found.revision:
            raise Stale(details={"revision": found.revision})
        barrier = drafts.barrier_of(found.typed, found.council)

        def remove(session: ClientSession) -> None:
            if not self._remove(found, session):
                raise Stale

        return self._raise(found.id, barrier, caller, also=remove)

    @command(messages.DiscardDraft)
    def discard_draft(
        self, request: messages.DiscardDraft, caller: Caller
    ) -> messages.DraftDiscarded:
        """With its files."""

        def discard() -> tuple[messages.DraftDiscarded, Write]:
            found = self._draft(request.draft, caller)

            def write(session: ClientSession) -> None:
                if not self._remove(found, session):
                    raise ConcurrentChange
                self.work.collection(store.FILES).delete_many({"of": found.id}, session=session)

            return messages.DraftDiscarded(found.id), write

        discarded: messages.DraftDiscarded = self.work.keep(discard)
        return discarded

    def _save(
        self, request: messages.SaveDraft, caller: Caller, id: str
    ) -> tuple[messages.DraftSaved, Write]:
        collection = self.work.collection(store.DRAFTS)
        if request.draft is None:
            place = kept.free_draft_place(collection, request.council)
            before = begin(id, request.council, place, now())
        else:
            before = self._draft(id, caller)
        read = 0 if request.draft is None else stated(request.revision)
        after = type_into(before, request.typed, read=read, by=caller.name, at=now())
        write = partial(kept.write_draft, collection, after, before.revision)
        return schemas.draft_saved(after), write

    def _draft(self, id: str, caller: Caller) -> Draft:
        """Raises NoSuchDraft unless it is of the caller's own council."""
        found = kept.draft(self.work.collection(store.DRAFTS), id)
        must_write(caller, found)
        return found

    def _shown(self, draft: Draft) -> messages.Draft:
        files = kept.files_of(self.work.collection(store.FILES), draft.id)
        return schemas.draft(draft, files)

    def _remove(self, draft: Draft, session: ClientSession) -> bool:
        """False where it has been changed or removed meanwhile."""
        collection = self.work.collection(store.DRAFTS)
        return kept.remove_draft(collection, draft.id, draft.revision, session)
