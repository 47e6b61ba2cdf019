"""How a service's events and subscriptions stand, in numbers."""

from datetime import datetime

from backbone import parking, relay
from backbone.database import EVENTS, LEASES, WAITING, Records
from contracts.operating.messages import State


def state(records: Records) -> State:
    lease = records[LEASES.collection].find_one({"_id": relay.LEASE_NAME}) or {}
    position = int(lease.get("position", 0))
    return State(
        position=position,
        unplaced=records[EVENTS.collection].count_documents({"unplaced": True}),
        unpublished=position - int(lease.get("published", 0)),
        waiting=records[WAITING.collection].count_documents({}),
        parked=parking.count(records),
        oldest_parked=parking.oldest(records),
    )


def oldest_unpublished(records: Records) -> datetime | None:
    """When the oldest event happened that is not known to be with the broker."""
    lease = records[LEASES.collection].find_one({"_id": relay.LEASE_NAME}) or {}
    placed = {"position": {"$gt": int(lease.get("published", 0))}}
    events = records[EVENTS.collection]
    # The index of the unplaced holds them in the order in which they were stored.
    found = events.find_one(placed, {"time": 1}, sort=[("position", 1)]) or events.find_one(
        {"unplaced": True}, {"time": 1}, hint="unplaced"
    )
    return found["time"] if found else None
