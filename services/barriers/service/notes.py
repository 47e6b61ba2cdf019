"""What analysts note about a barrier for each other. No event tells of it, and no list."""

from functools import partial
from typing import Any

from pymongo.client_session import ClientSession

from backbone.clock import now
from backbone.identifiers import new_id
from backbone.rpc import command, query
from backbone.work import Write
from contracts.barriers import messages
from contracts.callers import Caller
from contracts.errors import NotAllowed, NotFound
from services.barriers import schemas, store
from services.barriers.service.part import Part


class NoSuchNote(NotFound):
    code = "no-such-note"
    message = "There is no note with this id at this barrier."


class AnothersNote(NotAllowed):
    code = "anothers-note"
    message = "Only who wrote a note removes it."


class Notes(Part):
    @query(messages.GetNotes)
    def notes(self, request: messages.GetNotes, caller: Caller) -> messages.Notes:
        caller.must_be("analyst")
        barrier = self._seen(request.barrier, caller).state
        found = self.work.collection(store.NOTES).find({"barrier": barrier.id})
        in_order = found.sort(list(store.OLDEST_FIRST))
        return messages.Notes(tuple(schemas.note(each, caller=caller) for each in in_order))

    @command(messages.AddNote)
    def add_note(self, request: messages.AddNote, caller: Caller) -> messages.NoteAdded:
        """The answer, which is kept, has no word of the note."""
        caller.must_be("analyst")
        barrier = self._seen(request.barrier, caller).state
        note: dict[str, Any] = {
            "_id": new_id(),
            "barrier": barrier.id,
            "by": caller.person,
            "name": caller.name,
            "text": request.text,
            "at": now(),
        }

        def write(session: ClientSession) -> None:
            self.work.collection(store.NOTES).insert_one(note, session=session)

        answer = messages.NoteAdded(note["_id"], barrier.id)
        added: messages.NoteAdded = self.work.keep(lambda: (answer, write))
        return added

    @command(messages.RemoveNote)
    def remove_note(self, request: messages.RemoveNote, caller: Caller) -> messages.NoteAdded:
        caller.must_be("analyst")
        barrier = self._seen(request.barrier, caller).state
        wanted = {"_id": request.note, "barrier": barrier.id}
        removed: messages.NoteAdded = self.work.keep(partial(self._removal, wanted, caller))
        return removed

    def _removal(self, wanted: dict[str, Any], caller: Caller) -> tuple[messages.NoteAdded, Write]:
        notes = self.work.collection(store.NOTES)
        found = notes.find_one(wanted)
        if found is None:
            raise NoSuchNote
        if found["by"] != caller.person:
            raise AnothersNote

        def write(session: ClientSession) -> None:
            notes.delete_one(wanted, session=session)

        return messages.NoteAdded(found["_id"], found["barrier"]), write
