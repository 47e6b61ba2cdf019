"""What has changed since the last release that would break a reader.

Two readers count: one of the last release, who gets what is written today, and one of today, who
gets what was stored before. So what a field may hold changes neither way within a version. What
stays free: new events, new fields that may be missing (readers leave alone what they don't know),
and words that describe.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

TO_DO = (
    "Put it back, and make the change as a new version with an upcaster from this one: "
    "docs/how-to/change-an-event.md says how"
)
ADDRESS = ("exchange", "routing_key", "aggregate", "subject")
KEPT_BY_NEW_VERSIONS = ("exchange", "aggregate")
DESCRIPTIVE = {"title", "description", "examples", "$schema", "$defs"}
STRUCTURAL = {"type", "enum", "properties", "required", "items", "additionalProperties"}
ABSENT: Any = "absent"


@dataclass(frozen=True)
class Break:
    """`where` is a type of event with the path of a field, or ``envelope`` with one."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where} {self.what}"


def breaks(released: dict[str, Any], today: dict[str, Any]) -> list[Break]:
    """Compares two contracts in the form of `contracts.history.contract.today`."""
    return [
        *in_schemas(released["envelope"], today["envelope"], "envelope"),
        *(
            found
            for type_name, before in sorted(released["events"].items())
            for found in in_event(type_name, before, today)
        ),
    ]


def in_event(type_name: str, before: Schema, today: dict[str, Any]) -> Iterator[Break]:
    now = today["events"].get(type_name)
    if now:
        yield from changed(type_name, before, now, ADDRESS)
        yield from in_schemas(before["data"], now["data"], f"{type_name} data")
    elif type_name in today["upcast"]:
        yield from changed(type_name, before, successor(type_name, today), KEPT_BY_NEW_VERSIONS)
    else:
        yield Break(type_name, "is gone: it is neither published nor read any more")


def successor(type_name: str, today: dict[str, Any]) -> Schema:
    """The newest version of an event."""
    name = type_name.rpartition(".v")[0]
    (newest,) = [event for key, event in today["events"].items() if key.rpartition(".v")[0] == name]
    found: Schema = newest
    return found


def changed(where: str, before: Schema, now: Schema, names: tuple[str, ...]) -> Iterator[Break]:
    for name in names:
        if before[name] != now[name]:
            yield Break(where, f"had the {name} {before[name]} and has {now[name]}")


def in_schemas(before: Schema, now: Schema, where: str) -> Iterator[Break]:
    """Compares two schemas that stand by themselves."""
    yield from Comparison(before, now).compare(before, now, where)


class Comparison:
    """Of two schemas, whose references lead into them."""

    def __init__(self, before: Schema, now: Schema) -> None:
        self._parts_before = before.get("$defs", {})
        self._parts_now = now.get("$defs", {})

    def compare(self, before: Schema, now: Schema, where: str) -> Iterator[Break]:
        before, now = resolved(before, self._parts_before), resolved(now, self._parts_now)
        yield from in_types(before, now, where)
        yield from in_values(before, now, where)
        yield from in_limits(before, now, where)
        yield from self._in_fields(before, now, where)
        for keyword, inside in (("items", f"{where}[]"), ("additionalProperties", f"{where}.*")):
            yield from self._inside(before.get(keyword), now.get(keyword), inside)

    def _in_fields(self, before: Schema, now: Schema, where: str) -> Iterator[Break]:
        fields_before, fields_now = before.get("properties", {}), now.get("properties", {})
        needed_before, needed_now = before.get("required", []), now.get("required", [])
        for name, field in fields_before.items():
            path = f"{where}.{name}"
            if name not in fields_now:
                yield Break(path, "is gone: readers of the last release look for it")
                continue
            if name in needed_before and name not in needed_now:
                yield Break(path, "may be missing now: readers of the last release need it")
            if name in needed_now and name not in needed_before:
                yield Break(path, "must be there now: events that are stored may lack it")
            yield from self.compare(field, fields_now[name], path)
        for name in sorted((set(fields_now) - set(fields_before)) & set(needed_now)):
            yield Break(f"{where}.{name}", "is new and must be there: stored events lack it")

    def _inside(self, before: Any, now: Any, where: str) -> Iterator[Break]:
        if isinstance(before, dict) and isinstance(now, dict):
            yield from self.compare(before, now, where)
        elif before != now:
            yield Break(where, f"was {before} and is {now}")


def in_types(before: Schema, now: Schema, where: str) -> Iterator[Break]:
    kinds_before, kinds_now = kinds(before), kinds(now)
    if kinds_before ^ kinds_now == {"null"}:
        if "null" in kinds_now:
            yield Break(where, "may be null now: readers of the last release refuse that")
        else:
            yield Break(where, "must not be null now: in events that are stored it may be")
    elif kinds_before != kinds_now:
        yield Break(where, f"had the type {listed(kinds_before)} and has {listed(kinds_now)}")


def in_values(before: Schema, now: Schema, where: str) -> Iterator[Break]:
    values_before, values_now = before.get("enum"), now.get("enum")
    if values_before is None and values_now is None:
        return
    if values_now is None:
        yield Break(where, "may be anything now: readers of the last release know some values")
    elif values_before is None:
        yield Break(where, "must be one of some values now: stored events may have others")
    else:
        for value in (each for each in values_now if each not in values_before):
            yield Break(where, f"may be {value!r} now: readers of the last release refuse that")
        for value in (each for each in values_before if each not in values_now):
            yield Break(where, f"must not be {value!r} now: in events that are stored it may be")


def in_limits(before: Schema, now: Schema, where: str) -> Iterator[Break]:
    """Everything else that says what a value may be, or what it is where it is missing."""
    for keyword in sorted((before.keys() | now.keys()) - STRUCTURAL - DESCRIPTIVE):
        was, is_ = before.get(keyword, ABSENT), now.get(keyword, ABSENT)
        if was != is_:
            yield Break(where, f"had the {keyword} {was!r} and has {is_!r}")


def resolved(schema: Schema, parts: dict[str, Schema]) -> Schema:
    reference = schema.get("$ref")
    if reference is None:
        return schema
    beside = {name: value for name, value in schema.items() if name != "$ref"}
    return {**parts[reference.rpartition("/")[2]], **beside}


def kinds(schema: Schema) -> set[str]:
    told = schema.get("type", [])
    return {told} if isinstance(told, str) else set(told)


def listed(found: set[str]) -> str:
    return " or ".join(sorted(found)) or "any"
