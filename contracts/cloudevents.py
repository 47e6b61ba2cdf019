"""Events on the wire: CloudEvents 1.0, JSON, structured mode.

AMQP 0-9-1 has no CloudEvents binding. Ours: the body is the CloudEvent, `content_type` is
``application/cloudevents+json``, `message_id` its `id`, and the routing key its `type` without
the ``uk.waymark.`` before it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import marshmallow
import orjson

from contracts import compiled, upcasting
from contracts.events import PREFIX, Event, dump_data, event_schema

CONTENT_TYPE = "application/cloudevents+json"


class Undecodable(ValueError):
    """Bytes that are no CloudEvent of ours, or one that this release can't read."""


@dataclass(frozen=True)
class Envelope:
    """One event as it is stored and sent.

    `sequence` counts the events of its aggregate from 1 without gaps; `data` are JSON values.
    `aggregate` is the kind, `subject` the id. `time` is aware. `position` counts the events of its
    service in the order of the feed, from 1 without gaps; None before it has one. `erased` is when
    words were taken out of it, after it was told; None of nearly all.
    """

    id: str
    type: str
    service: str
    aggregate: str
    subject: str
    sequence: int
    time: datetime
    data: dict[str, Any]
    correlation_id: str
    traceparent: str | None = None
    position: int | None = None
    erased: datetime | None = None

    @property
    def key(self) -> str:
        """Names the aggregate among all of all services."""
        return f"{self.service}:{self.aggregate}:{self.subject}"

    @property
    def routing_key(self) -> str:
        return self.type.removeprefix(f"{PREFIX}.")

    def event(self) -> Event:
        """The event in its newest version, whichever it was written in.

        Raises:
            Undecodable: its data breaks the schema of its type, or a later release wrote it.
        """
        try:
            cls, data = upcasting.newest(self.type, self.data)
            happened: Event = compiled.read(cls, data) or event_schema(cls).load(data)
        except upcasting.Unreadable as error:
            raise Undecodable(str(error)) from error
        except marshmallow.ValidationError as error:
            raise Undecodable(f"{self.type}: {error.messages}") from error
        return happened


def envelope_of(
    happened: Event, *, id: str, sequence: int, correlation_id: str, traceparent: str | None = None
) -> Envelope:
    """Wraps an event that has just happened."""
    return Envelope(
        id=id,
        type=happened.type_name(),
        service=happened.SERVICE,
        aggregate=happened.AGGREGATE,
        subject=happened.subject,
        sequence=sequence,
        time=datetime.now(UTC),
        data=dump_data(happened),
        correlation_id=correlation_id,
        traceparent=traceparent,
    )


def to_bytes(envelope: Envelope) -> bytes:
    """The CloudEvent in JSON."""
    attributes = {
        "specversion": "1.0",
        "id": envelope.id,
        "source": f"/waymark/{envelope.service}",
        "type": envelope.type,
        "subject": envelope.subject,
        "time": envelope.time.isoformat(),
        "datacontenttype": "application/json",
        "aggregate": envelope.aggregate,
        "sequence": str(envelope.sequence),
        "correlationid": envelope.correlation_id,
        "data": envelope.data,
    }
    if envelope.position is not None:
        attributes["position"] = str(envelope.position)
    if envelope.erased is not None:
        attributes["erased"] = envelope.erased.isoformat()
    if envelope.traceparent:
        attributes["traceparent"] = envelope.traceparent
    return orjson.dumps(attributes)


def from_bytes(body: bytes) -> Envelope:
    """Reads a CloudEvent.

    Raises:
        Undecodable: the bytes are no JSON, or an attribute is missing or wrong.
    """
    try:
        attributes = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Undecodable(repr(error)) from error
    return from_attributes(attributes)


def from_attributes(attributes: Any) -> Envelope:
    """Reads a CloudEvent from its JSON values.

    Raises:
        Undecodable: an attribute is missing or wrong.
    """
    try:
        envelope = Envelope(
            id=str(attributes["id"]),
            type=str(attributes["type"]),
            service=str(attributes["source"]).removeprefix("/waymark/"),
            aggregate=str(attributes["aggregate"]),
            subject=str(attributes["subject"]),
            sequence=int(attributes["sequence"]),
            time=datetime.fromisoformat(attributes["time"]),
            data=dict(attributes["data"]),
            correlation_id=str(attributes["correlationid"]),
            traceparent=attributes.get("traceparent"),
            position=int(attributes["position"]) if "position" in attributes else None,
            erased=datetime.fromisoformat(attributes["erased"]) if "erased" in attributes else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Undecodable(repr(error)) from error
    if not 1 <= envelope.sequence < 2**63:
        raise Undecodable(f"sequence {envelope.sequence} counts nothing")
    return envelope
