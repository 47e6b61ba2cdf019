"""What a command makes of one aggregate, as writes, and what a refused write means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pymongo import InsertOne, ReplaceOne
from pymongo.client_session import ClientSession
from pymongo.errors import BulkWriteError

from backbone import statements
from backbone.aggregates import Aggregates, Versioned
from backbone.outbox import records_of
from backbone.statements import Documents
from contracts.errors import Conflict, Stale
from contracts.events import Event
from contracts.outcomes import Outcome

S = TypeVar("S")

DUPLICATE_KEY = 11000


class AlreadyExists(Conflict):
    code = "already-exists"
    message = "There is one already."


class ConcurrentChange(Exception):
    """Somebody else stored a newer version between the read and the write."""


class HalfAChange(Exception):
    """A defect: of aggregates that are decided on together only some change. The others' versions
    would not be checked."""


@dataclass(frozen=True)
class Change(Generic[S]):
    """What one aggregate becomes: `before` is the version that was decided on."""

    before: int
    outcome: Outcome[S]

    @property
    def events(self) -> tuple[Event, ...]:
        return self.outcome.events

    @property
    def after(self) -> Versioned[S]:
        """What there is once it is stored."""
        return Versioned(self.outcome.state, self.before + len(self.events))

    def records(self) -> list[dict[str, Any]]:
        return records_of(self.events, after=self.before)

    def write(self, aggregates: Aggregates[S]) -> InsertOne[Any] | ReplaceOne[Any]:
        """The new state, for many at once."""
        document = self.document(aggregates)
        if self.before == 0:
            return InsertOne(document)
        return ReplaceOne(self.present(document), document)

    def store(
        self, aggregates: Aggregates[S], documents: Documents, session: ClientSession
    ) -> bool:
        """Writes the new state; False where the version decided on is no longer the present one.

        Raises:
            BulkWriteError: its id or a unique value is taken.
        """
        document = self.document(aggregates)
        if self.before:
            return statements.replace(documents, self.present(document), document, session)
        statements.insert(documents, [document], session)
        return True

    def document(self, aggregates: Aggregates[S]) -> dict[str, Any]:
        return aggregates.document(self.outcome.state, self.after.version)

    def present(self, document: dict[str, Any]) -> dict[str, Any]:
        return {"_id": document["_id"], "version": self.before}


def all_or_none(changes: Sequence[Change[S]]) -> list[Change[S]]:
    """Changes that were decided on together, as they are, or none where none has an event.

    Raises:
        HalfAChange: some have.
    """
    with_events = [change for change in changes if change.events]
    if with_events and len(with_events) < len(changes):
        raise HalfAChange
    return with_events


def refusal_of(error: BulkWriteError) -> Exception:
    """A taken id: somebody was quicker, decide anew. Another unique value: it is taken for good."""
    mistakes = (error.details or {}).get("writeErrors", [])
    if not mistakes or mistakes[0].get("code") != DUPLICATE_KEY:
        return error
    fields = list(mistakes[0].get("keyPattern", {}))
    return ConcurrentChange() if fields == ["_id"] else AlreadyExists(details={"fields": fields})


def check_version(expected: int | None, version: int) -> None:
    """Raises Stale where the caller has seen another version than the present one."""
    if expected is not None and expected != version:
        raise Stale(details={"version": version})
