"""An answer as a form, and back: what somebody chose, in the words of the contract."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from gateway.forms import Field, Form, filled
from gateway.languages import Words, later

KINDS = ("not-applicable", "dont-know")
STAY = "stay"

FIELDS = {
    "where": Field(
        later("Where you are now"),
        later("Choose where your council is now, or that you don’t know yet"),
    ),
    "kind": Field(
        later("Where you are now"),
        later("Choose where your council is now, or that you don’t know yet"),
        anchor="where",
    ),
    "current": Field(
        later("Where you are now"),
        later("Choose where your council is now, or that you don’t know yet"),
        anchor="where",
    ),
    "reason": Field(later("The reason"), later("Say why this does not apply to your council")),
    "target": Field(
        later("Where you want to be"),
        later("Choose where you want to be. Staying where you are is a fine answer"),
    ),
    "confidence": Field(later("How sure you are"), later("Choose how sure you are")),
    "target_by": Field(
        later("The month"),
        later("Enter a real month and year, such as 3 2027"),
        anchor="target_by-month",
    ),
    "note": Field(later("The note"), later("Check the note")),
}


def as_form(words: Words, answer: Mapping[str, Any] | None) -> Form:
    """The form filled with an answer as assessment has it; empty where there is none."""
    if not answer:
        return filled(words, revision="0")
    year, _, month = (answer.get("target_by") or "").partition("-")
    current, target = answer.get("current"), answer.get("target")
    return filled(
        words,
        revision=str(answer["revision"]),
        where=str(current) if answer["kind"] == "placed" else answer["kind"],
        reason=answer.get("reason"),
        target=STAY if target and target == current else _text(target),
        confidence=answer.get("confidence"),
        note=answer.get("note"),
        month=month.lstrip("0") or None,
        year=year or None,
    )


def message_of(form: Form) -> dict[str, Any]:
    """The fields of a `SaveAnswer` that the form gives. What is missing is noted in the form.

    What does not belong to the chosen kind is left out, so that changing one's mind costs nothing.
    """
    revision = {"revision": form.number("revision")}
    where = form["where"]
    if where not in (*KINDS, "1", "2", "3", "4", "5"):
        _refuse(form, "where")
        return {"kind": "dont-know", **revision}
    if where == "not-applicable":
        if not form["reason"]:
            _refuse(form, "reason")
        return {"kind": where, **form.given("reason"), **revision}
    if where == "dont-know":
        return {"kind": where, **revision}
    return {"kind": "placed", **_placed(form, int(where)), **revision}


def _placed(form: Form, current: int) -> dict[str, Any]:
    target = _target(form, current)
    if form["confidence"] not in ("low", "medium", "high"):
        _refuse(form, "confidence")
    found: dict[str, Any] = {"current": current, "target": target, **form.given("note")}
    if not form.error("confidence"):
        found["confidence"] = form["confidence"]
    month = _month(form)
    # Who stays needs no month to get there.
    return found | ({"target_by": month} if month and target != current else {})


def _target(form: Form, current: int) -> int | None:
    if form["target"] == STAY:
        return current
    target = form.number("target")
    if target is None or target > 5:
        _refuse(form, "target")
        return None
    if target < current:
        form.refuse(
            "target",
            form.words(
                "Where you want to be must not be before where you are now. "
                "To go on as you are, choose “Stay where we are now”"
            ),
        )
    return target


def _month(form: Form) -> str | None:
    """``YYYY-MM`` of the two boxes; None where both are empty or what they hold is no month."""
    month, year = form["month"], form["year"]
    if not month and not year:
        return None
    if not re.fullmatch(r"0?[1-9]|1[0-2]", month) or not re.fullmatch(r"20\d\d", year):
        _refuse(form, "target_by")
        return None
    chosen = f"{year}-{int(month):02}"
    if chosen < date.today().isoformat()[:7]:  # noqa: DTZ011  (a month needs no time zone)
        form.refuse(
            "target_by",
            form.words("The month to get there by must be this month or later"),
            FIELDS["target_by"].anchor,
        )
    return chosen


def _refuse(form: Form, name: str) -> None:
    form.refuse(name, form.words(FIELDS[name].missing), FIELDS[name].anchor)


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)
