"""Events as they stand in a service's own store, beside the state that they tell of."""

from collections.abc import Iterable
from typing import Any

from backbone.context import current
from backbone.identifiers import new_id
from contracts.cloudevents import Envelope, envelope_of
from contracts.events import Event


def records_of(events: Iterable[Event], *, after: int) -> list[dict[str, Any]]:
    """The documents of events that follow the `after`-th event of their aggregate.

    `unplaced` says that the relay has yet to give it its position in the feed.
    """
    context = current()
    return [
        record_of(
            envelope_of(
                event,
                id=new_id(),
                sequence=sequence,
                correlation_id=context.correlation_id,
                traceparent=context.traceparent,
            )
        )
        for sequence, event in enumerate(events, start=after + 1)
    ]


def record_of(envelope: Envelope) -> dict[str, Any]:
    return {
        "_id": envelope.id,
        "type": envelope.type,
        "service": envelope.service,
        "aggregate": envelope.aggregate,
        "subject": envelope.subject,
        "sequence": envelope.sequence,
        "time": envelope.time,
        "data": envelope.data,
        "correlation_id": envelope.correlation_id,
        "traceparent": envelope.traceparent,
        "unplaced": True,
    }


def envelope_from(record: dict[str, Any]) -> Envelope:
    return Envelope(
        id=record["_id"],
        type=record["type"],
        service=record["service"],
        aggregate=record["aggregate"],
        subject=record["subject"],
        sequence=record["sequence"],
        time=record["time"],
        data=record["data"],
        correlation_id=record["correlation_id"],
        traceparent=record.get("traceparent"),
        position=record.get("position"),
        erased=record.get("erased"),
    )
