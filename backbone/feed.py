"""A service's events in one total order, and how far they have been published.

The relay that holds the lease gives positions, 1, 2, 3 …, to events as it finds them; within an
aggregate they follow its sequence. The lease's document holds the last position given and the last
one published, so that a relay which lost its lease can change neither.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pymongo import ReturnDocument, UpdateOne
from pymongo.client_session import ClientSession
from pymongo.read_concern import ReadConcern

from backbone.database import EVENTS, LEASES, Client, Records
from backbone.leases import Lease, LeaseLost
from backbone.transactions import transact
from contracts.errors import Conflict

Record = dict[str, Any]

LEASE_NAME = "relay"


class NotThisFeed(Conflict):
    code = "position-beyond-the-feed"
    message = (
        "The feed does not reach so far, so this position is not one of its. Was the database put "
        "back to an older copy? Read the feed from its beginning."
    )


class Feed:
    """The feed as the relay sees it. Positions are whole numbers from 1."""

    def __init__(self, client: Client, records: Records) -> None:
        self._client = client
        self._events = records[EVENTS.collection]
        self._leases = records[LEASES.collection]

    def published(self, lease: Lease) -> int:
        """The last published position. Raises LeaseLost."""
        document = self._leases.find_one({"_id": lease.name, "fence": lease.fence})
        if document is None:
            raise LeaseLost
        return int(document.get("published", 0))

    def place(self, lease: Lease, *, limit: int) -> list[Record]:
        """Gives positions to at most about `limit` new events, and answers them in that order.

        Raises:
            LeaseLost: another relay is at work; nothing was placed.
        """
        if self._events.find_one({"unplaced": True}, {"_id": 1}) is None:
            return []

        def body(session: ClientSession) -> list[Record]:
            found = in_sequence(self._unplaced(limit, session))
            document = self._leases.find_one_and_update(
                {"_id": lease.name, "fence": lease.fence},
                {"$inc": {"position": len(found)}},
                return_document=ReturnDocument.AFTER,
                session=session,
            )
            if document is None:
                raise LeaseLost
            first = int(document["position"]) - len(found) + 1
            placed = [{**record, "position": first + at} for at, record in enumerate(found)]
            if placed:
                self._events.bulk_write(
                    [give_position(record) for record in placed], ordered=False, session=session
                )
            return placed

        return transact(self._client, body)

    def after(self, position: int, *, limit: int) -> list[Record]:
        """Placed events behind `position`, in order."""
        query = {"position": {"$gt": position}}
        return list(self._events.find(query).sort("position", 1).limit(limit))

    def mark_published(self, lease: Lease, position: int) -> None:
        """Raises LeaseLost where another relay has taken over."""
        result = self._leases.update_one(
            {"_id": lease.name, "fence": lease.fence}, {"$max": {"published": position}}
        )
        if not result.matched_count:
            raise LeaseLost

    def _unplaced(self, limit: int, session: ClientSession) -> list[Record]:
        """All read in the transaction's one snapshot.

        A cursor that goes on while others commit could pass an aggregate's earlier event before
        it is there, and meet the later one.
        """
        found = list(self._events.find({"unplaced": True}, session=session).limit(limit))
        if len(found) < limit:
            return found
        # A full batch may hold a later event of an aggregate and not an earlier one.
        known = {record["_id"] for record in found}
        subjects = list({record["subject"] for record in found})
        more = {"unplaced": True, "subject": {"$in": subjects}}
        rest = self._events.find(more, session=session)
        return found + [record for record in rest if record["_id"] not in known]


def read(records: Records, after: int, *, limit: int) -> tuple[list[Record], int]:
    """At most `limit` events behind a position, and the last position that was given.

    The events are in order and none between them is left out: a position is given together with
    those before it, and only what the majority has is read.

    Raises:
        NotThisFeed: no event has had that position yet.
    """
    return part(records, after, limit, None)


def kinds(records: Records, after: int, *, limit: int) -> tuple[list[Record], int]:
    """As `read`, but of each event its `position` and `type` alone."""
    return part(records, after, limit, {"position": True, "type": True})


def at(records: Records, positions: Sequence[int]) -> list[Record]:
    """The events with some positions, in order; all of them are there, for they were seen."""
    safe = records.with_options(read_concern=ReadConcern("majority"))
    found = safe[EVENTS.collection].find({"position": {"$in": list(positions)}})
    return list(found.sort("position", 1))


def part(
    records: Records, after: int, limit: int, fields: dict[str, bool] | None
) -> tuple[list[Record], int]:
    safe = records.with_options(read_concern=ReadConcern("majority"))
    lease = safe[LEASES.collection].find_one({"_id": LEASE_NAME}) or {}
    head = int(lease.get("position", 0))
    if after > head:
        raise NotThisFeed(details={"after": after, "head": head})
    places = {"position": {"$gt": after, "$lte": min(after + limit, head)}}
    found = safe[EVENTS.collection].find(places, fields, batch_size=limit + 1).sort("position", 1)
    return without_gap(list(found), after), head


def without_gap(events: list[Record], after: int) -> list[Record]:
    """As far as each position follows the one before: a server that has just become the primary
    may know of the head before it shows every event."""
    expected = zip(events, range(after + 1, after + 1 + len(events)), strict=True)
    return [event for event, position in expected if event["position"] == position]


def give_position(record: Record) -> UpdateOne:
    return UpdateOne(
        {"_id": record["_id"]},
        {"$set": {"position": record["position"]}, "$unset": {"unplaced": ""}},
    )


def in_sequence(records: list[Record]) -> list[Record]:
    """Orders events by time of arrival, and those of one aggregate by their sequence."""
    of_aggregate: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        of_aggregate[record["aggregate"], record["subject"]].append(record)
    waiting = {
        key: iter(sorted(events, key=lambda event: int(event["sequence"])))
        for key, events in of_aggregate.items()
    }
    return [next(waiting[record["aggregate"], record["subject"]]) for record in records]
