"""From what was typed to the barrier that it would be, and what is still wrong with it."""

import re
from typing import Any

from contracts.barriers.laws import MOST, cited
from contracts.barriers.messages.drafts import LawTyped, Typed
from contracts.barriers.messages.raising import RaiseBarrier
from contracts.errors import Invalid
from contracts.messages import load

WORDS = (
    "title",
    "story",
    "kind",
    "bites_at",
    "effect",
    "nature",
    "nation",
    "body",
    "characteristic",
)
ESTIMATE = ("measure", "low", "high", "confidence", "method")
NUMBERS = ("low", "high")
WHO = ("named", "unnamed", "sector-body")
WRITTEN_NUMBER = re.compile(r"£?\s*(\d{1,3}(?:[, ]\d{3})+|\d{1,15})")
NO_NAME = "Must say what the law or guidance is called."
TOO_MANY_LAWS = f"Must be {MOST} or fewer."
UPSIDE_DOWN = "Must be as much as the lower figure, or more."
NOBODY_NAMED = "Must be false for what is told in confidence."
CHOOSE_WHO = "Must be one of: named, unnamed, sector-body."

Mistakes = dict[str, list[str]]


def barrier_of(typed: Typed, council: str) -> RaiseBarrier:
    """The barrier that was typed.

    Raises:
        Invalid: with every mistake at its field; those of `laws[0].link` and `estimate.low` at
            these paths.
    """
    found = mistakes(typed, council)
    if found:
        raise Invalid(details=found)
    return load(RaiseBarrier, values(typed, council))


def mistakes(typed: Typed, council: str) -> Mistakes:
    """Everything that is still wrong or missing, empty where it can be sent."""
    given = values(typed, council)
    found: Mistakes = {}
    try:
        found |= beyond_fields(load(RaiseBarrier, given))
    except Invalid as invalid:
        found |= invalid.details
        found = _laws(given.get("laws", [])) | _range(given.get("estimate", {})) | found
    if typed.who not in WHO:
        found["who"] = [CHOOSE_WHO]
    return found


def beyond_fields(request: RaiseBarrier) -> Mistakes:
    """What is wrong with a barrier whose fields are each right by themselves."""
    laws = [vars(law) for law in request.laws]
    found = _laws(laws) | _range(vars(request.estimate) if request.estimate else {})
    if request.named and request.audience == "sector-body":
        found["named"] = [NOBODY_NAMED]
    return found


def values(typed: Typed, council: str) -> dict[str, Any]:
    """What was typed as the values of a `RaiseBarrier`; what is empty is left out."""
    given: dict[str, Any] = {
        "council": council,
        "named": typed.who == "named",
        "audience": "sector-body" if typed.who == "sector-body" else "everybody",
        **{name: text for name in WORDS if (text := (getattr(typed, name) or "").strip())},
    }
    if level := (typed.from_level or "").strip():
        given["from_level"] = int(level) if re.fullmatch(r"\d", level) else level
    if laws := [law for each in typed.laws or () if (law := _law(each))]:
        given["laws"] = laws
    if estimate := _estimate(typed):
        given["estimate"] = estimate
    return given


def _law(typed: LawTyped) -> dict[str, str]:
    return {
        name: text
        for name in ("title", "section", "link")
        if (text := getattr(typed, name).strip())
    }


def _estimate(typed: Typed) -> dict[str, Any]:
    given: dict[str, Any] = {
        name: text for name in ESTIMATE if (text := (getattr(typed, name) or "").strip())
    }
    for name in NUMBERS:
        if name in given:
            given[name] = number(given[name])
    return given


def number(text: str) -> int | str:
    """A whole number as people write it, such as £1,200; what is none stays text."""
    match = WRITTEN_NUMBER.fullmatch(text.strip())
    return int(re.sub(r"[, ]", "", match[1])) if match else text


def _laws(laws: list[dict[str, Any]]) -> Mistakes:
    if len(laws) > MOST:
        return {"laws": [TOO_MANY_LAWS]}
    return {
        f"laws[{index}].title": [NO_NAME]
        for index, law in enumerate(laws)
        if cited(law.get("title"), law.get("section"), law.get("link")) is None
    }


def _range(estimate: dict[str, Any]) -> Mistakes:
    low, high = estimate.get("low"), estimate.get("high")
    found: Mistakes = {}
    if isinstance(low, int) and low < 0:
        found["estimate.low"] = ["Must be 0 or more."]
    if isinstance(low, int) and isinstance(high, int) and high < low:
        found["estimate.high"] = [UPSIDE_DOWN]
    return found
