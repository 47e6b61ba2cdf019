"""One command, one transaction: the aggregate's new state, its events and the command's key.

Either all of it is stored or nothing is (G1). A write to a version that is no longer the present
one is refused or, where the caller named no version, decided anew (G6). A command that comes again
under its key gets the answer of the first time (G9).
"""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError

from backbone import answers, statements
from backbone.aggregates import Aggregates, ReadModel, Versioned
from backbone.answers import AlreadyDone
from backbone.changes import (
    AlreadyExists,
    Change,
    ConcurrentChange,
    all_or_none,
    check_version,
    refusal_of,
)
from backbone.context import current
from backbone.database import COMMANDS, EVENTS, Client, Records
from backbone.queueing import Queues
from backbone.transactions import Pauses, transact
from contracts.errors import Refusal, Stale
from contracts.outcomes import Outcome

__all__ = ["AlreadyDone", "AlreadyExists", "MoreThanOneUnit", "Work"]

S = TypeVar("S")
R = TypeVar("R")
Reply = Callable[[S, int], R]
Write = Callable[[ClientSession], None]

PATIENCE = 5.0
"""Seconds for which a change is decided anew while others change the same aggregate."""


FEW = 20
"""Events that are written at once without pymongo's care for batches of any size."""


EVERY_VERSION: Mapping[str, int] = {}
"""What a caller expects who has no version in mind."""


class MoreThanOneUnit(Exception):
    """A defect: the service stores twice for one command. Both belong into one unit of work."""


