"""Applies events once each and in order, whatever order and however often they arrive.

For every aggregate of another service `progress` holds the sequence of the last event that took
effect. It is written in the same transaction as the effects, so an event that comes again is known
(G3), and a later one that comes too early is kept in `waiting` until the missing one is there (G4).
Two instances that hold events of one aggregate write the same progress; MongoDB lets one of them
win, and the other begins its batch anew, from then on in turns with others that collide.

Events that were delivered before are handled with care, one aggregate at a time: one of them may be
what ended the process that had them (`backbone.suspects`).
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from pymongo import DeleteMany, ReplaceOne, UpdateOne
from pymongo.client_session import ClientSession
from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError

from backbone import parking, suspects, swapping, totals
from backbone.aggregates import ReadModel
from backbone.attempts import Attempt, EndsItsProcess, HandlerFailed
from backbone.context import Context, use
from backbone.database import PROGRESS, WAITING, Client, Records
from backbone.effects import Effects
from backbone.identifiers import new_id
from backbone.logs import logger
from backbone.transactions import Pauses, passing, transact
from backbone.turns import Turns
from contracts.cloudevents import Envelope, Undecodable, from_bytes, to_bytes
from contracts.events import Event

log = logger(__name__)

Handler = Callable[[Event, Effects], None]
Batch = Mapping[str, list[Envelope]]

ATTEMPTS = 3
FIRST_SECONDS = 0.02
"""For which a whole batch tries to get past other instances' without a turn."""

COLLISION_SECONDS = 0.5
"""For which it does in its turn."""

PATIENCE_SECONDS = 10.0
"""For which one aggregate's events do."""


