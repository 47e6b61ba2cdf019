"""Words taken out of what people wrote: all of them, wherever they stand, and nothing else."""

import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contracts.errors import Invalid
from services.barriers.domain import redactions
from services.barriers.domain.barriers import Barrier, Redaction
from services.barriers.domain.redactions import LETTERS, PLACES, REMOVED, TEXTS, rewritten, swap
from tests.unit.barriers.examples import ANALYST, LATER, barrier

NOT_WRITTEN_BY_PEOPLE = {
    *("id", "number", "raised_by", "council", "kind", "body", "origin", "name", "by", "person"),
    *("into", "barrier", "link", "characteristic", "councils", "includes"),
}
"""Ids, codes, numbers and addresses."""

STORY = "Mrs Jones of Elm Road may not be told. Mrs Jones asked twice. Elm Road is ours."
TOLD = replace(barrier(), title="Mrs Jones is kept out", story=STORY)


def redact(*passages: str, of: Barrier = TOLD):
    return redactions.redact(of, passages=passages, reason="personal-data", by=ANALYST, at=LATER)


def test_every_occurrence_goes_from_every_text_and_a_mark_stands_in_its_place() -> None:
    redacted = redact("Mrs Jones", "Elm Road").state

    assert redacted.title == f"{REMOVED} is kept out"
    assert redacted.story == (
        f"{REMOVED} of {REMOVED} may not be told. {REMOVED} asked twice. {REMOVED} is ours."
    )


def test_the_trace_says_who_when_where_and_why_and_not_what() -> None:
    (trace,) = redact("Elm Road").state.redactions

    assert trace == Redaction(LATER, ANALYST.person, ANALYST.name, ("story",), "personal-data")
    assert "Elm" not in repr(redact("Elm Road").state)


def test_the_event_has_the_new_title_for_all_who_keep_the_old_one() -> None:
    (event,) = redact("Mrs Jones").events

    assert (event.title, event.fields) == (f"{REMOVED} is kept out", ("title", "story"))


def test_a_barrier_told_in_confidence_tells_its_title_to_nobody() -> None:
    (event,) = redact("Mrs Jones", of=replace(TOLD, audience="sector-body")).events

    assert event.title is None


def test_the_law_that_is_cited_is_a_text_as_well() -> None:
    cited = replace(TOLD, facets=replace(TOLD.facets, law="The Jones Act 1999"))
    redacted = redact("Jones", of=cited).state

    assert redacted.facets.law == f"The {REMOVED} Act 1999"
    assert redacted.redactions[0].places == ("title", "story", "law")


def test_words_of_ours_stay_whatever_is_removed() -> None:
    redacted = redact("may", "told", of=replace(TOLD, story="It may be told: legal, data-sharing"))

    assert redacted.state.facets == TOLD.facets
    with pytest.raises(Invalid):
        redact("data-sharing", of=replace(TOLD, story="Nothing of the kind"))


@pytest.mark.parametrize(
    ("passages", "at"),
    [
        ((), "passages"),
        (tuple(f"passage {number}" for number in range(21)), "passages"),
        (("Mrs Jones", "mrs jones"), "passages[1]"),
        (("Mr Smith",), "passages[0]"),
    ],
)
def test_what_is_in_no_text_letter_by_letter_is_refused_at_its_place(passages, at: str) -> None:
    with pytest.raises(Invalid) as refused:
        redact(*passages)
    assert list(refused.value.details) == [at]


def test_the_longest_passage_goes_first_so_that_nothing_of_it_is_left() -> None:
    assert swap(["Jones", "Mrs Jones of Elm Road"])(STORY).startswith(f"{REMOVED} may")


def test_marks_stay_whole_when_words_of_theirs_are_removed_later() -> None:
    once = redact("Elm Road").state
    again = redact("removed", of=replace(once, story=f"{once.story} It was removed.")).state

    assert again.story.count(REMOVED) == 3
    assert again.story.replace(REMOVED, "").count("[") == 0


words = st.text(st.sampled_from("abc [/d"), min_size=2, max_size=6)


@given(st.text(st.sampled_from("abc [/d"), max_size=60), st.lists(words, min_size=1, max_size=5))
def test_nothing_that_was_to_go_is_left_and_all_the_rest_is(text: str, passages: list[str]) -> None:
    assume(REMOVED not in text)
    left = swap(passages)(text).split(REMOVED)
    for piece in left:
        assert not any(passage in piece for passage in passages)
    place = 0
    for piece in left:
        place = text.index(piece, place) + len(piece)


@given(st.lists(words, min_size=1, max_size=4), st.text(st.sampled_from("abc d"), max_size=30))
def test_a_second_time_changes_nothing(passages: list[str], text: str) -> None:
    once = swap(passages)(text)
    assert swap(passages)(once) == once


def test_answers_and_events_that_are_kept_lose_the_same_words_and_no_other_value() -> None:
    reply: dict[str, Any] = {
        "id": "Mrs Jones",
        "title": "Mrs Jones",
        "named_supporters": [{"council": "Mrs Jones", "bites": "as Mrs Jones says"}],
        "facets": {"kind": "Mrs Jones", "law": None},
        "supporters": 3,
        "warnings": [{"field": "title", "text": "Mrs Jones"}],
        "letters": [{"text": "To Mrs Jones"}],
    }

    assert rewritten(reply, swap(["Mrs Jones"])) == {
        "id": "Mrs Jones",
        "title": REMOVED,
        "named_supporters": [{"council": "Mrs Jones", "bites": f"as {REMOVED} says"}],
        "facets": {"kind": "Mrs Jones", "law": None},
        "supporters": 3,
        "warnings": [{"field": "title", "text": REMOVED}],
        "letters": [{"text": "To Mrs Jones"}],
    }


def written(type_: Any, seen: frozenset[type] = frozenset()) -> Iterator[tuple[str, str]]:
    """Every field of a state that holds free text, with the part of the barrier it is under."""
    for each in fields(type_):
        if each.name == LETTERS:
            continue
        for inner in leaves(get_type_hints(type_)[each.name]):
            if inner is str:
                yield each.name, each.name
            elif is_dataclass(inner) and inner not in seen:
                found = written(inner, seen | {inner})
                yield from ((each.name, name) for _, name in found)


def leaves(hint: Any) -> Iterator[Any]:
    if typing.get_origin(hint) is typing.Literal:
        return
    inner = get_args(hint)
    if not inner:
        yield hint
    for each in inner:
        yield from leaves(each)


def test_every_text_that_a_barrier_may_hold_is_known_to_redaction_or_left_out_on_purpose() -> None:
    for part, name in written(Barrier):
        if part == "redactions":
            continue
        assert name in TEXTS | NOT_WRITTEN_BY_PEOPLE, (part, name)
        if name in TEXTS:
            assert part in PLACES, (part, name)
