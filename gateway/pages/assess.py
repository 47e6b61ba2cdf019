"""The self-assessment: its task list and its questions, one characteristic to a page."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.assessment.messages import GetAssessment, SaveAnswer
from contracts.errors import Invalid, Stale
from contracts.messages import load
from gateway.forms import Form, read_form
from gateway.languages import words
from gateway.pages.answers import FIELDS, as_form, message_of
from gateway.pages.changing import answers_of, change
from gateway.pages.content import Model, known_model, read_model
from gateway.pages.keeping import NOT_DONE, keep
from gateway.pages.visitors import council_of, leads
from gateway.templating import render

Found = dict[str, Any]


async def task_list(request: Request) -> Response:
    """What is answered and what is left; start anywhere."""
    model = await read_model(request)
    assessment = await read_assessment(request)
    return render(
        request,
        "assess/list.html",
        {
            "model": model,
            "assessment": assessment,
            "answers": by_characteristic(assessment),
            "leads": leads(request),
        },
    )


async def question(request: Request) -> Response:
    """One characteristic, filled with what was answered before."""
    model = await read_model(request)
    characteristic = model.characteristic(request.path_params["characteristic"])
    assessment = await read_assessment(request)
    if assessment["state"] == "submitted":
        return RedirectResponse("/assess?done=submitted-already", 303)
    answer = by_characteristic(assessment).get(characteristic["id"])
    form = as_form(words(request), answer)
    return _question(request, model, characteristic, form)


async def save(request: Request) -> Response:
    _ = words(request)
    form = await read_form(request, _)
    model = await known_model(request)
    characteristic = model.characteristic(request.path_params["characteristic"])
    message = _message(request, form, characteristic["id"])
    if message is None:
        return _question(request, model, characteristic, form, status=422)
    try:
        topics = answers_of(message.council)
        saved = await change(request, "assessment", "save_answer", message, *topics)
    except Invalid as invalid:
        form.take(invalid, FIELDS)
        return _question(request, model, characteristic, form, status=422)
    except Stale as stale:
        return _changed_by_colleague(request, model, characteristic, form, stale)
    except NOT_DONE as refusal:
        status = keep(form, refusal, "where")
        return _question(request, model, characteristic, form, status=status)
    return RedirectResponse(_following(form, model, characteristic["id"], saved), 303)


def _message(request: Request, form: Form, characteristic: str) -> SaveAnswer | None:
    """The answer to be sent, or None where the form has mistakes, which are noted in it."""
    values = message_of(form)
    try:
        message = load(
            SaveAnswer,
            {"council": council_of(request), "characteristic": characteristic, **values},
        )
    except Invalid as invalid:
        if not form.errors:
            form.take(invalid, FIELDS)
        return None
    return None if form.errors else message


def _question(
    request: Request,
    model: Model,
    characteristic: Found,
    form: Form,
    *,
    theirs: Mapping[str, Any] | None = None,
    mine: Mapping[str, Any] | None = None,
    status: int = 200,
) -> Response:
    ids = list(model.characteristics)
    return render(
        request,
        "assess/question.html",
        {
            "model": model,
            "characteristic": characteristic,
            "number": ids.index(characteristic["id"]) + 1,
            "total": len(ids),
            "form": form,
            "theirs": theirs,
            "mine": mine,
        },
        status,
    )


def _changed_by_colleague(
    request: Request, model: Model, characteristic: Found, form: Form, stale: Stale
) -> Response:
    """Both texts side by side; the form keeps the reader's words and replaces the newer answer."""
    _ = words(request)
    theirs = stale.details.get("answer") or {}
    form.values["revision"] = [str(theirs.get("revision", 0))]
    form.refuse(
        "where",
        _("A colleague changed this answer while you were writing. Compare both, then save"),
    )
    mine = message_of(Form(_, dict(form.values)))
    return _question(request, model, characteristic, form, theirs=theirs, mine=mine, status=409)


def _following(form: Form, model: Model, characteristic: str, saved: Found) -> str:
    """The list where it was asked for, else the next question without an answer, else the check."""
    if form["then"] == "list":
        return "/assess?done=saved"
    answered = by_characteristic(saved)
    left = [each for each in model.after(characteristic) if each not in answered]
    return f"/assess/{left[0]}" if left else "/assess/check"


async def read_assessment(request: Request) -> Found:
    """The visitor's council's own, as it stands."""
    found: Found = await request.app.state.platform.ask(
        request, "assessment", "assessment", GetAssessment(council_of(request))
    )
    return found


def by_characteristic(assessment: Mapping[str, Any]) -> dict[str, Found]:
    return {each["characteristic"]: each for each in assessment["answers"]}


routes = [
    Route("/assess", task_list, methods=["GET"]),
    Route("/assess/{characteristic}", question, methods=["GET"]),
    Route("/assess/{characteristic}", save, methods=["POST"]),
]
