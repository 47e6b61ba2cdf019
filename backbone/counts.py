"""How a service's events and subscriptions stand, in numbers."""

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
