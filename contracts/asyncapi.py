"""The AsyncAPI 3.0 document of all events, from the view of who subscribes to them."""

from typing import Any

from contracts import topology
from contracts.cloudevents import CONTENT_TYPE
from contracts.events import Event
from contracts.history.files import OURS
from contracts.json_schema import ENVELOPE, SHARED, data_schemas, event_in_envelope
from contracts.reference import events_of, said

Values = dict[str, Any]

BINDING_VERSION = "0.3.0"
ABOUT = """What happens in Waymark, as CloudEvents in JSON over AMQP 0-9-1, for a system that
receives it. Bind a durable queue of your own to a service's exchange: the routing key
`barriers.barrier-raised.v1` is one event, `barriers.#` are all of a service. An event may come
twice (`id`); `sequence` counts those of one `subject`, without gaps, and `position` all of a
service. Those of barriers are also at `/api/v1/events`, from the first on. Leave alone fields and
events that you don't know. A version of an event only ever grows by fields that may be missing;
whatever else changes is a new version."""


def document() -> Values:
    """The whole document as JSON values."""
    services = [service for service in sorted(topology.SERVICES) if events_of(service)]
    events = [cls for service in services for cls in events_of(service)]
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Waymark events", "version": "1", "description": plain(ABOUT)},
        "defaultContentType": CONTENT_TYPE,
        "servers": {"broker": broker()},
        "channels": {service: channel(service) for service in services},
        "operations": {f"receive{service.title()}": operation(service) for service in services},
        "components": {
            "schemas": {"CloudEvent": ENVELOPE, **data_schemas(events)},
            "messages": {cls.routing_key(): message(cls) for cls in events},
            "messageTraits": {"event": event_trait()},
            "operationTraits": {"acknowledged": acknowledged_trait()},
            "correlationIds": {"request": correlation()},
            "securitySchemes": {"user": {"type": "userPassword"}},
        },
    }


def broker() -> Values:
    return {
        "host": "{host}",
        "protocol": "amqp",
        "protocolVersion": "0-9-1",
        "description": "RabbitMQ. Whoever runs Waymark gives you its address and a user.",
        "variables": {"host": {"default": "localhost:5672", "description": "Host and port."}},
        "security": [reference("components/securitySchemes/user")],
    }


def channel(service: str) -> Values:
    """A service's exchange, with the routing keys that lead to a queue."""
    keys = {short(cls): cls.routing_key() for cls in events_of(service)}
    exchange = {
        "name": topology.events_exchange(service),
        "type": "topic",
        "durable": True,
        "autoDelete": False,
    }
    return {
        "address": f"{service}.{{event}}",
        "title": topology.events_exchange(service),
        "description": f"Everything that happens in {service}.",
        "parameters": {"event": {"description": "Name and version.", "enum": list(keys)}},
        "messages": {
            name: reference(f"components/messages/{routing_key}")
            for name, routing_key in keys.items()
        },
        "bindings": {
            "amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": BINDING_VERSION}
        },
    }


def operation(service: str) -> Values:
    return {
        "action": "receive",
        "channel": reference(f"channels/{service}"),
        "summary": f"Hear of what happens in {service}.",
        "messages": [
            reference(f"channels/{service}/messages/{short(cls)}") for cls in events_of(service)
        ],
        "traits": [reference("components/operationTraits/acknowledged")],
    }


def message(cls: type[Event]) -> Values:
    """One version of one event; the example is its golden file."""
    data = {"$ref": f"{SHARED}{cls.routing_key()}"}
    return {
        "name": cls.type_name(),
        "title": short(cls),
        "summary": summary(cls),
        **({"description": said(cls)} if said(cls) else {}),
        "traits": [reference("components/messageTraits/event")],
        "payload": event_in_envelope(cls, {"$ref": f"{SHARED}CloudEvent"}, data),
        "examples": [{"name": short(cls), "payload": OURS.golden(cls.routing_key())}],
    }


def event_trait() -> Values:
    return {
        "contentType": CONTENT_TYPE,
        "correlationId": reference("components/correlationIds/request"),
        "bindings": {"amqp": {"contentEncoding": "utf-8", "bindingVersion": BINDING_VERSION}},
    }


def acknowledged_trait() -> Values:
    return {
        "description": "Acknowledge an event when you have dealt with it: else it comes again.",
        "bindings": {"amqp": {"ack": True, "bindingVersion": BINDING_VERSION}},
    }


def correlation() -> Values:
    return {
        "location": "$message.payload#/correlationid",
        "description": "The same for everything that one request brought about.",
    }


def short(cls: type[Event]) -> str:
    """Such as ``barrier-raised.v1``."""
    return f"{cls.NAME}.v{cls.VERSION}"


def summary(cls: type[Event]) -> str:
    return f"Happens to one {cls.AGGREGATE}."


def reference(place: str) -> Values:
    return {"$ref": f"#/{place}"}


def plain(text: str) -> str:
    return text.replace("\n", " ")
