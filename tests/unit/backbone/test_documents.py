"""A service's values become documents and come back the same."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum

import bson
from hypothesis import given
from hypothesis import strategies as some

from backbone.aggregates import Aggregates


class Stage(Enum):
    RAISED = "raised"
    CLOSED = "closed"


@dataclass(frozen=True)
class Part:
    name: str
    weight: float | None = None


@dataclass(frozen=True)
class Thing:
    code: str
    stage: Stage = Stage.RAISED
    seen: datetime | None = None
    since: date | None = None
    owners: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()
    by_name: dict[str, Part] = field(default_factory=dict)


THINGS = Aggregates("things", Thing, key="code")


def to_milliseconds(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


words = some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9)
moments = some.datetimes(timezones=some.just(UTC)).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)
parts = some.builds(Part, words, some.none() | some.floats(allow_nan=False))
things = some.builds(
    Thing,
    code=words,
    stage=some.sampled_from(Stage),
    seen=some.none() | moments,
    since=some.none() | some.dates(),
    owners=some.frozensets(words),
    parts=some.lists(parts).map(tuple),
    by_name=some.dictionaries(words, parts),
)


@given(things, some.integers(1, 2**40))
def test_what_mongodb_keeps_comes_back_the_same(thing, version):
    document = THINGS.document(thing, version)
    options = bson.CodecOptions(tz_aware=True)
    kept = bson.decode(bson.encode(document), codec_options=options)
    assert THINGS.state(kept) == thing
    assert THINGS.versioned(kept).version == version


def test_the_key_is_the_document_s_id_and_stands_there_once():
    document = THINGS.document(Thing("ABC"), 3)
    assert (document["_id"], document["version"]) == ("ABC", 3)
    assert "code" not in document


def test_a_document_reads_well_in_the_database():
    thing = Thing("A", owners=frozenset({"b", "a"}), since=date(2027, 4, 1), parts=(Part("x"),))
    document = THINGS.document(thing, 1)
    assert document["stage"] == "raised"
    assert document["owners"] == ["a", "b"]
    assert document["since"] == "2027-04-01"
    assert document["parts"] == [{"name": "x", "weight": None}]


def test_a_document_of_an_earlier_release_lacks_only_what_has_a_default():
    assert THINGS.state({"_id": "A", "version": 1}) == Thing("A")