class Work:
    """Reads and changes the aggregates of one service."""

    def __init__(self, client: Client, records: Records, wake: Callable[[], None]) -> None:
        self._client = client
        self._records = records
        self._wake = wake
        self._queues = Queues()

    def collection(self, store: ReadModel) -> Collection[dict[str, Any]]:
        """For reading; of an aggregate's collection nothing is ever written past this class."""
        return self._records[store.collection]

    def find(self, aggregates: Aggregates[S], id: str) -> Versioned[S] | None:
        document = self.collection(aggregates).find_one({"_id": id})
        return None if document is None else aggregates.versioned(document)

    def get(self, aggregates: Aggregates[S], id: str) -> Versioned[S]:
        """Raises the aggregates' own refusal where there is none."""
        found = self.find(aggregates, id)
        if found is None:
            raise aggregates.missing
        return found

    def create(
        self,
        aggregates: Aggregates[S],
        outcome: Outcome[S],
        *,
        reply: Reply[S, R],
        also: Write | None = None,
    ) -> R:
        """Stores a new aggregate, and what `also` writes of the service's own records with it.

        Raises:
            AlreadyExists: its id or a unique value is taken.
            Refusal: what `also` raised. Then nothing is stored.
        """
        try:
            return self._store(aggregates, 0, outcome, reply, also)
        except ConcurrentChange:
            self.answer_again()
            raise AlreadyExists from None
        except Refusal:
            self.answer_again()
            raise

    def change(
        self,
        aggregates: Aggregates[S],
        id: str,
        decide: Callable[[S], Outcome[S]],
        *,
        expected: int | None = None,
        reply: Reply[S, R],
        also: Write | None = None,
    ) -> R:
        """Decides on the present state and stores what comes of it.

        Args:
            aggregates: of which kind.
            id: of which one.
            decide: from state to outcome; it may be asked again where another change came between.
            expected: the version that the caller has seen, if it matters.
            reply: makes the answer of the new state and version.
            also: writes records of the service's own in the same transaction, where anything
                changed; it may run more than once.

        Raises:
            NotFound: the aggregates' own.
            Stale: `expected` is no longer the version.
            Refusal: what `decide` raised.
        """

        def attempt() -> R:
            found = self.get(aggregates, id)
            check_version(expected, found.version)
            return self._store(aggregates, found.version, decide(found.state), reply, also)

        return self._in_turn(aggregates, [id], attempt)

    def put(
        self,
        aggregates: Aggregates[S],
        id: str,
        decide: Callable[[S | None], Outcome[S]],
        *,
        expected: int | None = None,
        reply: Reply[S, R],
    ) -> R:
        """As `change`, for an aggregate that may not be there yet: version 0, state None."""

        def attempt() -> R:
            found = self.find(aggregates, id)
            check_version(expected, found.version if found else 0)
            outcome = decide(found.state if found else None)
            return self._store(aggregates, found.version if found else 0, outcome, reply)

        return self._until_settled(attempt)

    def put_each(
        self,
        aggregates: Aggregates[S],
        decisions: Mapping[str, Callable[[S | None], Outcome[S]]],
        *,
        reply: Callable[[list[Outcome[S]]], R],
    ) -> R:
        """Creates or changes many aggregates of a kind, by id, all or none of them."""

        def attempt() -> R:
            found = self._find_each(aggregates, decisions)
            changes = [
                Change(one.version, decide(one.state)) if one else Change(0, decide(None))
                for one, decide in ((found.get(key), decide) for key, decide in decisions.items())
            ]
            answer = reply([change.outcome for change in changes])
            return self._write(aggregates, [change for change in changes if change.events], answer)

        return self._until_settled(attempt)

    def change_together(
        self,
        aggregates: Aggregates[S],
        ids: Sequence[str],
        decide: Callable[..., Sequence[Outcome[S]]],
        *,
        expected: Mapping[str, int] = EVERY_VERSION,
        reply: Callable[..., R],
    ) -> R:
        """Decides on the present states of some aggregates of a kind together, and stores what
        comes of it: of all of them or of none.

        Where anybody changed one of them in between, it is decided anew on all.

        Args:
            aggregates: of which kind.
            ids: of which ones, each once.
            decide: from the states, in the order of `ids`, to an outcome for each. Either all of
                them change or none: one that was only looked at could change meanwhile.
            expected: the versions that the caller has seen, by id, of those where it matters.
            reply: makes the answer of the new states, each with its version, in the same order.

        Raises:
            NotFound: the aggregates' own, where one of them isn't there.
            Stale: a version of `expected` is no longer the present one.
            Refusal: what `decide` raised.
        """

        def attempt() -> R:
            found = self._find_each(aggregates, dict.fromkeys(ids))
            if len(found) < len(ids):
                raise aggregates.missing
            for seen, version in expected.items():
                check_version(version, found[seen].version)
            outcomes = decide(*(found[each].state for each in ids))
            changes = {
                each: Change(found[each].version, outcome)
                for each, outcome in zip(ids, outcomes, strict=True)
            }
            answer = reply(*(changes[each].after for each in ids))
            # In one order whoever asks, so that two of them meet at the first and not crosswise.
            in_order = [changes[each] for each in sorted(ids)]
            return self._write(aggregates, all_or_none(in_order), answer)

        return self._in_turn(aggregates, ids, attempt)

    def keep(self, decide: Callable[[], tuple[R, Write]]) -> R:
        """Writes records of the service's own, which no event tells of, all or none of them.

        Args:
            decide: gives the answer and what writes the records; it may be asked again.

        Raises:
            Refusal: what `decide` or the writing raised.
        """

        def attempt() -> R:
            answer, write = decide()

            def body(session: ClientSession) -> None:
                self._record(answer, session)
                write(session)

            self._in_one_unit(lambda: transact(self._client, body, seconds=PATIENCE))
            return answer

        return self._until_settled(attempt)

    def together(self, body: Callable[[ClientSession], R]) -> R:
        """Does what `body` does, and keeps its answer, in one transaction.

        Args:
            body: may run more than once, so it changes nothing outside of the session.

        Raises:
            Refusal: what `body` raised. Whatever else it raises comes through as it is.
        """

        def whole(session: ClientSession) -> R:
            answer = body(session)
            self._record(answer, session)
            return answer

        def attempt() -> R:
            return self._in_one_unit(lambda: transact(self._client, whole, seconds=PATIENCE))

        return self._until_settled(attempt)

    def _find_each(
        self, aggregates: Aggregates[S], ids: Mapping[str, Any]
    ) -> dict[str, Versioned[S]]:
        documents = self.collection(aggregates).find({"_id": {"$in": list(ids)}})
        return {document["_id"]: aggregates.versioned(document) for document in documents}

    def _in_turn(
        self, aggregates: Aggregates[S], ids: Sequence[str], attempt: Callable[[], R]
    ) -> R:
        with self._queues.turn(aggregates.collection, ids, seconds=PATIENCE):
            return self._until_settled(attempt)

    def _until_settled(self, attempt: Callable[[], R]) -> R:
        until, pause = time.monotonic() + PATIENCE, Pauses()
        while True:
            try:
                return attempt()
            except Refusal:
                # What refuses it now may be its own effect from the first time.
                self.answer_again()
                raise
            except ConcurrentChange:
                self.answer_again()
                if time.monotonic() > until:
                    raise Stale from None
            pause.wait()

    def answer_again(self) -> None:
        """Raises AlreadyDone where the command in hand has been carried out before."""
        answers.answer_again(self.collection(COMMANDS))

    def _store(
        self,
        aggregates: Aggregates[S],
        before: int,
        outcome: Outcome[S],
        reply: Reply[S, R],
        also: Write | None = None,
    ) -> R:
        answer = reply(outcome.state, before + len(outcome.events))
        changes = [Change(before, outcome)] if outcome.events else []
        return self._write(aggregates, changes, answer, also)

    def _write(
        self,
        aggregates: Aggregates[S],
        changes: list[Change[S]],
        answer: R,
        also: Write | None = None,
    ) -> R:
        self._in_one_unit(lambda: self._write_once(aggregates, changes, answer, also))
        return answer

    def _in_one_unit(self, write: Callable[[], R]) -> R:
        command = current().command
        if command and command.carried_out:
            # Its key is spent: a retry would find the command done after the first half.
            raise MoreThanOneUnit(command.method)
        written = write()
        if command:
            command.carried_out = True
        return written

    def _write_once(
        self,
        aggregates: Aggregates[S],
        changes: list[Change[S]],
        answer: R,
        also: Write | None,
    ) -> None:
        if not changes:
            # Nothing to store, so the key alone says that the command was carried out.
            self._record(answer, None)
            return

        def body(session: ClientSession) -> None:
            self._record(answer, session)
            self._write_states(aggregates, changes, session)
            events = [record for change in changes for record in change.records()]
            if len(events) <= FEW:
                statements.insert(self.collection(EVENTS), events, session)
            else:
                self.collection(EVENTS).insert_many(events, session=session)
            if also:
                also(session)

        transact(self._client, body, seconds=PATIENCE)
        self._wake()

    def _record(self, answer: Any, session: ClientSession | None) -> None:
        answers.keep(answer, self.collection(COMMANDS), session)

    def _write_states(
        self, aggregates: Aggregates[S], changes: list[Change[S]], session: ClientSession
    ) -> None:
        collection = self.collection(aggregates)
        try:
            if len(changes) == 1:
                written = int(changes[0].store(aggregates, collection, session))
            else:
                writes = [change.write(aggregates) for change in changes]
                result = collection.bulk_write(writes, session=session)
                written = result.matched_count + result.inserted_count
        except BulkWriteError as error:
            raise refusal_of(error) from None
        if written != len(changes):
            raise ConcurrentChange
