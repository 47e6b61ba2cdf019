"""Questions about a barrier: all of them, one with its answers, asking and answering."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.barriers.messages import (
    AnswerQuestion,
    AskQuestion,
    GetBarrier,
    GetQuestion,
    ListQuestions,
    ModerateQuestion,
    SettleQuestion,
)
from contracts.messages import load
from gateway import reads
from gateway.forms import Field, read_form
from gateway.languages import later, words
from gateway.pages.barriers import forms
from gateway.pages.barriers.forms import NAMED, Asked
from gateway.pages.barriers.names import body_names, council_names
from gateway.pages.barriers.workarounds import WHY
from gateway.pages.content import read_taxonomy
from gateway.pages.visitors import council_of, own_council
from gateway.platform import call, from_cache, identity_of, there
from gateway.templating import render

LIST = "/barriers/{number}/questions"
ONE = LIST + "/{question}"

ASK = Asked(
    "barriers/together/ask.html",
    "ask_question",
    AskQuestion,
    {
        "text": Field(later("Your question"), later("Enter your question")),
        "named": NAMED,
    },
    LIST + "?done=asked",
)
ANSWER = Asked(
    "barriers/together/answer.html",
    "answer_question",
    AnswerQuestion,
    {
        "text": Field(later("Your answer"), later("Enter your answer")),
        "named": NAMED,
    },
    ONE + "?done=answered",
)
HIDE = Asked("barriers/together/hide.html", "moderate_question", ModerateQuestion, WHY, ONE)


async def questions(request: Request) -> Response:
    number, after = request.path_params["number"], request.query_params.get("after")
    asked = load(ListQuestions, {"barrier": number, **({"after": after} if after else {})})
    return await _page(request, list=call("barriers", "questions", asked))


async def question(request: Request) -> Response:
    """One of them, with all of its answers."""
    asked = GetQuestion(request.path_params["question"])
    return await _page(request, one=call("barriers", "question", asked))


async def ask(request: Request) -> Response:
    council = council_of(request)
    if request.method == "GET":
        return await forms.show(request, ASK)
    form = await read_form(request, words(request))
    values = {
        **form.given("text"),
        "barrier": request.path_params["number"],
        "council": council,
        "named": forms.named(request, form),
    }
    return await forms.send(request, ASK, form, values)


async def answer(request: Request) -> Response:
    if request.method == "GET":
        return await forms.show(request, ANSWER)
    form = await read_form(request, words(request))
    values = {
        **form.given("text"),
        "question": request.path_params["question"],
        "named": forms.named(request, form),
    }
    return await forms.send(request, ANSWER, form, values)


async def settle(request: Request) -> Response:
    """Who asked says that it is answered, or with ``?open=yes`` that it is not after all."""
    values = {
        "question": request.path_params["question"],
        "answered": request.query_params.get("open") != "yes",
    }
    return await forms.press(
        request, "settle_question", SettleQuestion, values, ONE + "?done=settled"
    )


async def hide(request: Request) -> Response:
    """By an analyst: hides the question, or the answer that the address names, or shows it."""
    hidden = request.query_params.get("show") != "yes"
    which = request.query_params.get("answer")
    context = {"hidden": hidden, "back": ONE.format_map(request.path_params)}
    if request.method == "GET":
        return await forms.show(request, HIDE, context)
    form = await read_form(request, words(request))
    values: dict[str, Any] = {
        **form.given("why"),
        "question": request.path_params["question"],
        "hidden": hidden,
        "answer": which,
    }
    return await forms.send(request, HIDE, form, values, context)


async def _page(request: Request, **asked: object) -> Response:
    number = request.path_params["number"]
    parts = await request.app.state.platform.parts(
        request,
        barrier=call("barriers", "barrier", GetBarrier(number)),
        councils=from_cache("accounts", reads.councils(request)),
        taxonomy=from_cache("barriers", read_taxonomy(request)),
        **asked,
    )
    identity = identity_of(request)
    found = [there(parts["one"])] if "one" in parts else there(parts["list"])["questions"]
    return render(
        request,
        "barriers/together/questions.html",
        {
            "barrier": there(parts["barrier"]),
            "questions": found,
            "alone": "one" in parts,
            "next": None if "one" in parts else parts["list"].get("next"),
            "name": council_names(parts["councils"]),
            "body_name": body_names(words(request), parts["taxonomy"]),
            "council": own_council(request),
            "role": identity.role,
            "organisation": identity.organisation,
        },
    )


routes = [
    Route(LIST, questions, methods=["GET"]),
    Route(LIST + "/ask", ask, methods=["GET", "POST"]),
    Route(ONE, question, methods=["GET"]),
    Route(ONE + "/answer", answer, methods=["GET", "POST"]),
    Route(ONE + "/settle", settle, methods=["POST"]),
    Route(ONE + "/hide", hide, methods=["GET", "POST"]),
]
