"""Evidence: files beside a barrier, or beside a draft of one, which has the same id."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from functools import partial

from pymongo.client_session import ClientSession

from backbone.clock import now
from backbone.identifiers import new_id
from backbone.rpc import command, query
from backbone.work import Write
from contracts.barriers import messages
from contracts.barriers.messages.files import LARGEST
from contracts.callers import Caller
from contracts.errors import Invalid, NotAllowed
from services.barriers import evidence, store
from services.barriers.domain import seeing
from services.barriers.domain.drafts import NoSuchDraft, must_write
from services.barriers.evidence import NoSuchFile
from services.barriers.service.part import Part
from services.barriers.store import drafts as kept


class NotYourEvidence(NotAllowed):
    code = "not-your-evidence"
    message = "Only the council that raised a barrier adds evidence to it."


@dataclass(frozen=True)
class Holder:
    """What files are beside: a barrier or a draft, and what this caller may do with them."""

    id: str
    may_see: bool
    may_add: bool
    may_remove: bool


class Files(Part):
    @command(messages.AddFile)
    def add_file(self, request: messages.AddFile, caller: Caller) -> messages.BarrierFile:
        holder = self._holder(request.barrier, caller)
        if not holder.may_add:
            raise NotYourEvidence
        content = bytes_of(request.content)
        found = evidence.known(request.name, content)
        file = messages.BarrierFile(
            new_id(),
            found.name,
            found.type,
            len(content),
            hashlib.sha256(content).hexdigest(),
            now(),
        )
        added: messages.BarrierFile = self.work.keep(
            partial(self._adding, holder, file, content, caller)
        )
        return added

    @query(messages.ListFiles)
    def files(self, request: messages.ListFiles, caller: Caller) -> messages.BarrierFiles:
        holder = self._holder(request.barrier, caller)
        collection = self.work.collection(store.FILES)
        found = kept.files_of(collection, holder.id) if holder.may_see else []
        return messages.BarrierFiles(tuple(found), holder.may_see, holder.may_add)

    @query(messages.ReadFile)
    def file(self, request: messages.ReadFile, caller: Caller) -> messages.FileContent:
        holder = self._holder(request.barrier, caller)
        if not holder.may_see:
            raise NoSuchFile
        collection = self.work.collection(store.FILES)
        found, content = kept.read_file(collection, holder.id, request.file)
        return messages.FileContent(found, base64.b64encode(content).decode())

    @command(messages.RemoveFile)
    def remove_file(self, request: messages.RemoveFile, caller: Caller) -> messages.BarrierFiles:
        """By its council; by an analyst too, for what should never have been shown."""
        holder = self._holder(request.barrier, caller)
        if not holder.may_see:
            raise NoSuchFile
        if not holder.may_remove:
            raise NotYourEvidence
        collection = self.work.collection(store.FILES)

        def removing() -> tuple[messages.BarrierFiles, Write]:
            present = kept.files_of(collection, holder.id)
            left = tuple(each for each in present if each.id != request.file)
            if len(left) == len(present):
                raise NoSuchFile

            def write(session: ClientSession) -> None:
                collection.delete_one({"_id": request.file, "of": holder.id}, session=session)

            return messages.BarrierFiles(left, may_see=True, may_add=holder.may_add), write

        removed: messages.BarrierFiles = self.work.keep(removing)
        return removed

    def _adding(
        self, holder: Holder, file: messages.BarrierFile, content: bytes, caller: Caller
    ) -> tuple[messages.BarrierFile, Write]:
        collection = self.work.collection(store.FILES)
        about = {
            "of": holder.id,
            "place": kept.free_file_place(collection, holder.id),
            "by": caller.person,
        }

        def write(session: ClientSession) -> None:
            kept.write_file(collection, file, content, session, **about)

        return file, write

    def _holder(self, id_or_number: str, caller: Caller) -> Holder:
        """Raises NoSuchBarrier where there is neither, or none that the caller may know of."""
        try:
            draft = kept.draft(self.work.collection(store.DRAFTS), id_or_number)
            must_write(caller, draft)
        except NoSuchDraft:
            barrier = self._seen(id_or_number, caller).state
            own = caller.council == barrier.raised_by
            may_see = seeing.may_see_files(caller, barrier)
            return Holder(barrier.id, may_see, own, own or caller.role == "analyst")
        return Holder(draft.id, may_see=True, may_add=True, may_remove=True)


def bytes_of(content: str) -> bytes:
    """Raises Invalid where it is no base64, or more than 4 MB."""
    try:
        decoded = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise Invalid(details={"content": ["Must be base64."]}) from None
    if len(decoded) > LARGEST:
        raise Invalid(details={"content": ["Must be a file of 4 MB or less."]})
    return decoded
