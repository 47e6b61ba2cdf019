"""What a subscriber may be called and may hear, and how far it is behind."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from contracts.errors import Invalid
from contracts.feeds import matches
from contracts.messages import load
from contracts.subscribers import Subscriber, keys_within
from waymark.subscribers.command import line, written
from waymark.subscribers.lag import Standing, first_of_the_last

WORDS = some.sampled_from(["a", "b", "c-d"])
KEYS = some.lists(WORDS, min_size=1, max_size=4).map(".".join)
PATTERNS = some.lists(WORDS | some.sampled_from(["*", "#"]), min_size=1, max_size=4).map(".".join)


def subscriber(**said):
    return load(Subscriber, {"name": "my-council-tools", "patterns": ["barriers.#"], **said})


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("tools.*", "No wildcards"),
        ("#", "No wildcards"),
        ("tools.more", "lower-case letters"),
        ("Tools", "lower-case letters"),
        ("2tools", "beginning with a letter"),
        ("a" * 41, "at most 40"),
        ("", "lower-case letters"),
        ("tools\n", "lower-case letters"),
        ("barriers", "the platform's own"),
        ("rpc-mine", "the platform's own"),
        ("waymark-operator", "the platform's own"),
    ],
)
def test_a_name_that_can_not_be_is_refused_with_what_to_do(name, words):
    with pytest.raises(Invalid) as refused:
        subscriber(name=name)
    assert words in refused.value.details["name"][0]


@pytest.mark.parametrize("pattern", ["accounts.#", "barriers.barrier-raise.*", "#.events", "*"])
def test_a_pattern_that_no_barrier_event_matches_is_refused(pattern):
    with pytest.raises(Invalid) as refused:
        subscriber(patterns=["barriers.#", pattern])
    assert "No event of barriers matches" in refused.value.details["patterns[1]"][0]


@pytest.mark.parametrize("pattern", ["#", "barriers.#", "*.barrier-raised.v1", "#.v1"])
def test_any_pattern_that_one_matches_will_do(pattern):
    assert subscriber(patterns=[pattern]).patterns == (pattern,)


@given(PATTERNS, PATTERNS, KEYS)
def test_what_a_user_may_bind_brings_nothing_that_its_pattern_does_not(pattern, binding, key):
    if re.fullmatch(keys_within(pattern), binding) and matches(binding, key):
        assert matches(pattern, key)


@given(PATTERNS, KEYS)
def test_a_user_may_bind_the_pattern_itself_and_each_key_that_it_matches(pattern, key):
    assert re.fullmatch(keys_within(pattern), pattern)
    assert bool(re.fullmatch(keys_within(pattern), key)) == matches(pattern, key)


def test_rights_are_those_of_the_name_and_of_no_name_that_begins_like_it():
    rights = subscriber(name="tools").permissions
    assert re.search(rights["read"], "tools.barriers")
    assert re.search(rights["read"], "barriers.events")
    for foreign in ("tools-2.barriers", "toolsXbarriers", "my.tools.barriers", "barriersXevents"):
        assert not re.search(rights["read"], foreign)
        assert not re.search(rights["write"], foreign)
    assert not re.search(rights["configure"], "tools.barriers")


START = datetime(2026, 3, 1, tzinfo=UTC)
FEED = [
    {
        "position": str(position),
        "time": (START + timedelta(minutes=position)).isoformat(),
        "type": "rare" if position % 1_500 == 1 else "usual",
    }
    for position in range(1, 4_001)
]


def ask(service, method, message):
    """The feed as barriers answers it."""
    assert (service, method) == ("barriers", "events")
    behind = [each for each in FEED if int(each["position"]) > message.after]
    found = [each for each in behind if not message.types or each["type"] in message.types]
    return {"events": found[: message.limit], "head": 4_000}


@pytest.mark.parametrize(
    ("kinds", "waiting", "position"),
    [
        *(((), 1, 4_000), ((), 1_500, 2_501), ((), 4_000, 1)),
        *((("rare",), 1, 3_001), (("rare",), 2, 1_501), (("rare",), 3, 1), (("rare",), 9, 1)),
    ],
)
def test_the_age_of_what_waits_is_that_of_the_first_of_the_last_events(kinds, waiting, position):
    found = first_of_the_last(ask, kinds, waiting)
    assert found == START + timedelta(minutes=position)


@pytest.mark.parametrize(
    ("seconds", "words"), [(40, "40 s"), (200, "3 min"), (18_000, "5 h"), (1_000_000, "12 days")]
)
def test_an_age_is_written_in_the_unit_that_fits(seconds, words):
    assert written(seconds) == words


def test_one_that_is_full_or_half_made_is_told_so():
    half = Standing(subscriber(length=10), 0, None, 0)
    assert "added half-way" in line(half)
    full = Standing(subscriber(length=10, ready=True), 10, None, 0)
    assert line(full) == (
        "my-council-tools.barriers  barriers.#  10 waiting, full: the oldest are lost  "
        "not connected"
    )
