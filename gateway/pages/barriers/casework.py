"""Working on a barrier: a page with one question for each transition of its life."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.accounts.messages import ListPeople
from contracts.barriers.life import Name
from contracts.barriers.messages import GetBarrier, GetCase
from contracts.errors import Conflict, Invalid, NotFound, Stale
from contracts.messages import load
from gateway import reads
from gateway.forms import Form, filled, read_form
from gateway.languages import words
from gateway.pages.barriers.casework_questions import QUESTIONS, REASONS, WAYS, Question
from gateway.pages.changing import BARRIERS, change
from gateway.pages.keeping import NOT_DONE, WHY, keep
from gateway.platform import Call, call, from_cache, identity_of, if_there, there
from gateway.problems import status_of
from gateway.templating import render

MOST_PEOPLE = 100


async def show(request: Request) -> Response:
    """The question, for whoever may make the transition now; others come back to the barrier."""
    name, question = asked(request)
    parts = await the_parts(request, name)
    barrier = there(parts["barrier"])
    if name not in barrier["life"]["can"]:
        return RedirectResponse(f"/barriers/{barrier['number']}?done=not-now", 303)
    given = request.query_params.get("way")
    form = filled(words(request), way=given if given in WAYS else None)
    if name == "resolve":
        offer_the_answer(form, if_there(parts["case"]))
    if name == "resolve" and request.query_params.get("chosen") and not form["way"]:
        way = question.fields["way"]
        form.refuse("way", form.words(way.missing))
        return page(request, name, question, parts, form, 422)
    return page(request, name, question, parts, form)


async def send(request: Request) -> Response:
    """Makes the transition of the version that was read; what was typed stays if it is refused."""
    name, question = asked(request)
    form = await read_form(request, words(request))
    number = request.path_params["number"]
    try:
        message = load(question.message, await said(request, name, question, form))
        await change(request, "barriers", question.method, message, *BARRIERS)
    except Invalid as invalid:
        form.take(invalid, question.fields)
        status = 422
    except Stale as stale:
        form.refuse("sent", form.words(WHY[Conflict.kind]), question.first)
        status = status_of(stale)
    except NOT_DONE as refusal:
        status = keep(form, refusal, question.first)
    else:
        return RedirectResponse(f"/barriers/{number}?done={name}", 303)
    return page(request, name, question, await the_parts(request, name), form, status)


def asked(request: Request) -> tuple[Name, Question]:
    """The transition of the address. Raises NotFound where it has no page here."""
    name = request.path_params["transition"]
    if name not in QUESTIONS:
        raise NotFound
    return name, QUESTIONS[name]


async def said(
    request: Request, name: Name, question: Question, form: Form
) -> dict[str, str | int | None]:
    """The fields of the message that the form says."""
    values: dict[str, str | int | None] = {
        "barrier": request.path_params["number"],
        "version": form.number("version"),
        **form.given(*question.fields),
    }
    if name == "assign":
        found = await request.app.state.platform.parts(request, people=colleagues())
        names = {each["id"]: each["name"] for each in analysts(if_there(found["people"]))}
        if form["person"] not in names:
            raise Invalid(details={"person": ["Must be an analyst."]})
        values["name"] = names[form["person"]]
    return values


async def the_parts(request: Request, name: Name) -> Mapping[str, Any]:
    """What the page shows, in one round."""
    number = request.path_params["number"]
    wanted: dict[str, Call] = {"barrier": call("barriers", "barrier", GetBarrier(number))}
    if name == "put-to-body":
        wanted["bodies"] = from_cache("accounts", reads.bodies(request))
    if name == "assign":
        wanted["people"] = colleagues()
    if identity_of(request).role == "analyst":
        wanted["case"] = call("barriers", "case", GetCase(number))
    found: Mapping[str, Any] = await request.app.state.platform.parts(request, **wanted)
    return found


def colleagues() -> Call:
    return call("accounts", "people", ListPeople(limit=MOST_PEOPLE))


def analysts(people: Any) -> list[dict[str, Any]]:
    """Those who may be given a barrier; none while accounts is away."""
    found = people["people"] if people else []
    return [each for each in found if each["role"] == "analyst" and each["enabled"]]


def offer_the_answer(form: Form, case: Any) -> None:
    """Where it will not change, the body's answer is the evidence, to be checked and sent."""
    answers = [each for each in case["letters"] if each["kind"] == "answer"] if case else []
    if answers and form["way"] == "will-not-change":
        form.values["evidence"] = [answers[-1]["text"]]
        form.values["link"] = [answers[-1]["link"] or ""]


def page(
    request: Request,
    name: Name,
    question: Question,
    parts: Mapping[str, Any],
    form: Form,
    status: int = 200,
) -> Response:
    bodies = if_there(parts.get("bodies")) or {}
    return render(
        request,
        "barriers/casework/question.html",
        {
            "name": name,
            "question": question,
            "barrier": there(parts["barrier"]),
            "case": if_there(parts.get("case")),
            "bodies": [each for each in bodies.values() if not each["ended"]],
            "analysts": analysts(if_there(parts.get("people"))),
            "ways": WAYS,
            "chosen": WAYS.get(form["way"], ""),  # type: ignore[call-overload]
            "reasons": REASONS,
            "form": form,
        },
        status,
    )


routes = [
    Route("/barriers/{number}/casework/{transition}", show, methods=["GET"]),
    Route("/barriers/{number}/casework/{transition}", send, methods=["POST"]),
]
