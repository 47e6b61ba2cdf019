"""Drafts and files: records of the service's own, which no event tells of."""

import random
from collections.abc import Mapping
from typing import Any

from bson import Binary
from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from backbone.aggregates import CONVERTER, ReadModel
from backbone.changes import ConcurrentChange
from contracts.barriers.messages import BarrierFile
from contracts.barriers.messages.files import MOST_FILES
from services.barriers.domain.drafts import MOST, Draft, NoSuchDraft, TooManyDrafts
from services.barriers.evidence import NoSuchFile, TooManyFiles

Documents = Collection[dict[str, Any]]

# A place among a council's drafts, or a barrier's files, is taken once: so there are never more.
DRAFTS = ReadModel(
    "drafts", indexes=[IndexModel([("council", ASCENDING), ("place", ASCENDING)], unique=True)]
)
FILES = ReadModel(
    "files", indexes=[IndexModel([("of", ASCENDING), ("place", ASCENDING)], unique=True)]
)
WITHOUT_CONTENT = {"content": False}


def draft(drafts: Documents, id: str) -> Draft:
    """Raises NoSuchDraft where there is none."""
    document = drafts.find_one({"_id": id})
    if document is None:
        raise NoSuchDraft
    return draft_of(document)


def draft_of(document: Mapping[str, Any]) -> Draft:
    return CONVERTER.structure({**document, "id": document["_id"]}, Draft)


def drafts_of(drafts: Documents, council: str) -> list[Draft]:
    """All of a council, the one changed last first."""
    return [draft_of(each) for each in drafts.find({"council": council}).sort("at", DESCENDING)]


def free_draft_place(drafts: Documents, council: str) -> int:
    """Raises TooManyDrafts where there is none."""
    taken = {each["place"] for each in drafts.find({"council": council}, {"place": True})}
    return _free(taken, MOST, TooManyDrafts())


def write_draft(drafts: Documents, draft: Draft, before: int, session: ClientSession) -> None:
    """Puts the draft in the place of its revision `before`, 0 for a new one."""
    fields: dict[str, Any] = CONVERTER.unstructure(draft)
    document = {"_id": fields.pop("id"), **fields}
    if before == 0:
        insert(drafts, document, session)
        return
    present = {"_id": draft.id, "revision": before}
    if not drafts.replace_one(present, document, session=session).matched_count:
        raise ConcurrentChange


def remove_draft(drafts: Documents, id: str, revision: int, session: ClientSession) -> bool:
    """False where that is not its revision any more, or it is gone."""
    gone = drafts.delete_one({"_id": id, "revision": revision}, session=session)
    return bool(gone.deleted_count)


def files_of(files: Documents, of: str) -> list[BarrierFile]:
    found = files.find({"of": of}, WITHOUT_CONTENT).sort([("at", ASCENDING), ("_id", ASCENDING)])
    return [file_of(each) for each in found]


def file_of(document: Mapping[str, Any]) -> BarrierFile:
    return BarrierFile(
        id=document["_id"],
        name=document["name"],
        type=document["type"],
        size=document["size"],
        sha256=document["sha256"],
        added=document["at"],
    )


def read_file(files: Documents, of: str, id: str) -> tuple[BarrierFile, bytes]:
    """Raises NoSuchFile where `of` has no such file."""
    document = files.find_one({"_id": id, "of": of})
    if document is None:
        raise NoSuchFile
    return file_of(document), bytes(document["content"])


def free_file_place(files: Documents, of: str) -> int:
    """Raises TooManyFiles where there is none."""
    taken = {each["place"] for each in files.find({"of": of}, {"place": True})}
    return _free(taken, MOST_FILES, TooManyFiles())


def write_file(
    files: Documents, file: BarrierFile, content: bytes, session: ClientSession, **about: Any
) -> None:
    """`about` is what it is of, its place there, and who added it."""
    document = {
        "_id": file.id,
        "name": file.name,
        "type": file.type,
        "size": file.size,
        "sha256": file.sha256,
        "at": file.added,
        "content": Binary(content),
        **about,
    }
    insert(files, document, session)


def insert(documents: Documents, document: dict[str, Any], session: ClientSession) -> None:
    """Raises ConcurrentChange where its place was taken meanwhile."""
    try:
        documents.insert_one(document, session=session)
    except DuplicateKeyError:
        raise ConcurrentChange from None


def _free(taken: set[int], most: int, full: Exception) -> int:
    """Any of them: of many at once, few want the same one."""
    free = [place for place in range(most) if place not in taken]
    if not free:
        raise full
    return random.choice(free)  # noqa: S311
