"""What a command makes of one aggregate, as writes, and what a refused write means."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pymongo import InsertOne, ReplaceOne
from pymongo.errors import BulkWriteError

from backbone.aggregates import Aggregates
from backbone.outbox import records_of
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


@dataclass(frozen=True)
class Change(Generic[S]):
    """What one aggregate becomes: `before` is the version that was decided on."""

    before: int
    outcome: Outcome[S]

    @property
    def events(self) -> tuple[Event, ...]:
        return self.outcome.events

    def records(self) -> list[dict[str, Any]]:
        return records_of(self.events, after=self.before)

    def write(self, aggregates: Aggregates[S]) -> InsertOne[Any] | ReplaceOne[Any]:
        document = aggregates.document(self.outcome.state, self.before + len(self.events))
        if self.before == 0:
            return InsertOne(document)
        return ReplaceOne({"_id": document["_id"], "version": self.before}, document)


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
