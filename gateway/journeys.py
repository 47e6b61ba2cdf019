"""A council's journey, and one step of it, put together from several services in one round."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from starlette.requests import Request

from contracts.assessment.messages import GetAssessment
from contracts.barriers.messages import ListBarriers
from contracts.errors import NotFound, Unavailable
from contracts.matching.messages import GetHelpOffer, GetSuggestions, ListResources
from gateway import reads
from gateway.caching import Entry
from gateway.platform import Away, Call, Platform, call, from_cache

Parts = Mapping[str, dict[str, Any] | Away]
Found = dict[str, Any]

UNANSWERED: Found = {"kind": "unanswered"}


async def journey(request: Request, council: str) -> Found:
    """Where the council is and wants to be, and what helps with the next step of each.

    Returns:
        ``council`` (facts, None where the register is away), ``state``, ``version``,
        ``submitted`` (``{"number", "at", "by"}`` or None), ``tracks``, ``barriers`` (summaries of
        those that the council raised or supports), ``away`` (services whose part is missing).

        A track, one for each characteristic in the model's order: ``characteristic`` (id),
        ``name`` (both languages), ``answer`` (as assessment gives it: the submitted one, else the
        draft; ``{"kind": "unanswered"}`` where there is none), ``submitted`` (whether it is),
        ``current`` and ``target`` (``{"level", "summary"}`` or None), ``step``
        (``{"from", "to", "unlocks"}``, the next one towards the target, or None),
        ``resources`` and ``peers`` (as matching suggests them; peers with their council's
        ``name``).

    Raises:
        Refusal: the caller may not see it, or the model can't be read.
    """
    return (await journey_entry(request, council)).value


async def journey_entry(request: Request, council: str) -> Entry:
    """The same as kept in memory."""
    ask = partial(_journey, request, council)
    return await reads.private(request, ("journey", council), ask, *_topics(council))


async def step(
    request: Request, council: str, characteristic: str, start: int | None = None
) -> Found:
    """Everything that helps with one step, from level `start` or the council's next one.

    Returns:
        ``council``, ``state``, ``version``, ``submitted``, ``away`` and the ``track`` as in
        `journey`; ``step`` (``{"from", "to", "unlocks"}`` or None at the last level or without an
        answer); ``resources`` and ``peers`` (suggested, if it is the next planned step),
        ``more_resources`` (others of the step), ``blocking`` (summaries of all councils' barriers
        to it), ``own_barriers`` (the council's, of any step), ``help_offer`` (the council's own, or
        None).

    Raises:
        NotFound: the model has no such characteristic, or no such step.
    """
    return (await step_entry(request, council, characteristic, start)).value


async def step_entry(
    request: Request, council: str, characteristic: str, start: int | None = None
) -> Entry:
    """The same as kept in memory."""
    ask = partial(_step, request, council, characteristic, start)
    return await reads.private(
        request, ("step", council, characteristic, start), ask, *_topics(council)
    )


def _topics(council: str) -> tuple[str, ...]:
    return (
        reads.ASSESSMENT.format(council=council),
        reads.MODEL,
        reads.MATCHING,
        reads.RESOURCES,
        reads.BARRIERS,
        reads.COUNCILS,
    )


async def _journey(request: Request, council: str) -> Found:
    return _put_together(council, await _parts(request, council))


async def _step(request: Request, council: str, characteristic: str, start: int | None) -> Found:
    parts = await _parts(
        request,
        council,
        blocking=call(
            "barriers", "barriers", ListBarriers(characteristic=characteristic, limit=100)
        ),
        listed=call(
            "matching", "resources", ListResources(characteristic=characteristic, limit=100)
        ),
        help_offer=call("matching", "help_offer", GetHelpOffer(council)),
    )
    whole = _put_together(council, parts)
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
        "more_resources": _others(_list(parts["listed"], "resources"), resources, first),
        "blocking": _blocking(_list(parts["blocking"], "barriers"), first),
        "own_barriers": whole["barriers"],
        "help_offer": None if isinstance(parts["help_offer"], Away) else parts["help_offer"],
    }


async def _parts(request: Request, council: str, **more: Call) -> Parts:
    """One round of everything that a journey is made of, and of what else is wanted with it."""
    platform: Platform = request.app.state.platform
    parts = await platform.parts(
        request,
        assessment=call("assessment", "assessment", GetAssessment(council)),
        model=from_cache("assessment", reads.model(request)),
        suggestions=call("matching", "suggestions", GetSuggestions(council)),
        barriers=call("barriers", "barriers", ListBarriers(mine=True, limit=100)),
        councils=from_cache("accounts", reads.councils(request)),
        **more,
    )
    if isinstance(parts["model"], Away):
        # Without its words there is nothing to show.
        raise Unavailable
    return parts


def _put_together(council: str, parts: Parts) -> Found:
    assessment = _or_empty(parts["assessment"])
    suggested = {
        each["characteristic"]: each for each in _list(parts["suggestions"], "suggestions")
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
        "barriers": _list(parts["barriers"], "barriers"),
        "away": sorted({part.service for part in parts.values() if isinstance(part, Away)}),
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


def _list(part: Found | Away, name: str) -> list[Found]:
    return list(_or_empty(part).get(name, ()))


def _or_empty(part: Found | Away) -> Found:
    return {} if isinstance(part, Away) else part
