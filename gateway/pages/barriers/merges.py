"""Analysts make one barrier of two, and two of it again; councils object, and are answered."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.barriers.messages import (
    AnswerObjection,
    FindSimilar,
    GetBarrier,
    MergeBarrier,
    ObjectToMerge,
    PreviewMerge,
    UnmergeBarrier,
)
from contracts.errors import Invalid, NotFound, Stale
from contracts.messages import load
from gateway import reads
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.barriers.names import names_of
from gateway.pages.changing import BARRIERS, change
from gateway.pages.content import known_taxonomy
from gateway.pages.keeping import NOT_DONE, keep
from gateway.pages.visitors import council_of, must_analyse
from gateway.platform import Away, call, from_cache, there
from gateway.templating import render

WHY = {
    "why": Field(later("Why they are the same"), later("Say in a sentence why they are the same"))
}
NO_NUMBER = later("Enter the number of the other barrier")
REASON = {
    "reason": Field(later("Why it is not the same"), later("Say why your barrier is not the same"))
}
ANSWER = {"answer": Field(later("Your answer"), later("Say why it stays merged"))}

WHY_NOT = {
    "merge-into-itself": later("It can’t be merged into itself. Choose another one."),
    "merge-in-confidence": later(
        "One of the two was told in confidence. A merge would let others know of it."
    ),
    "merge-settled": later(
        "One of the two is resolved or closed. Reopen it first, or merge the other way round."
    ),
    "barrier-merged": later("One of the two has been merged already. Merge into that one instead."),
}


async def choose(request: Request) -> Response:
    """Which one it is the same as: by its number, or one of those that are alike."""
    must_analyse(request)
    into = request.query_params.get("into", "").strip()
    form = filled(words(request), into=into)
    if "into" in request.query_params:
        if into and (preview := await _preview(request, into)):
            return render(
                request, "barriers/merge.html", _compared(preview, filled(words(request)))
            )
        form.refuse("into", form.words(NO_NUMBER))
    return await _choice(request, form)


async def _preview(request: Request, into: str) -> dict[str, Any] | None:
    """What would come of it, or None where there is no such barrier."""
    message = PreviewMerge(request.path_params["number"], into[:200])
    try:
        found: dict[str, Any] = await request.app.state.platform.ask(
            request, "barriers", "preview_merge", message
        )
    except (NotFound, Invalid):
        return None
    return found


def _compared(preview: dict[str, Any], form: Form) -> dict[str, Any]:
    refused = preview["refused"]
    why_not = form.words(WHY_NOT.get(refused, preview["why_not"])) if refused else None
    return {"preview": preview, "form": form, "why_not": why_not}


async def _choice(request: Request, form: Form) -> Response:
    number = request.path_params["number"]
    platform = request.app.state.platform
    barrier = await platform.ask(request, "barriers", "barrier", GetBarrier(number))
    alike = FindSimilar(barrier["title"], barrier["facets"]["kind"], limit=6)
    parts = await platform.parts(request, alike=call("barriers", "similar", alike))
    found = [] if isinstance(parts["alike"], Away) else parts["alike"]["barriers"]
    context = {
        "barrier": barrier,
        "alike": [each for each in found if each["id"] != barrier["id"]],
        "taxonomy": await known_taxonomy(request),
        "form": form,
    }
    return render(request, "barriers/merge_choice.html", context, 422 if form.errors else 200)


async def merge(request: Request) -> Response:
    form = await read_form(request, words(request))
    must_analyse(request)
    number, into, status = request.path_params["number"], form["into"], 422
    values = {"barrier": number, "into": into, **form.given("why")}
    try:
        message = load(MergeBarrier, {**values, "version": form.number("version")})
        await change(request, "barriers", "merge", message, *BARRIERS)
    except Invalid as invalid:
        form.take(invalid, WHY)
    except Stale:
        return RedirectResponse(f"/barriers/{number}?done=changed", 303)
    except NOT_DONE as refusal:
        status = keep(form, refusal, "why")
    else:
        return RedirectResponse(f"/barriers/{number}?done=merged", 303)
    preview = await _preview(request, into)
    if preview is None:
        return await _choice(request, filled(words(request)))
    return render(request, "barriers/merge.html", _compared(preview, form), status)


async def unmerge(request: Request) -> Response:
    form = await read_form(request, words(request))
    must_analyse(request)
    number = request.path_params["number"]
    message = UnmergeBarrier(number, form.number("version"))
    try:
        await change(request, "barriers", "unmerge", message, *BARRIERS)
    except Stale:
        return RedirectResponse(f"/barriers/{number}?done=changed", 303)
    return RedirectResponse(f"/barriers/{number}?done=unmerged", 303)


async def show_objection(request: Request) -> Response:
    council = council_of(request)
    barrier = await _barrier(request)
    own = next((each for each in barrier["merging"]["said"] if each["council"] == council), None)
    form = filled(words(request), reason=own["reason"] if own else None)
    return render(request, "barriers/objection.html", {"barrier": barrier, "form": form})


async def object_(request: Request) -> Response:
    form = await read_form(request, words(request))
    number, council, status = request.path_params["number"], council_of(request), 422
    values = {"barrier": number, "council": council, **form.given("reason")}
    try:
        message = load(ObjectToMerge, values)
        await change(request, "barriers", "object_to_merge", message, *BARRIERS)
    except Invalid as invalid:
        form.take(invalid, REASON)
    except NOT_DONE as refusal:
        status = keep(form, refusal, "reason")
    else:
        return RedirectResponse(f"/barriers/{number}?done=objected", 303)
    context = {"barrier": await _barrier(request), "form": form}
    return render(request, "barriers/objection.html", context, status)


async def show_answer(request: Request) -> Response:
    must_analyse(request)
    return await _answer(request, filled(words(request)))


async def answer(request: Request) -> Response:
    form = await read_form(request, words(request))
    must_analyse(request)
    number, council = request.path_params["number"], request.path_params["council"]
    values = {"barrier": number, "council": council, **form.given("answer")}
    status = 422
    try:
        message = load(AnswerObjection, values)
        await change(request, "barriers", "answer_objection", message, *BARRIERS)
    except Invalid as invalid:
        form.take(invalid, ANSWER)
    except NOT_DONE as refusal:
        status = keep(form, refusal, "answer")
    else:
        return RedirectResponse(f"/barriers/{number}?done=upheld", 303)
    return await _answer(request, form, status)


async def _answer(request: Request, form: Form, status: int = 200) -> Response:
    """The objection, with room for an answer. Raises NotFound where the council has none."""
    council = request.path_params["council"]
    parts = await request.app.state.platform.parts(
        request,
        barrier=call("barriers", "barrier", GetBarrier(request.path_params["number"])),
        councils=from_cache("accounts", reads.councils(request)),
    )
    barrier = there(parts["barrier"])
    said = [each for each in barrier["merging"]["said"] if each["council"] == council]
    if not said:
        raise NotFound
    name = names_of(parts["councils"]).get(council, council)
    context = {"barrier": barrier, "objection": said[0], "name": name, "form": form}
    return render(request, "barriers/objection_answer.html", context, status)


async def _barrier(request: Request) -> Any:
    message = GetBarrier(request.path_params["number"])
    return await request.app.state.platform.ask(request, "barriers", "barrier", message)


routes = [
    Route("/barriers/{number}/merge", choose, methods=["GET"]),
    Route("/barriers/{number}/merge", merge, methods=["POST"]),
    Route("/barriers/{number}/unmerge", unmerge, methods=["POST"]),
    Route("/barriers/{number}/objection", show_objection, methods=["GET"]),
    Route("/barriers/{number}/objection", object_, methods=["POST"]),
    Route("/barriers/{number}/objections/{council}", show_answer, methods=["GET"]),
    Route("/barriers/{number}/objections/{council}", answer, methods=["POST"]),
]
