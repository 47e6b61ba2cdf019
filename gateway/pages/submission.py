"""Checking the answers, submitting them, opening them again."""

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.assessment.messages import ReopenAssessment, SubmitAssessment
from contracts.errors import Conflict, Stale
from contracts.matching.messages import GetSuggestions
from gateway.forms import Form, filled, read_form
from gateway.languages import words
from gateway.pages.assess import by_characteristic, read_assessment
from gateway.pages.changing import answers_of, change
from gateway.pages.content import read_model
from gateway.pages.visitors import council_of, leads
from gateway.platform import Away, call
from gateway.templating import render

TRIES, PAUSE = 10, 0.1
"""How often matching is asked whether it has heard of a submission, and the seconds between."""


async def check(request: Request) -> Response:
    """Everything to be read through once more, and who may see what."""
    return await _check(request, filled(words(request)))


async def submit(request: Request) -> Response:
    _ = words(request)
    form = await read_form(request, _)
    message = SubmitAssessment(council_of(request), form.number("version"))
    try:
        submitted = await change(
            request, "assessment", "submit", message, *answers_of(message.council)
        )
    except Stale:
        form.refuse(
            "submit", _("An answer has changed since you checked. Check again, then submit")
        )
    except Conflict as conflict:
        if conflict.code == "assessment-submitted":
            return RedirectResponse("/journey?done=submitted", 303)
        form.refuse("submit", _("Answer every characteristic before you submit"))
    else:
        await _until_matched(request, submitted)
        return RedirectResponse("/journey?done=submitted", 303)
    return await _check(request, form, status=409)


async def _until_matched(request: Request, assessment: Mapping[str, Any]) -> None:
    """Waits a moment until matching has heard of the submission, which the next page shows.

    Without it that page could say that there is nothing and nobody to help.
    """
    planned = {
        (each["characteristic"], each["current"])
        for each in assessment["submitted"]["answers"]
        if each["kind"] == "placed" and each["target"] > each["current"]
    }
    question = call("matching", "suggestions", GetSuggestions(assessment["council"]))
    for _ in range(TRIES):
        found = (await request.app.state.platform.parts(request, found=question))["found"]
        if isinstance(found, Away):
            return
        if planned == {(each["characteristic"], each["step"]) for each in found["suggestions"]}:
            request.app.state.cache.drop(*answers_of(assessment["council"]))
            return
        await asyncio.sleep(PAUSE)


async def reopen(request: Request) -> Response:
    form = await read_form(request, words(request))
    message = ReopenAssessment(council_of(request), form.number("version"))
    try:
        await change(request, "assessment", "reopen", message, *answers_of(message.council))
    except (Stale, Conflict):
        # Somebody else did it, or went on since: the list shows how it stands now.
        return RedirectResponse("/assess", 303)
    return RedirectResponse("/assess?done=reopened", 303)


async def _check(request: Request, form: Form, status: int = 200) -> Response:
    model = await read_model(request)
    assessment = await read_assessment(request)
    answers = by_characteristic(assessment)
    context: dict[str, Any] = {
        "model": model,
        "assessment": assessment,
        "answers": answers,
        "missing": [each for each in model.characteristics if each not in answers],
        "leads": leads(request),
        "form": form,
    }
    return render(request, "assess/check.html", context, status)


routes = [
    Route("/assess/check", check, methods=["GET"]),
    Route("/assess/submit", submit, methods=["POST"]),
    Route("/assess/reopen", reopen, methods=["POST"]),
]