class Inbox:
    """The inbox of one service.

    `handlers` has at most one for each type of event; `instance` names this process among all;
    `meanwhile` is called between the transactions of a batch that takes several.
    """

    def __init__(
        self,
        client: Client,
        records: Records,
        handlers: Mapping[type[Event], Handler],
        instance: str | None = None,
        *,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        self._client = client
        self._records = records
        self._handlers = handlers
        self._instance = instance or new_id()
        self._meanwhile = meanwhile
        self._turns = Turns(records)

    def apply(self, envelopes: Iterable[Envelope], *, suspicious: bool = False) -> set[str]:
        """Brings all of them into effect, keeps for later, or parks; answers the notices to send.

        `suspicious` where one of them may have ended a process.

        Raises:
            PyMongoError: the database did not take the batch; nothing of it was stored.
        """
        batch = by_aggregate(envelopes)
        try:
            if suspicious:
                return self._apply_each_alone(batch, suspicious=True)
            return self._apply_together(batch)
        except swapping.Paused:
            swapping.settle(self._records)
            raise

    def _apply_together(self, batch: Batch) -> set[str]:
        try:
            return self._apply_in_turn(batch)
        except HandlerFailed:
            pass  # One of them is at fault: alone it holds up nobody else.
        except PyMongoError as error:
            # Batches that share many aggregates collide again and again; one by one they pass.
            if not collided(error):
                raise
        return self._apply_each_alone(batch)

    def _apply_each_alone(self, batch: Batch, *, suspicious: bool = False) -> set[str]:
        notices: set[str] = set()
        for key, events in sorted(batch.items()):
            notices |= self._apply_alone({key: events}, suspicious=suspicious)
            if suspicious:
                suspects.clear(self._records, key)
            self._meanwhile()
        return notices

    def park(self, envelope: Envelope, reason: str) -> None:
        """Parks one event instead of applying it; later ones of its aggregate wait behind it.

        Where an earlier one is missing, it only waits for that; where it took effect, nothing is
        done.
        """
        failure = HandlerFailed(envelope, reason)
        self._transact({envelope.key: [envelope]}, careful=True, failure=failure)

    def _apply_in_turn(self, batch: Batch) -> set[str]:
        if not self._turns.needed():
            try:
                return self._transact(batch, seconds=FIRST_SECONDS)
            except PyMongoError as error:
                if not collided(error):
                    raise
            self._turns.collided()
        with self._turns.mine():
            return self._transact(batch, seconds=COLLISION_SECONDS)

    def _apply_alone(self, batch: Batch, *, suspicious: bool = False) -> set[str]:
        """Tries one aggregate's events a few times; parks the one that still fails."""
        pause, attempts = Pauses(), 0
        failure: HandlerFailed | None = None
        while True:
            try:
                return self._transact(batch, careful=True, failure=failure, suspicious=suspicious)
            except HandlerFailed as failed:
                attempts += 1
                if attempts >= ATTEMPTS or isinstance(failed, EndsItsProcess):
                    failure = failed
            pause.wait()

    def _transact(
        self,
        batch: Batch,
        *,
        seconds: float = PATIENCE_SECONDS,
        careful: bool = False,
        failure: HandlerFailed | None = None,
        suspicious: bool = False,
    ) -> set[str]:
        begin = partial(Attempt, careful=careful, failure=failure, suspicious=suspicious)
        notices: set[str] = set()
        while batch:
            attempt = self._transact_once(batch, begin, seconds)
            notices |= told(attempt)
            batch = attempt.left
            if batch:
                self._meanwhile()
        return notices

    def _transact_once(
        self, batch: Batch, begin: Callable[[ClientSession, Effects], Attempt], seconds: float
    ) -> Attempt:
        def body(session: ClientSession) -> Attempt:
            attempt = begin(session, Effects(self._records, session))
            self._apply(batch, attempt)
            return attempt

        until, pause = time.monotonic() + seconds, Pauses()
        while True:
            try:
                return transact(self._client, body, seconds=seconds)
            except (BulkWriteError, DuplicateKeyError):
                # Another instance began the same aggregate's progress at the same moment.
                if time.monotonic() > until:
                    raise
            pause.wait()

    def _apply(self, batch: Batch, attempt: Attempt) -> None:
        progress = self._progress(batch, attempt.session)
        waited = self._waited(batch, progress, attempt.session)
        changes = [
            change
            for key, events in batch.items()
            if (
                change := self._advance(
                    key, events, progress.get(key, {}), waited.get(key, {}), attempt
                )
            )
        ]
        store(attempt.effects, None)
        self._write(PROGRESS, changes, attempt.session)
        self._write(WAITING, attempt.waiting, attempt.session)

    def _write(self, model: ReadModel, writes: list[Any], session: ClientSession) -> None:
        if writes:
            self._records[model.collection].bulk_write(writes, session=session, ordered=False)

    def _progress(self, keys: Iterable[str], session: ClientSession) -> dict[str, dict[str, Any]]:
        wanted = [*keys, swapping.NOTE]
        found = self._records[PROGRESS.collection].find({"_id": {"$in": wanted}}, session=session)
        progress = {document["_id"]: document for document in found}
        swapping.give_way(progress)
        return progress

    def _waited(
        self, batch: Batch, progress: Mapping[str, Mapping[str, Any]], session: ClientSession
    ) -> dict[str, dict[int, Envelope]]:
        """What has waited for an event that is in the batch now, by aggregate.

        Or for somebody to go on: an event comes again where the process that had it was cut short.
        """
        keys = [
            key
            for key, events in batch.items()
            if (known := progress.get(key, {})).get("waiting")
            and any(event.sequence <= known["sequence"] + 1 for event in events)
        ]
        waited: dict[str, dict[int, Envelope]] = defaultdict(dict)
        if keys:
            query = {"key": {"$in": keys}}
            for document in self._records[WAITING.collection].find(query, session=session):
                envelope = from_bytes(document["body"])
                waited[document["key"]][envelope.sequence] = envelope
        return waited

    def _advance(
        self,
        key: str,
        events: list[Envelope],
        progress: Mapping[str, Any],
        waited: Mapping[int, Envelope],
        attempt: Attempt,
    ) -> UpdateOne | None:
        """Applies what follows without a gap; what lies behind a gap waits in the store."""
        done, parked = int(progress.get("sequence", 0)), bool(progress.get("parked"))
        new = {event.sequence: event for event in events if event.sequence > done}
        if not new and not waited:
            return None
        new = {**waited, **new}
        while not parked and not attempt.over and (following := new.get(done + 1)):
            parked = attempt.parks(following)
            if not parked:
                self._handle(new.pop(done + 1), attempt)
                done += 1
        if not parked and done + 1 in new:
            attempt.left[key] = list(new.values())
        if waited:
            attempt.waiting.append(DeleteMany(no_longer_waiting(key, done, parked=parked)))
        left = [event for sequence, event in new.items() if parked or sequence not in waited]
        self._keep(left, attempt, parked=parked)
        state = {"sequence": done, "parked": parked, "waiting": bool(new) and not parked}
        # Counting makes it a change in any case: one that changes nothing would not collide with
        # what another instance does to the same aggregate at the same moment.
        return UpdateOne({"_id": key}, {"$set": state, "$inc": {"changes": 1}}, upsert=True)

    def _handle(self, envelope: Envelope, attempt: Attempt) -> None:
        try:
            event = envelope.event()
        except Undecodable as error:
            raise HandlerFailed(envelope, str(error)) from error
        handler = self._handlers.get(type(event))
        if handler:
            attempt.effects.envelope = envelope
            with self._suspected(envelope, attempt):
                self._call(partial(handler, event, attempt.effects), envelope)
                if attempt.careful:
                    store(attempt.effects, envelope)
            attempt.handled.append(envelope)

    def _call(self, handle: Callable[[], None], envelope: Envelope) -> None:
        """Raises HandlerFailed, unless the database was away."""
        try:
            with use(Context(envelope.correlation_id, envelope.traceparent)):
                handle()
        except Exception as error:
            if passing(error):
                raise
            raise HandlerFailed(envelope, repr(error)) from error

    @contextmanager
    def _suspected(self, envelope: Envelope, attempt: Attempt) -> Iterator[None]:
        """Raises EndsItsProcess where too many processes ended inside of such a block."""
        if not attempt.suspicious:
            yield
            return
        if suspects.begin(self._records, envelope, self._instance):
            raise EndsItsProcess(envelope)
        try:
            yield
        finally:
            suspects.end(self._records, envelope)

    def _keep(self, envelopes: Iterable[Envelope], attempt: Attempt, *, parked: bool) -> None:
        for envelope in envelopes:
            if parked:
                reason = attempt.reason(envelope)
                parking.park(self._records, envelope, reason, attempt.session)
            else:
                attempt.waiting.append(wait_in_store(envelope))


def wait_in_store(envelope: Envelope) -> ReplaceOne[Any]:
    document = {"key": envelope.key, "sequence": envelope.sequence, "body": to_bytes(envelope)}
    return ReplaceOne({"_id": f"{envelope.key}:{envelope.sequence}"}, document, upsert=True)


def no_longer_waiting(key: str, done: int, *, parked: bool) -> dict[str, Any]:
    """Those that took effect; all of an aggregate whose events are parked from here on."""
    return {"key": key} if parked else {"key": key, "sequence": {"$lte": done}}


def store(effects: Effects, envelope: Envelope | None) -> None:
    """Writes what handlers gathered. Raises HandlerFailed where it can't ever be written."""
    try:
        effects.flush()
    except Exception as error:
        if passing(error):
            raise
        raise HandlerFailed(envelope, repr(error)) from error


def by_aggregate(envelopes: Iterable[Envelope]) -> dict[str, list[Envelope]]:
    """The batch's events of each aggregate, in the order of their sequence."""
    batch: dict[str, list[Envelope]] = defaultdict(list)
    for envelope in envelopes:
        batch[envelope.key].append(envelope)
    return {key: sorted(events, key=lambda event: event.sequence) for key, events in batch.items()}


def told(attempt: Attempt) -> set[str]:
    """Logs what has taken effect, now that it is stored; the notices that are to be sent."""
    totals.APPLIED.inc(len(attempt.handled))
    for envelope in attempt.handled:
        with use(Context(envelope.correlation_id, envelope.traceparent)):
            log.info("event handled", key=envelope.key, sequence=envelope.sequence)
    return attempt.effects.notices


def collided(error: PyMongoError) -> bool:
    """Whether another instance wrote the same documents at the same moment."""
    transient = error.has_error_label("TransientTransactionError")
    return transient or isinstance(error, BulkWriteError | DuplicateKeyError)
