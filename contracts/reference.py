"""The reference page of events, made of their classes: ``python -m contracts.reference``."""

import inspect
import re
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from contracts import topology
from contracts.events import REGISTRY, Event

HEAD = """# Events

Every event is a [CloudEvent 1.0](https://cloudevents.io) in JSON, structured mode, published to the
durable topic exchange `<service>.events` under the routing key `<service>.<name>.v<version>`. AMQP
0-9-1 has no CloudEvents binding; ours: the body is the CloudEvent, `content_type` is
`application/cloudevents+json`, `message_id` its `id`.

| attribute | what it is |
| --- | --- |
| `id` | unique; the same event may come twice |
| `source` | `/waymark/<service>` |
| `type` | `uk.waymark.<service>.<name>.v<version>` |
| `aggregate`, `subject` | what kind of thing it happened to, and its id |
| `sequence` | counts the events of that thing from 1 without gaps |
| `position` | counts all events of the service in its [feed](feed.md), from 1 without gaps |
| `time` | when it happened |
| `erased` | when words were [taken out of it](feed.md#erased-words), where any were |
| `correlationid` | the same for everything that one request brought about |
| `traceparent` | of the W3C's trace context, where the request had one |
| `data` | the fields below |

Every installation serves all of it to programs: an AsyncAPI 3.0 document at
`/api/v1/asyncapi.json`, and for each type a JSON Schema (2020-12) of its `data` at
`/api/v1/events/schemas/<type>.json` and of the whole event at
`/api/v1/events/schemas/<type>.cloudevent.json`. `/subscribe/events` shows them to people, with an
example of each. One event of each version ever told is kept in `contracts/history/golden`. What may
change within a version, and what makes a new one: [Change an event](../how-to/change-an-event.md).

This page is made by `python -m contracts.reference`.
"""


def page() -> str:
    """The whole page, in Markdown."""
    services = sorted(topology.SERVICES)
    return "\n".join([HEAD, *filter(None, (section(service) for service in services))])


def events_of(service: str) -> list[type[Event]]:
    its_own = [cls for cls in REGISTRY.values() if service == cls.SERVICE]
    return sorted(its_own, key=lambda cls: cls.type_name())


def section(service: str) -> str:
    """What one service publishes; nothing for one that publishes no events."""
    events = events_of(service)
    if not events:
        return ""
    return "\n".join(
        [
            f"## {service}\n",
            *(entry(cls) for cls in events),
            *(part(cls) for cls in nested_in(events)),
        ]
    )


def nested_in(events: list[type[Event]]) -> list[type[Any]]:
    """The dataclasses that fields of these events hold, by name."""
    nested = {inner for cls in events for inner in parts_of(cls)}
    return sorted(nested, key=lambda cls: cls.__name__)


def entry(cls: type[Event]) -> str:
    about = f"`{cls.type_name()}` happens to a {cls.AGGREGATE}. {said(cls)}".strip()
    return f"### {cls.NAME}.v{cls.VERSION}\n\n{about}\n\n{table(cls)}\n"


def part(cls: type[Any]) -> str:
    return f"### {cls.__name__}\n\n{said(cls)}\n\n{table(cls)}\n"


def said(cls: type[Any]) -> str:
    """The class's own docstring as one paragraph; dataclasses without one have a made-up one."""
    text = "" if (cls.__doc__ or "").startswith(f"{cls.__name__}(") else inspect.getdoc(cls) or ""
    return re.sub(r"\s+", " ", text).replace("``", "`")


def table(cls: type[Any]) -> str:
    rows = [f"| `{name}` | {kind} |" for name, kind in fields_of(cls)]
    return "\n".join(["| field | type |", "| --- | --- |", *rows])


def fields_of(cls: type[Any]) -> list[tuple[str, str]]:
    """The names of its fields and what each holds."""
    hints = get_type_hints(cls)
    return [(field.name, words(hints[field.name])) for field in fields(cls)]


def parts_of(cls: type[Any]) -> set[type[Any]]:
    """The dataclasses inside of a dataclass, at any depth."""
    found: set[type[Any]] = set()
    for hint in get_type_hints(cls).values():
        for inner in (hint, *get_args(hint)):
            if is_dataclass(inner) and isinstance(inner, type):
                found |= {inner} | parts_of(inner)
    return found


def words(hint: Any) -> str:
    """A type as a reader of JSON would name it."""
    plain = {"str": "string", "int": "integer", "float": "number", "bool": "boolean",
             "datetime": "date-time", "date": "date", "NoneType": "null"}  # fmt: skip
    if str(get_origin(hint)) == "typing.Literal":
        return ", ".join(f"`{value}`" for value in get_args(hint))
    if get_origin(hint) is tuple:
        return f"list of {words(get_args(hint)[0])}"
    if get_args(hint):
        return " or ".join(words(each) for each in get_args(hint))
    name = str(hint.__name__)
    return plain.get(name, name)


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 (printing is what it is for)
