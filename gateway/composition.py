"""What a journey is made of, put together: pure functions from the services' answers.

No sum and no order by level is made here, nor anywhere else.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from contracts.errors import NotFound
from gateway.platform import Away

Found = dict[str, Any]
Parts = Mapping[str, Found | Away]

UNANSWERED: Found = {"kind": "unanswered"}


def put_together(council: str, parts: Parts) -> Found:
    """A journey, in the form of `gateway.journeys.journey`."""
    assessment = _or_empty(parts["assessment"])
    suggested = {
        each["characteristic"]: each for each in _listed(parts["suggestions"], "suggestions")
    }
    names = _or_empty(parts["councils"])
    answers = _answers(assessment)
    return {
        "council": names.get(council),
        "state": assessment.get("state"),
        "version": assessment.get("version"),
        "submitted": _submission(assessment),
        "tracks": [
            _track(characteristic, answers, suggested.get(characteristic["id"]), names)
            for characteristic in _or_empty(parts["model"])["content"]["characteristics"]
        ],
        "barriers": _listed(parts["barriers"], "barriers"),
        "away": sorted({part.service for part in parts.values() if isinstance(part, Away)}),
    }


def put_step_together(council: str, parts: Parts, characteristic: str, start: int | None) -> Found:
    """A step, in the form of `gateway.journeys.step`.

    Raises:
        NotFound: the model has no such characteristic, or no such step.
    """
    whole = put_together(council, parts)
    track = _track_of(whole, characteristic)
    wanted = _step_from(parts["model"], characteristic, start) if start else track["step"]
    planned = wanted == track["step"]
    resources = track["resources"] if planned else []
    first = wanted["from"] if wanted else None
    return {
        **{name: whole[name] for name in ("council", "state", "version", "submitted", "away")},
        "track": track,
        "step": wanted,
        "resources": resources,
        "peers": track["peers"] if planned else [],
        "more_resources": _others(_listed(parts["listed"], "resources"), resources, first),
        "blocking": _blocking(_listed(parts["blocking"], "barriers"), first),
        "own_barriers": whole["barriers"],
        "help_offer": None if isinstance(parts["help_offer"], Away) else parts["help_offer"],
    }


def _answers(assessment: Found) -> dict[str, Found]:
    """The submitted answers over the drafts, by characteristic, each saying which it is."""
    submitted = (assessment.get("submitted") or {}).get("answers", ())
    drafts = {
        each["characteristic"]: {**each, "submitted": False}
        for each in assessment.get("answers", ())
    }
    return drafts | {each["characteristic"]: {**each, "submitted": True} for each in submitted}


def _submission(assessment: Found) -> Found | None:
    submitted = assessment.get("submitted")
    return {name: submitted[name] for name in ("number", "at", "by")} if submitted else None


def _track(
    characteristic: Found,
    answers: Mapping[str, Found],
    suggestion: Found | None,
    names: Mapping[str, Found],
) -> Found:
    answer = answers.get(characteristic["id"], UNANSWERED)
    suggestion = suggestion or {"resources": [], "peers": []}
    return {
        "characteristic": characteristic["id"],
        "name": characteristic["name"],
        "answer": {key: value for key, value in answer.items() if key != "submitted"},
        "submitted": answer.get("submitted", False),
        "current": _level(characteristic, answer.get("current")),
        "target": _level(characteristic, answer.get("target")),
        "step": _next_step(characteristic, answer),
        "resources": suggestion["resources"],
        "peers": [
            {**peer, "name": names.get(peer["council"], {}).get("name")}
            for peer in suggestion["peers"]
        ],
    }


def _level(characteristic: Found, number: int | None) -> Found | None:
    if number is None:
        return None
    level = characteristic["levels"][number - 1]
    return {"level": number, "summary": level["summary"]}


def _next_step(characteristic: Found, answer: Found) -> Found | None:
    """The step that the council planned; None where it stays, or did not place itself."""
    current, target = answer.get("current"), answer.get("target")
    if current is None or target is None or target <= current:
        return None
    return _find(characteristic["steps"], "from", current)


def _step_from(model: Found | Away, characteristic: str, start: int) -> Found:
    content = _or_empty(model)["content"]
    found = _find(content["characteristics"], "id", characteristic)
    step = _find(found["steps"], "from", start) if found else None
    if step is None:
        raise NotFound
    return step


def _track_of(whole: Found, characteristic: str) -> Found:
    track = _find(whole["tracks"], "characteristic", characteristic)
    if track is None:
        raise NotFound
    return track


def _others(listed: Iterable[Found], suggested: Iterable[Found], start: int | None) -> list[Found]:
    """The resources for the step that are not suggested already; all where there is no step."""
    known = {each["resource"]["id"] for each in suggested}
    return [
        each
        for each in listed
        if each["id"] not in known
        and (start is None or any(s["from"] == start for s in each["content"].get("steps", ())))
    ]


def _blocking(barriers: Iterable[Found], start: int | None) -> list[Found]:
    """Those of this step, and those of the characteristic that name no step."""
    return [
        each for each in barriers if start is None or each["facets"]["from_level"] in (None, start)
    ]


def _find(items: Iterable[Found], key: str, value: object) -> Found | None:
    return next((each for each in items if each[key] == value), None)


def _listed(part: Found | Away, name: str) -> list[Found]:
    return list(_or_empty(part).get(name, ()))


def _or_empty(part: Found | Away) -> Found:
    return {} if isinstance(part, Away) else part
