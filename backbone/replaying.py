"""Applies whole histories, in order, to collections beside the live ones.

An inbox for which nothing comes twice or too early: so progress is kept in memory, and written when
it is asked for. What its handler refuses is parked, as ever, with what follows; what was discarded
is passed over.
"""

from collections.abc import Iterable, Mapping

from pymongo import ReplaceOne
from pymongo.client_session import ClientSession

from backbone import parking
from backbone.attempts import Attempt, HandlerFailed
from backbone.beside import Beside
from backbone.database import DISCARDED, PARKED, PROGRESS, Client, Records
from backbone.inbox import (
    PATIENCE_SECONDS,
    Batch,
    Handler,
    Inbox,
    by_aggregate,
    store,
)
from contracts.cloudevents import Envelope
from contracts.events import Event

Reached = tuple[int, bool]
"""The sequence of the last event that took effect, and whether the next one is parked."""

NOTHING: Reached = (0, False)


class OutOfOrder(Exception):
    """A feed has a later event of an aggregate and not the one before it."""

    def __init__(self, envelope: Envelope) -> None:
        super().__init__(
            f"The feed of {envelope.service} has event {envelope.sequence} of "
            f"{envelope.aggregate} {envelope.subject}, and not the one before it."
        )


class Replay(Inbox):
    """`notices` are what handlers had to tell, `events` how many came."""

    def __init__(
        self,
        client: Client,
        records: Records,
        run: int,
        handlers: Mapping[type[Event], Handler],
    ) -> None:
        super().__init__(client, Beside(records, run), handlers)
        self._live = records
        self._discarded = discarded(records)
        self._reached: dict[str, Reached] = {}
        self._reached_now: dict[str, Reached] = {}
        self._saved: set[str] = set()
        self._unsaved: set[str] = set()
        self.notices: set[str] = set()
        self.events = 0

    def replay(self, envelopes: Iterable[Envelope]) -> None:
        """The next events of a feed.

        Raises:
            OutOfOrder: one of an aggregate is missing.
            PyMongoError: the database did not take them; nothing of them was stored.
        """
        batch = by_aggregate(envelopes)
        try:
            self.notices |= self._transact(batch)
        except HandlerFailed:
            for key, events in batch.items():
                self.notices |= self._apply_alone({key: events})
        self.events += sum(map(len, batch.values()))

    def save(self) -> None:
        """Writes how far each aggregate has come."""
        progress = self._records[PROGRESS.collection]
        new = [self._document(key) for key in self._unsaved - self._saved]
        if new:
            progress.insert_many(new, ordered=False)
        changed = [self._document(key) for key in self._unsaved & self._saved]
        if changed:
            progress.bulk_write([ReplaceOne({"_id": each["_id"]}, each) for each in changed])
        self._saved |= self._unsaved
        self._unsaved.clear()

    @property
    def parked(self) -> int:
        """How many events were."""
        return self._records[PARKED.collection].count_documents({})

    def keep_bytes(self) -> None:
        """Takes over what is parked among the live ones and is no event: no feed has it."""
        for document in self._live[PARKED.collection].find({"key": None}):
            self._records[PARKED.collection].insert_one(document)

    def parked_what_was_discarded(self) -> bool:
        """Whether somebody has meanwhile discarded what this replay has parked."""
        since = discarded(self._live) - self._discarded
        return any(
            parked and (key, done + 1) in since for key, (done, parked) in self._reached.items()
        )

    def _transact(
        self,
        batch: Batch,
        *,
        seconds: float = PATIENCE_SECONDS,
        careful: bool = False,
        failure: HandlerFailed | None = None,
        suspicious: bool = False,  # noqa: ARG002 (the rebuild's own process is nobody else's)
    ) -> set[str]:
        notices = super()._transact(batch, seconds=seconds, careful=careful, failure=failure)
        self._reached |= self._reached_now
        self._unsaved |= self._reached_now.keys()
        return notices

    def _apply(self, batch: Batch, attempt: Attempt) -> None:
        self._reached_now = {
            key: self._go_through(key, events, attempt) for key, events in batch.items()
        }
        store(attempt.effects, None)
        attempt.handled.clear()  # Each was logged when it came for the first time.

    def _go_through(self, key: str, events: list[Envelope], attempt: Attempt) -> Reached:
        done, parked = self._reached.get(key, NOTHING)
        for envelope in events:
            if not parked and envelope.sequence != done + 1:
                raise OutOfOrder(envelope)
            parked = parked or attempt.parks(envelope)
            if parked:
                self._park(envelope, attempt.reason(envelope), attempt.session)
                continue
            if (key, envelope.sequence) not in self._discarded:
                self._handle(envelope, attempt)
            done += 1
        return done, parked

    def _park(self, envelope: Envelope, reason: str, session: ClientSession) -> None:
        """Under the id that it has among the live ones, so that whoever looks at it still can."""
        place = {"key": envelope.key, "sequence": envelope.sequence}
        known = self._live[PARKED.collection].find_one(place, session=session)
        if known is None:
            parking.park(self._records, envelope, reason, session)
            return
        self._records[PARKED.collection].insert_one({**known, "reason": reason}, session=session)

    def _document(self, key: str) -> dict[str, object]:
        done, parked = self._reached[key]
        return {"_id": key, "sequence": done, "parked": parked, "waiting": False, "changes": 1}


def discarded(records: Records) -> set[tuple[str, int]]:
    """The events that were given up, by aggregate and sequence."""
    found = records[DISCARDED.collection].find({"key": {"$ne": None}}, {"key": 1, "sequence": 1})
    return {(each["key"], each["sequence"]) for each in found}
