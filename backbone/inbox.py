"""Applies events once each and in order, whatever order and however often they arrive.

For every aggregate of another service `progress` holds the sequence of the last event that took
effect. It is written in the same transaction as the effects, so an event that comes again is known
(G3), and a later one that comes too early is kept in `waiting` until the missing one is there (G4).
Two instances that hold events of one aggregate write the same progress; MongoDB lets one of them
win, and the other begins its batch anew.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pymongo import UpdateOne
from pymongo.client_session import ClientSession
from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError

from backbone import parking
from backbone.context import Context, use
from backbone.database import PROGRESS, WAITING, Client, Records
from backbone.effects import Effects
from backbone.logs import logger
from backbone.transactions import Pauses, transact
from contracts.cloudevents import Envelope, Undecodable, from_bytes, to_bytes
from contracts.events import Event

log = logger(__name__)

Handler = Callable[[Event, Effects], None]

ATTEMPTS = 3
COLLISION_SECONDS = 10.0


class HandlerFailed(Exception):
    """A handler raised for this event; nothing of its batch was stored."""

    def __init__(self, envelope: Envelope, reason: str) -> None:
        self.envelope = envelope
        self.reason = reason
        super().__init__(reason)


class Inbox:
    """The inbox of one service. `handlers` has at most one for each type of event."""

    def __init__(
        self, client: Client, records: Records, handlers: Mapping[type[Event], Handler]
    ) -> None:
        self._client = client
        self._records = records
        self._handlers = handlers

    def apply(self, envelopes: Iterable[Envelope]) -> set[str]:
        """Brings all of them into effect, keeps for later, or parks; answers the notices to send.

        Raises:
            PyMongoError: the database did not take the batch; nothing of it was stored.
        """
        batch = by_aggregate(envelopes)
        try:
            return self._transact(batch)
        except HandlerFailed:
            # One of them is at fault: alone it holds up nobody else.
            notices = [self._apply_alone(key, events) for key, events in batch.items()]
            return set().union(*notices)

    def _apply_alone(self, key: str, events: list[Envelope]) -> set[str]:
        pause = Pauses()
        failure: HandlerFailed | None = None
        for _ in range(ATTEMPTS):
            try:
                return self._transact({key: events})
            except HandlerFailed as failed:
                failure = failed
            pause.wait()
        assert failure is not None  # noqa: S101 (ATTEMPTS is at least one)
        return self._park_from(failure, key, events)

    def _park_from(self, failure: HandlerFailed, key: str, events: list[Envelope]) -> set[str]:
        """Applies what comes before the failing event, and parks it with all that follow."""
        first = failure.envelope.sequence
        before = [event for event in events if event.sequence < first]
        notices = self._transact({key: before}) if before else set()
        behind = [failure.envelope, *(event for event in events if event.sequence > first)]

        def body(session: ClientSession) -> None:
            for event in behind:
                reason = failure.reason if event.sequence == first else "an earlier one is parked"
                parking.park(self._records, event, reason, session)

        transact(self._client, body)
        return notices

    def _transact(self, batch: dict[str, list[Envelope]]) -> set[str]:
        until, pause = time.monotonic() + COLLISION_SECONDS, Pauses()
        while True:
            try:
                return transact(self._client, lambda session: self._apply(batch, session))
            except (BulkWriteError, DuplicateKeyError):
                # Another instance began the same aggregate's progress at the same moment.
                if time.monotonic() > until:
                    raise
            pause.wait()

    def _apply(self, batch: dict[str, list[Envelope]], session: ClientSession) -> set[str]:
        effects = Effects(self._records, session)
        progress = self._progress(batch, session)
        changes = [
            change
            for key, events in batch.items()
            if (change := self._advance(key, events, progress.get(key, {}), effects, session))
        ]
        effects.flush()
        if changes:
            self._records[PROGRESS.collection].bulk_write(changes, session=session, ordered=False)
        return effects.notices

    def _progress(self, keys: Iterable[str], session: ClientSession) -> dict[str, dict[str, Any]]:
        found = self._records[PROGRESS.collection].find(
            {"_id": {"$in": list(keys)}}, session=session
        )
        return {document["_id"]: document for document in found}

    def _advance(
        self,
        key: str,
        events: list[Envelope],
        progress: dict[str, Any],
        effects: Effects,
        session: ClientSession,
    ) -> UpdateOne | None:
        """Applies what follows without a gap; what lies behind a gap waits in the store."""
        done = before = int(progress.get("sequence", 0))
        new = {event.sequence: event for event in events if event.sequence > done}
        if progress.get("parked"):
            for event in new.values():
                parking.park(self._records, event, "an earlier one is parked", session)
            return None
        if progress.get("waiting"):
            new = {**self._take_waiting(key, session), **new}
        while done + 1 in new:
            self._handle(new.pop(done + 1), effects)
            done += 1
        self._keep_waiting(new.values(), session)
        if done == before and not new and not progress.get("waiting"):
            return None
        change = {"$set": {"sequence": done, "waiting": bool(new)}}
        return UpdateOne({"_id": key}, change, upsert=True)

    def _handle(self, envelope: Envelope, effects: Effects) -> None:
        context = Context(envelope.correlation_id, envelope.traceparent)
        try:
            event = envelope.event()
            handler = self._handlers.get(type(event)) if event else None
            if event and handler:
                with use(context):
                    handler(event, effects)
        except PyMongoError:
            raise
        except Undecodable as error:
            raise HandlerFailed(envelope, str(error)) from error
        except Exception as error:
            raise HandlerFailed(envelope, repr(error)) from error

    def _take_waiting(self, key: str, session: ClientSession) -> dict[int, Envelope]:
        waiting = self._records[WAITING.collection]
        found = [
            from_bytes(document["body"]) for document in waiting.find({"key": key}, session=session)
        ]
        waiting.delete_many({"key": key}, session=session)
        return {envelope.sequence: envelope for envelope in found}

    def _keep_waiting(self, envelopes: Iterable[Envelope], session: ClientSession) -> None:
        for envelope in envelopes:
            self._records[WAITING.collection].replace_one(
                {"_id": f"{envelope.key}:{envelope.sequence}"},
                {"key": envelope.key, "sequence": envelope.sequence, "body": to_bytes(envelope)},
                upsert=True,
                session=session,
            )


def by_aggregate(envelopes: Iterable[Envelope]) -> dict[str, list[Envelope]]:
    """The batch's events of each aggregate, in the order of their sequence."""
    batch: dict[str, list[Envelope]] = defaultdict(list)
    for envelope in envelopes:
        batch[envelope.key].append(envelope)
    return {key: sorted(events, key=lambda event: event.sequence) for key, events in batch.items()}
