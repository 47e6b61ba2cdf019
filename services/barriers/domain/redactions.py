"""Words taken out of what people wrote about a barrier: out of its texts, and wherever these are
kept beside it. What was removed is kept nowhere; that something was, when, where and why, is.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any

from contracts.barriers.events import BarrierRedacted
from contracts.barriers.words import RedactionReason
from contracts.callers import Caller
from contracts.errors import Invalid
from contracts.outcomes import Outcome, changed
from services.barriers.domain.barriers import Barrier, Redaction

REMOVED = "[removed/tynnwyd]"
"""Stands where words were, in both languages, for who reads a text may read either."""

MOST_PASSAGES = 20

TEXTS = frozenset(
    {"title", "story", "law", "section", "bites", "method", "evidence", "note", "note_cy", "why"}
    | {"reason", "answer", "text"}
)
"""Names of what people wrote, at whatever depth of a barrier, an event or an answer."""

PLACES = {
    "title": "title",
    "story": "story",
    "facets": "law",
    "estimate": "words",
    "supporters": "words",
    "case": "outcome",
    "merging": "outcome",
}
"""Each part of a barrier that holds texts, and what the trace calls it."""

LETTERS = "letters"
"""To and from a body: nobody else reads them, and they stay as they were sent."""

A_WORD_OF_OURS = re.compile(r"[a-z]+(-[a-z]+)*")

Swap = Callable[[str], str]


def swap(passages: Iterable[str]) -> Swap:
    """Puts `REMOVED` in the place of each passage in a text; marks that are there stay whole."""
    longest_first = sorted(passages, key=len, reverse=True)
    found = re.compile("|".join(map(re.escape, (REMOVED, *longest_first))))
    return lambda text: found.sub(REMOVED, text)


def redact(
    barrier: Barrier,
    *,
    passages: tuple[str, ...],
    reason: RedactionReason,
    by: Caller,
    at: datetime,
) -> Outcome[Barrier]:
    """Removes every occurrence of the passages from the barrier's texts.

    Raises:
        Invalid: there are none or too many, or one of them is in no text.
    """
    check(barrier, passages)
    removed = swap(passages)
    places = tuple(dict.fromkeys(place for place, _ in lost(barrier, removed)))
    trace = Redaction(at, by.person, by.name, places, reason)
    redacted = replace(without(barrier, removed), redactions=(*barrier.redactions, trace))
    title = redacted.title if redacted.audience == "everybody" else None
    return changed(redacted, BarrierRedacted(barrier.id, title, places, reason, at))


def check(barrier: Barrier, passages: tuple[str, ...]) -> None:
    """Raises Invalid with what is wrong, each passage at its place."""
    if not 1 <= len(passages) <= MOST_PASSAGES:
        raise Invalid(details={"passages": [f"Must be 1 to {MOST_PASSAGES} passages."]})
    mistakes = {
        f"passages[{place}]": ["Is not in the barrier's texts, letter by letter."]
        for place, passage in enumerate(passages)
        if not lost(barrier, swap([passage]))
    }
    if mistakes:
        raise Invalid(details=mistakes)


def without(barrier: Barrier, removed: Swap) -> Barrier:
    """The barrier, its texts swapped."""
    parts = {name: at(name, getattr(barrier, name), removed) for name in present(barrier)}
    return replace(barrier, **parts)


def lost(barrier: Barrier, removed: Swap) -> list[tuple[str, str]]:
    """The texts that would change: what the trace calls their place, and how they would read."""
    return [
        (PLACES[name], removed(text))
        for name in present(barrier)
        for text in texts(name, getattr(barrier, name))
        if removed(text) != text
    ]


def present(barrier: Barrier) -> list[str]:
    return [each.name for each in fields(barrier) if each.name in PLACES]


def rewritten(value: Any, removed: Swap) -> Any:
    """A value of the domain, or JSON values, with every text in it swapped."""
    if is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: getattr(value, each.name) for each in fields(value)}
        return replace(value, **{name: at(name, part, removed) for name, part in parts.items()})
    if isinstance(value, dict):
        return {name: at(name, part, removed) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(rewritten(each, removed) for each in value)
    return value


def at(name: str, value: Any, removed: Swap) -> Any:
    if isinstance(value, str):
        return removed(value) if is_text(name, value) else value
    return value if name == LETTERS else rewritten(value, removed)


def texts(name: str, value: Any) -> list[str]:
    """All texts in a value that stands under `name`."""
    found: list[str] = []

    def see(text: str) -> str:
        found.append(text)
        return text

    at(name, value, see)
    return found


def is_text(name: str, value: str) -> bool:
    """Whether somebody wrote it. A reason may be one of our own words as well."""
    return name in TEXTS and not (name == "reason" and A_WORD_OF_OURS.fullmatch(value))
