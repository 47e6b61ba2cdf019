"""How far each webhook has come in the feed, and what fails there.

Changed with every post by the process that holds the webhook's lease, and by commands in between.
So each change names the `revision` that it was made of, and the process its fence too: of two that
meet, the later one is refused and looks again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.collection import Collection

from backbone.aggregates import CONVERTER, ReadModel
from backbone.leases import Lease
from contracts.errors import Stale
from contracts.notifications.messages.webhooks import LastFailure

Documents = Collection[dict[str, Any]]

PROGRESS = ReadModel("webhook-progress")


@dataclass(frozen=True)
class Replay:
    """What lies behind the position `at` up to `until` is still to be posted again."""

    at: int
    until: int


@dataclass(frozen=True)
class Progress:
    """Positions of the feed. `due` is the last one of the post that was begun, if any: tried again,
    it is the same post."""

    webhook: str
    cursor: int
    revision: int = 0
    replay: Replay | None = None
    due: int | None = None
    attempts: int = 0
    failing_since: datetime | None = None
    next_attempt: datetime | None = None
    last_delivered: datetime | None = None
    last_failure: LastFailure | None = None

    @property
    def place(self) -> int:
        """Behind which position the next post begins."""
        return self.replay.at if self.replay else self.cursor


Values = dict[str, Any]
"""Some fields of a progress, as they are stored."""

NOTHING_FAILED: Values = {
    "due": None,
    "attempts": 0,
    "failing_since": None,
    "next_attempt": None,
    "last_failure": None,
}


def failing_with(failure: LastFailure) -> Values:
    return {"last_failure": CONVERTER.unstructure(failure)}


def begin(documents: Documents, webhook: str, cursor: int, session: ClientSession) -> None:
    documents.insert_one(document_of(Progress(webhook, cursor)) | {"fence": 0}, session=session)


def find(documents: Documents, webhook: str) -> Progress | None:
    return find_each(documents, [webhook]).get(webhook)


def find_each(documents: Documents, webhooks: Iterable[str]) -> dict[str, Progress]:
    found = documents.find({"_id": {"$in": list(webhooks)}})
    return {each["_id"]: progress_of(each) for each in found}


def claim(documents: Documents, lease: Lease, webhook: str) -> bool:
    """From now on no process with an older lease can write; False where this one is older."""
    older = {"_id": webhook, "fence": {"$lt": lease.fence}}
    claimed = {"$set": {"fence": lease.fence}, "$inc": {"revision": 1}}
    return documents.update_one(older, claimed).matched_count == 1


def is_held(documents: Documents, lease: Lease, webhook: str) -> bool:
    """Whether nobody has claimed it under another lease."""
    return documents.count_documents({"_id": webhook, "fence": lease.fence}, limit=1) == 1


def write(documents: Documents, after: Progress, lease: Lease) -> bool:
    """Stores what became of the revision that `after` was made of; False where it is outdated."""
    made_of = {"_id": after.webhook, "revision": after.revision, "fence": lease.fence}
    values = document_of(after)
    values["revision"] = after.revision + 1
    return documents.update_one(made_of, {"$set": values}).matched_count == 1


def change(
    documents: Documents,
    webhook: str,
    values: dict[str, Any],
    session: ClientSession | None,
    *,
    seen: Progress | None = None,
) -> None:
    """What a command changes; what is under way looks at it anew.

    Raises:
        Stale: `seen` is what it was decided on, and by now it is at another place.
    """
    there: Values = {"_id": webhook}
    if seen is not None:
        there |= {**place_of(seen), "due": seen.due}
    change = {"$set": values, "$inc": {"revision": 1}}
    if not documents.update_one(there, change, session=session).matched_count:
        raise Stale


def place_of(progress: Progress) -> Values:
    """Where it is, as it is stored."""
    values = document_of(progress)
    return {"cursor": values["cursor"], "replay": values["replay"]}


def document_of(progress: Progress) -> dict[str, Any]:
    values: dict[str, Any] = CONVERTER.unstructure(progress)
    return {"_id": values.pop("webhook"), **values}


def progress_of(document: dict[str, Any]) -> Progress:
    return CONVERTER.structure({**document, "webhook": document["_id"]}, Progress)
