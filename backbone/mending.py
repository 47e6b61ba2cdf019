"""What is done about parked events: they are applied after all, or one is given up (G5).

One call is one transaction with a bounded number of events of one aggregate. The aggregate stays
marked as parked until the last of its events is through, so that those which come meanwhile queue
up behind, and every call writes the aggregate's `progress`, as the inbox does: of two at the same
moment one goes first, and the other begins anew.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.errors import PyMongoError

from backbone import parking, swapping
from backbone.attempts import Attempt, HandlerFailed
from backbone.database import PARKED, PROGRESS, WAITING, Client, Records
from backbone.effects import Effects
from backbone.inbox import ATTEMPTS, Handler, Inbox, store, told, wait_in_store
from backbone.logs import logger
from backbone.parked import NoSuchParkedEvent, shown
from backbone.parking import Held
from backbone.transactions import Pauses
from backbone.work import Work
from contracts.callers import Caller
from contracts.cloudevents import Undecodable, from_bytes
from contracts.errors import Conflict
from contracts.events import Event
from contracts.operating.messages import Retried

log = logger(__name__)

BATCH = 200
SECONDS = 2.0
"""For which one call begins to apply another event; its answer is awaited for four or five."""

NOTHING_LEFT = Retried(applied=0, waiting=0, parked=0, first=None, failed=None)

Document = dict[str, Any]


class NotTheFirst(Conflict):
    code = "not-the-first-parked"
    message = (
        "Only the first parked event of an aggregate can be discarded: those behind it may be "
        "fine without it."
    )


class EarlierMissing(Conflict):
    code = "an-earlier-event-is-missing"
    message = (
        "An earlier event of this aggregate has not come yet. Retry, and this one waits for it."
    )


class Mending(Inbox):
    """One call's work on what is parked. `notices` are to be sent after it."""

    def __init__(
        self,
        work: Work,
        client: Client,
        records: Records,
        handlers: Mapping[type[Event], Handler],
    ) -> None:
        super().__init__(client, records, handlers)
        self._work = work
        self._attempt: Any = None
        self._limit = BATCH
        self.notices: set[str] = set()

    def retry(self, id: str, caller: Caller) -> Retried:
        """Applies the aggregate's parked events in order, from the first.

        Raises:
            NoSuchParkedEvent: there is none of that id.
        """
        key = self._key_of(id)
        retried = self._try(key, 1, lambda attempt: self._retry(id, key, attempt))
        log.info("parked event retried", key=key, id=id, who=caller.person, **vars(retried))
        return retried

    def discard(self, id: str, caller: Caller, why: str) -> Retried:
        """Gives up the first parked event of an aggregate and applies those behind it.

        Raises:
            NoSuchParkedEvent: there is none of that id.
            NotTheFirst: another one of its aggregate is parked before it.
            EarlierMissing: one before it is neither parked nor applied.
        """
        key = self._key_of(id)
        retried = self._try(key, 0, lambda attempt: self._discard(id, caller, why, attempt))
        log.warning(
            "parked event discarded", key=key, id=id, who=caller.person, why=why, **vars(retried)
        )
        return retried

    def _key_of(self, id: str) -> str | None:
        """Of the aggregate, by any of its parked events; None for bytes that are no event."""
        document = self._records[PARKED.collection].find_one({"_id": id}, {"key": 1})
        if document is None:
            # Gone by this very command, where it was sent twice.
            self._work.answer_again()
            raise NoSuchParkedEvent
        key: str | None = document["key"]
        return key

    def _try(self, key: str | None, least: int, body: Callable[[Attempt], Retried]) -> Retried:
        """Notes in the store that events are being tried, and tries them.

        One that kills the process leaves the note behind; then the next call goes no further than
        `least` events, so that the one at fault can be told apart from its neighbours.
        """
        progress = self._records[PROGRESS.collection]
        before = progress.find_one_and_update({"_id": key}, {"$set": {"trying": True}})
        if before and before.get("trying"):
            self._limit = least
        try:
            return self._until_stored(body)
        except Exception:
            with suppress(PyMongoError):
                progress.update_one({"_id": key}, {"$unset": {"trying": ""}})
            raise

    def _until_stored(self, body: Callable[[Attempt], Retried]) -> Retried:
        """Repeats the transaction while it fails, and parks again what fails each time."""
        pause, failure, careful, failures = Pauses(), None, False, 0
        while True:
            try:
                return self._transaction(body, careful=careful, failure=failure)
            except HandlerFailed as failed:
                careful, failures = True, failures + 1
                if failures >= ATTEMPTS:
                    failure = failed
            pause.wait()

    def _transaction(
        self, body: Callable[[Attempt], Retried], *, careful: bool, failure: HandlerFailed | None
    ) -> Retried:
        def once(session: ClientSession) -> Retried:
            swapping.hold_open(self._records, session)
            self._attempt = Attempt(session, Effects(self._records, session), careful, failure)
            return body(self._attempt)

        retried = self._work.together(once)
        self.notices = told(self._attempt)
        return retried

    def _retry(self, id: str, key: str | None, attempt: Attempt) -> Retried:
        document = self._parked(id, attempt.session)
        if key is None:
            return self._retry_bytes(document, attempt)
        return self._go_on(key, self._done(key, attempt.session), attempt)

    def _discard(self, id: str, caller: Caller, why: str, attempt: Attempt) -> Retried:
        document = self._parked(id, attempt.session)
        key, sequence = document["key"], document["sequence"]
        if key is not None:
            self._must_be_next(document, attempt.session)
        parking.discard(self._records, document, caller.person, why, attempt.session)
        return NOTHING_LEFT if key is None else self._go_on(key, sequence, attempt)

    def _parked(self, id: str, session: ClientSession) -> Document:
        document = self._records[PARKED.collection].find_one({"_id": id}, session=session)
        if document is None:
            raise NoSuchParkedEvent
        return document

    def _done(self, key: str, session: ClientSession) -> int:
        progress = self._progress([key], session).get(key, {})
        return int(progress.get("sequence", 0))

    def _must_be_next(self, document: Document, session: ClientSession) -> None:
        (first,) = parking.held(self._records, PARKED, document["key"], 1, session)
        if first.id != document["_id"]:
            raise NotTheFirst(details={"first": first.id})
        if self._done(document["key"], session) + 1 != document["sequence"]:
            raise EarlierMissing

    def _retry_bytes(self, document: Document, attempt: Attempt) -> Retried:
        """Bytes that were no event: if they are one now, they go the way of any that comes."""
        try:
            envelope = from_bytes(document["body"])
        except Undecodable as error:
            parking.note_reason(self._records, document["_id"], str(error), attempt.session)
            return Retried(0, 0, 1, document["_id"], shown(str(error)))
        parking.let_go(self._records, PARKED, [document["_id"]], attempt.session)
        before = self._done(envelope.key, attempt.session)
        self._apply({envelope.key: [envelope]}, attempt)
        return self._account(envelope.key, before, attempt)

    def _go_on(self, key: str, before: int, attempt: Attempt) -> Retried:
        """Applies what follows the event number `before` without a gap, as far as one call may."""
        session = attempt.session
        held = self._held(key, self._limit + 1, session)
        done = self._apply_in_order(held[: self._limit], before, attempt)
        store(attempt.effects, None)
        for collection in (PARKED, WAITING):
            through = [
                each.id
                for each in held
                if each.collection is collection and each.envelope.sequence <= done
            ]
            parking.let_go(self._records, collection, through, session)
        left = [each for each in held if each.envelope.sequence > done]
        parked = bool(left) and self._stays_parked(key, left[0], done, attempt)
        self._mark(key, done, session, parked=parked, waiting=bool(left) and not parked)
        return self._account(key, before, attempt)

    def _apply_in_order(self, held: list[Held], done: int, attempt: Attempt) -> int:
        until = time.monotonic() + SECONDS
        for each in held:
            envelope = each.envelope
            if envelope.sequence <= done:
                continue
            late = time.monotonic() > until
            if envelope.sequence > done + 1 or attempt.parks(envelope) or late:
                break
            self._handle(envelope, attempt)
            done += 1
        return done

    def _stays_parked(self, key: str, first: Held, done: int, attempt: Attempt) -> bool:
        """Whether the aggregate's events are held still. `first` is the first that is left."""
        if attempt.parks(first.envelope):
            self._park_again(first, attempt.reason(first.envelope), attempt.session)
            return True
        if first.envelope.sequence > done + 1:
            return self._let_all_wait(key, attempt.session)
        if first.collection is WAITING:
            self._park_again(first, parking.BEHIND, attempt.session)
        return True

    def _park_again(self, held: Held, reason: str, session: ClientSession) -> None:
        if held.collection is PARKED:
            parking.note_reason(self._records, held.id, reason, session)
            return
        parking.let_go(self._records, WAITING, [held.id], session)
        parking.park(self._records, held.envelope, reason, session)

    def _let_all_wait(self, key: str, session: ClientSession) -> bool:
        """Behind a gap nothing is parked any more but waits; whether some are left to be moved."""
        found = parking.held(self._records, PARKED, key, BATCH + 1, session)
        self._write(WAITING, [wait_in_store(each.envelope) for each in found[:BATCH]], session)
        ids = [each.id for each in found[:BATCH]]
        parking.let_go(self._records, PARKED, ids, session)
        return len(found) > BATCH

    def _account(self, key: str, before: int, attempt: Attempt) -> Retried:
        """What became of it, as it stands in the transaction."""
        session, parked = attempt.session, self._records[PARKED.collection]
        first = parked.find_one({"key": key}, sort=[("sequence", 1)], session=session)
        failure = attempt.failure and attempt.failure.envelope
        failed = first and failure and first["sequence"] == failure.sequence
        return Retried(
            applied=self._done(key, session) - before,
            waiting=self._records[WAITING.collection].count_documents(
                {"key": key}, session=session
            ),
            parked=parked.count_documents({"key": key}, session=session),
            first=first["_id"] if first else None,
            failed=shown(first["reason"]) if first and failed else None,
        )

    def _held(self, key: str, limit: int, session: ClientSession) -> list[Held]:
        """The first of what is parked or waits, by sequence."""
        found = [
            each
            for collection in (PARKED, WAITING)
            for each in parking.held(self._records, collection, key, limit, session)
        ]
        return sorted(found, key=lambda each: each.envelope.sequence)[:limit]

    def _mark(
        self, key: str, done: int, session: ClientSession, *, parked: bool, waiting: bool
    ) -> None:
        state = {"sequence": done, "parked": parked, "waiting": waiting}
        change = {"$set": state, "$unset": {"trying": ""}, "$inc": {"changes": 1}}
        self._records[PROGRESS.collection].update_one(
            {"_id": key}, change, upsert=True, session=session
        )
