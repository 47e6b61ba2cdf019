"""Whether the parts of the demonstration agree with each other.

Takes the document once each part reads by itself, and gives errors in marshmallow's shape:
`{"people": {2: {"organisation": ["is no council of the demonstration: XYZ"]}}}`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contracts.callers import BODY_ROLES, COUNCIL_ROLES, SECTOR_BODY
from contracts.content.documents import repeated

Errors = dict[Any, Any]
Item = dict[str, Any]
# What no two items of a part may share.
UNIQUE = {
    "councils": "code",
    "bodies": "id",
    "assessments": "council",
    "help_offers": "council",
    "barriers": "title",
    "people": "email",
}


def disagreements(demo: dict[str, list[Item]]) -> Errors:
    """All that the parts of `demo` say against each other; empty when they agree."""
    errors: Errors = {}
    for check in (_repetitions, _strangers, _states, _offers, _supporters, _cases, _roles):
        _merge(errors, check(demo))
    return errors


def _repetitions(demo: dict[str, list[Item]]) -> Errors:
    found = {part: repeated(demo[part], key) for part, key in UNIQUE.items()}
    return {part: errors for part, errors in found.items() if errors}


def _strangers(demo: dict[str, list[Item]]) -> Errors:
    codes = {council["code"] for council in demo["councils"]}

    def stranger(item: Item) -> Errors:
        return _unless(item["council"] in codes, "council", _no_council(item["council"]))

    return {
        part: errors
        for part in ("assessments", "help_offers", "barriers")
        if (errors := _each(demo[part], stranger))
    }


def _states(demo: dict[str, list[Item]]) -> Errors:
    """A state is true of the answers: none, some, or all that anybody gave."""
    everything = {name for item in demo["assessments"] for name in item["answers"]}

    def state(item: Item) -> Errors:
        answered = set(item["answers"])
        fits = {
            "not-started": not answered,
            "in-progress": bool(answered),
            "submitted": answered == everything,
        }
        lacks = ", ".join(sorted(everything - answered)) or "nothing"
        return _unless(
            fits[item["state"]], "state", f"does not fit the answers; unanswered: {lacks}"
        )

    return _part("assessments", _each(demo["assessments"], state))


def _offers(demo: dict[str, list[Item]]) -> Errors:
    """A helper has come further than the first level on what it helps with, and says so."""
    levels = {
        (item["council"], name): answer.get("current", 0)
        for item in demo["assessments"]
        if item["state"] == "submitted"
        for name, answer in item["answers"].items()
    }

    def offer(item: Item) -> Errors:
        wrong = {
            index: ["is not submitted at level 2 or above"]
            for index, name in enumerate(item["characteristics"])
            if levels.get((item["council"], name), 0) < 2
        }
        return {"characteristics": wrong} if wrong else {}

    return _part("help_offers", _each(demo["help_offers"], offer))


def _supporters(demo: dict[str, list[Item]]) -> Errors:
    codes = {council["code"] for council in demo["councils"]}

    def barrier(item: Item) -> Errors:
        def supporter(one: Item) -> Errors:
            if one["council"] == item["council"]:
                return {"council": ["raised the barrier, and so supports it already"]}
            return _unless(one["council"] in codes, "council", _no_council(one["council"]))

        errors = _each(item["supporters"], supporter)
        _merge(errors, repeated(item["supporters"], "council"))
        return _part("supporters", errors)

    return _part("barriers", _each(demo["barriers"], barrier))


def _cases(demo: dict[str, list[Item]]) -> Errors:
    """A barrier is put to a body that is there, and answered by somebody who is."""
    bodies = {body["id"] for body in demo["bodies"]}
    answering = {each["organisation"] for each in demo["people"] if each["role"] in BODY_ROLES}

    def barrier(item: Item) -> Errors:
        case = item.get("case", {})
        body = case.get("put", {}).get("body")
        if body is not None and body not in bodies:
            return {"case": {"put": {"body": [_no_body(body)]}}}
        if "answer" in case and body not in answering:
            return {"case": {"answer": [f"has nobody who gives it for {body}"]}}
        return {}

    return _part("barriers", _each(demo["barriers"], barrier))


def _roles(demo: dict[str, list[Item]]) -> Errors:
    """Officers and leads belong to councils, responders to bodies, the rest to the sector body."""
    codes = {council["code"] for council in demo["councils"]}
    bodies = {body["id"] for body in demo["bodies"]}

    def person(item: Item) -> Errors:
        where = item["organisation"]
        if item["role"] in COUNCIL_ROLES:
            return _unless(where in codes, "organisation", _no_council(where))
        if item["role"] in BODY_ROLES:
            return _unless(where in bodies, "organisation", _no_body(where))
        return _unless(where == SECTOR_BODY, "organisation", f"is not {SECTOR_BODY}")

    return _part("people", _each(demo["people"], person))


def _no_council(code: str) -> str:
    return f"is no council of the demonstration: {code}"


def _no_body(id: str) -> str:
    return f"is no body of the demonstration: {id}"


def _unless(right: bool, name: str, message: str) -> Errors:
    return {} if right else {name: [message]}


def _part(name: str, errors: Errors) -> Errors:
    return {name: errors} if errors else {}


def _each(items: list[Item], check: Callable[[Item], Errors]) -> Errors:
    return {index: errors for index, item in enumerate(items) if (errors := check(item))}


def _merge(into: Errors, errors: Errors) -> None:
    for key, inner in errors.items():
        if isinstance(inner, dict) and isinstance(into.get(key), dict):
            _merge(into[key], inner)
        else:
            into.setdefault(key, inner)
