"""The pages of a body's responders: what is put to them, answering, asking for facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from backbone.identifiers import new_id
from contracts.barriers.life import FACTS_DAYS
from contracts.barriers.messages import AnswerBarrier, AskForFacts, GetBarrier, ListBarriers
from contracts.errors import Invalid, KeyReused, Stale
from contracts.messages import load
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.barriers.page import ANSWERS, read_case
from gateway.pages.changing import BARRIERS, change
from gateway.pages.keeping import NOT_DONE, keep
from gateway.pages.visitors import body_of
from gateway.platform import call, from_cache, there
from gateway.problems import status_of
from gateway.templating import render

ANSWER = {
    "says": Field(later("What your answer is"), later("Choose what your answer is")),
    "answer": Field(
        later("Your answer"), later("Say what you will do and by when, or why you will not")
    ),
    "link": Field(
        later("The link"), later("Enter a whole web address, such as https://www.gov.uk/guidance")
    ),
}
QUESTION = {"question": Field(later("Your question"), later("Say what you need to know"))}
CHANGED = later(
    "Somebody changed this barrier while you were writing. Look at it, then send what you typed"
)
TO_THE_BODY = ("put", "facts-sent", "escalation")
"""Kinds of letters that the sector body writes."""

MOST_DONE = 20
MOST_WAITING = 100


@dataclass(frozen=True)
class Kind:
    """A kind of letter that a responder writes: `name` is its transition, `text` its main field."""

    name: str
    method: str
    message: type[Any]
    fields: Mapping[str, Field]
    text: str
    template: str


ANSWERING = Kind("answer", "answer", AnswerBarrier, ANSWER, "answer", "barriers/answer.html")
ASKING = Kind(
    "ask-for-facts",
    "ask_for_facts",
    AskForFacts,
    QUESTION,
    "question",
    "barriers/ask-for-facts.html",
)


async def addressed(request: Request) -> Response:
    """What waits for the body's answer, by day; then all that was put to it, the newest first."""
    body = body_of(request)
    after = request.query_params.get("after")
    parts = await request.app.state.platform.parts(
        request,
        waiting=call("barriers", "barriers", waiting_for(body, limit=MOST_WAITING)),
        ever=call("barriers", "barriers", _ever(after)),
    )
    waiting, ever = there(parts["waiting"])["barriers"], there(parts["ever"])
    following = ever.get("next")
    return render(
        request,
        "barriers/addressed.html",
        {
            "waiting": waiting,
            "done": [each for each in ever["barriers"] if each["with_body"] != body],
            "next": following and f"/addressed?{urlencode({'after': following})}",
        },
    )


def waiting_for(body: str, *, limit: int) -> ListBarriers:
    """What is with the body now, the first due first."""
    return ListBarriers(with_body=body, order="by-due", limit=limit)


def _ever(after: str | None) -> ListBarriers:
    """A cursor that is none leads to the first page."""
    asked = {"addressed": True, "limit": MOST_DONE}
    try:
        return load(ListBarriers, {**asked, "after": after} if after else asked)
    except Invalid:
        return load(ListBarriers, asked)


async def show_answer(request: Request) -> Response:
    return await _show(request, ANSWERING)


async def answer(request: Request) -> Response:
    return await _send(request, ANSWERING)


async def show_question(request: Request) -> Response:
    return await _show(request, ASKING)


async def ask_for_facts(request: Request) -> Response:
    return await _send(request, ASKING)


async def _show(request: Request, letter: Kind) -> Response:
    """An empty form; where the barrier does not take it now, the barrier, which says why."""
    found, letters = await _barrier(request)
    if letter.name not in found["life"]["can"]:
        return RedirectResponse(f"/barriers/{found['number']}", 303)
    form = filled(words(request), key=new_id(), version=str(found["version"]))
    return _page(request, letter, form, found, letters)


async def _send(request: Request, letter: Kind) -> Response:
    body_of(request)
    form = await read_form(request, words(request))
    message, number = _message(request, form, letter), request.path_params["number"]
    status = 422
    if message is not None:
        try:
            await change(request, "barriers", letter.method, message, *BARRIERS, key=form.key)
        except Invalid as invalid:
            form.take(invalid, letter.fields)
        except NOT_DONE as refusal:
            status = keep(form, refusal, letter.text)
        except (Stale, KeyReused) as refusal:
            form.values["key"], status = [new_id()], status_of(refusal)
            form.refuse("sent", form.words(CHANGED), letter.text)
        else:
            return RedirectResponse(f"/barriers/{number}?done={letter.name}", 303)
    found, letters = await _barrier(request)
    if "sent" in form.errors:
        # It is to be sent again on purpose, to the barrier as the page shows it now.
        form.values["version"] = [str(found["version"])]
    return _page(request, letter, form, found, letters, status)


def _message(request: Request, form: Form, letter: Kind) -> Any | None:
    """What the form says, or None where it has mistakes, which are noted in it."""
    chosen = letter.fields.get("says")
    if chosen and not form["says"]:
        form.refuse("says", form.words(chosen.missing))
    values = {
        **form.given(*letter.fields),
        "barrier": request.path_params["number"],
        "version": form.number("version"),
    }
    try:
        message = load(letter.message, values)
    except Invalid as invalid:
        form.take(invalid, letter.fields)
        return None
    return None if form.errors else message


async def _barrier(request: Request) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The barrier and the letters about it."""
    body_of(request)
    number = request.path_params["number"]
    parts = await request.app.state.platform.parts(
        request,
        barrier=call("barriers", "barrier", GetBarrier(number)),
        case=from_cache("barriers", read_case(request, number)),
    )
    return there(parts["barrier"]), there(parts["case"])["letters"]


def _page(
    request: Request,
    letter: Kind,
    form: Form,
    barrier: Mapping[str, Any],
    letters: list[dict[str, Any]],
    status: int = 200,
) -> Response:
    context = {
        "form": form,
        "barrier": barrier,
        "asked": next((e for e in reversed(letters) if e["kind"] in TO_THE_BODY), None),
        "answers": ANSWERS,
        "facts_days": FACTS_DAYS,
    }
    return render(request, letter.template, context, status)


routes = [
    Route("/addressed", addressed, methods=["GET"]),
    Route("/barriers/{number}/answer", show_answer, methods=["GET"]),
    Route("/barriers/{number}/answer", answer, methods=["POST"]),
    Route("/barriers/{number}/ask-for-facts", show_question, methods=["GET"]),
    Route("/barriers/{number}/ask-for-facts", ask_for_facts, methods=["POST"]),
]
