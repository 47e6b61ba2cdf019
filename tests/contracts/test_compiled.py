"""Events are read by compiled functions only where the schema would say the same."""

import copy
from collections.abc import Iterator
from typing import Any

import marshmallow
import pytest

from contracts import compiled
from contracts.events import REGISTRY, dump_data, event_schema
from tests.contracts.test_messages_as_json import examples

STRANGE = [
    *(None, True, 0, 1, -1.5, 2**70, 10**400, float("inf"), float("nan")),
    *("", "1", "no word of ours", "2026-11-23", "2026-11-23T09:30:00", "2026-11-23 09:30:00Z"),
    *("2026-11-23T09:30:00+0000", "2026-13-23T09:30:00+00:00", "20261123T093000Z", "2026-W48-1"),
    *("2026-11-23T09:30:00.1234567+00:00", "٢٠٢٦-11-23T09:30:00+00:00"),
    *([], ["text"], [None], [{}], {}, {"text": 1}),
]
UTC = "datetime.timezone.utc"
EVENTS = sorted(REGISTRY.values(), key=lambda cls: cls.type_name())


def by_schema(cls: Any, data: Any) -> Any:
    return event_schema(cls).load(data)


def in_words(event: Any) -> str:
    """Tells 1 from True and from 1.0, which are equal; two names of UTC are one."""
    return repr(event).replace("datetime.timezone(datetime.timedelta(0), '+0000')", UTC)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value in the data, however deep."""
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in inner:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def changed(data: Any) -> Iterator[Any]:
    """The data with one value taken out, or another one in its place, or one more."""
    yield {**data, "of a later release": 1}
    for *way, last in places(data):
        for strange in (..., *STRANGE):
            other = copy.deepcopy(data)
            inner = other
            for key in way:
                inner = inner[key]
            if strange is ...:
                del inner[last]
            else:
                inner[last] = strange
            yield other


@pytest.mark.parametrize("cls", EVENTS, ids=lambda cls: cls.routing_key())
def test_every_event_as_we_write_it_is_read_as_its_schema_reads_it(cls: Any):
    for happened in examples(cls):
        data = dump_data(happened)
        assert compiled.read(cls, data) == by_schema(cls, data) == happened


@pytest.mark.parametrize("cls", EVENTS, ids=lambda cls: cls.routing_key())
def test_of_anything_else_the_schema_has_the_last_word(cls: Any):
    for happened in examples(cls):
        for data in changed(dump_data(happened)):
            quickly = compiled.read(cls, data)
            if quickly is not None:
                try:
                    expected = by_schema(cls, data)
                except marshmallow.ValidationError as error:
                    pytest.fail(f"{data} is refused by the schema: {error}")
                assert quickly == expected
                assert in_words(quickly) == in_words(expected)
