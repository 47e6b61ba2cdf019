"""Removing words from barriers, notes between analysts, and reporting what should not be there."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from backbone.identifiers import new_id
from contracts.barriers.messages import (
    AddNote,
    GetBarrier,
    GetFlag,
    ListFlags,
    PreviewRedaction,
    RaiseFlag,
    RedactBarrier,
    RemoveNote,
    SettleFlag,
)
from contracts.errors import Conflict, Invalid, Stale
from contracts.messages import load
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.changing import BARRIERS, change
from gateway.pages.keeping import NOT_DONE, keep
from gateway.pages.visitors import must_analyse
from gateway.templating import render

PASSAGES = {
    "passages": Field(
        later("The words to remove"),
        later("Enter words that stand in the text, letter by letter, a line for each"),
    ),
    "reason": Field(later("The reason"), later("Choose why they are removed")),
}
REPORT = {
    "reason": Field(later("What is wrong"), later("Choose what is wrong with it")),
    "line": Field(later("More about it"), later("Check what you wrote about it")),
}
SETTLEMENT = {
    "settlement": Field(later("What came of it"), later("Choose what came of it")),
    "why": Field(later("The reason"), later("Say why, in 10 characters or more")),
}
NOT_YET = {
    "nothing-removed": later("Nothing has been removed since it was reported. Remove it first"),
    "not-hidden": later("It is still shown. Hide it first"),
    "already-settled": later("Somebody has settled this report meanwhile"),
}


async def ask_words(request: Request) -> Response:
    must_analyse(request)
    barrier = await _barrier(request)
    form = filled(words(request), version=str(barrier["version"]), key=new_id())
    return _words_form(request, barrier, form)


async def redact(request: Request) -> Response:
    """First shows what would be left; once that was seen, removes the words for good."""
    must_analyse(request)
    form = await read_form(request, words(request))
    number = request.path_params["number"]
    passages = [line.strip() for line in form["passages"].split("\n") if line.strip()]
    wanted = {"barrier": number, "passages": passages}
    if form["then"] == "edit":
        return _words_form(request, await _barrier(request), form)
    if not passages:
        needed = PASSAGES["passages"].missing
        form.refuse("passages", form.words(needed))
    status = 422
    try:
        version = form.number("version")
        message = load(RedactBarrier, {**wanted, "version": version, **form.given("reason")})
        if form["sure"] == "yes" and passages:
            await change(request, "barriers", "redact", message, *BARRIERS, key=_key(form))
            return RedirectResponse(f"/barriers/{number}?done=redacted", 303)
        preview = await request.app.state.platform.ask(
            request, "barriers", "preview_redaction", load(PreviewRedaction, wanted)
        )
    except Invalid as invalid:
        form.take(invalid, PASSAGES)
    except Stale:
        return RedirectResponse(f"/barriers/{number}?done=changed", 303)
    except NOT_DONE as refusal:
        status = keep(form, refusal, "passages")
    else:
        context = {"number": number, "preview": preview, "form": form}
        return render(request, "barriers/redaction.html", context)
    return _words_form(request, await _barrier(request), form, status)


async def add_note(request: Request) -> Response:
    must_analyse(request)
    form = await read_form(request, words(request))
    number = request.path_params["number"]
    try:
        message = load(AddNote, {"barrier": number, "text": form["text"]})
    except Invalid:
        return RedirectResponse(f"/barriers/{number}?done=note-wrong#notes", 303)
    await change(request, "barriers", "add_note", message, key=_key(form))
    return RedirectResponse(f"/barriers/{number}?done=noted#notes", 303)


async def remove_note(request: Request) -> Response:
    must_analyse(request)
    await read_form(request, words(request))
    number = request.path_params["number"]
    message = RemoveNote(number, request.path_params["note"])
    await change(request, "barriers", "remove_note", message)
    return RedirectResponse(f"/barriers/{number}?done=note-removed#notes", 303)


async def ask_what(request: Request) -> Response:
    """What is wrong with a barrier, or with the workaround, question or answer that is named."""
    query = request.query_params
    barrier = await _barrier(request)
    form = filled(
        words(request),
        kind=query.get("kind", "barrier"),
        object=query.get("object", barrier["id"]),
    )
    return _flag_form(request, barrier, form)


async def flag(request: Request) -> Response:
    form = await read_form(request, words(request))
    number, status = request.path_params["number"], 422
    try:
        wanted = {"barrier": number, **form.given("kind", "object", "reason", "line")}
        await change(request, "barriers", "flag", load(RaiseFlag, wanted))
    except Invalid as invalid:
        form.take(invalid, REPORT)
    except Conflict:
        return RedirectResponse(f"/barriers/{number}?done=flagged-before", 303)
    except NOT_DONE as refusal:
        status = keep(form, refusal, "reason")
    else:
        return RedirectResponse(f"/barriers/{number}?done=flagged", 303)
    return _flag_form(request, await _barrier(request), form, status)


async def flags(request: Request) -> Response:
    must_analyse(request)
    after = request.query_params.get("after") or None
    message = load(ListFlags, {"after": after})
    found = await request.app.state.platform.ask(request, "barriers", "flags", message)
    following = found.get("next")
    context = {
        "flags": found["flags"],
        "next": f"/casework/flags?after={following}" if following else None,
    }
    return render(request, "barriers/flags.html", context)


async def one_flag(request: Request) -> Response:
    must_analyse(request)
    return _settlement_form(request, await _flag(request), Form(words(request)))


async def settle(request: Request) -> Response:
    must_analyse(request)
    form = await read_form(request, words(request))
    status = 422
    try:
        wanted = {"flag": request.path_params["flag"], **form.given("settlement", "why")}
        await change(request, "barriers", "settle_flag", load(SettleFlag, wanted))
    except Invalid as invalid:
        form.take(invalid, SETTLEMENT)
    except NOT_DONE as refusal:
        if refusal.code in NOT_YET:
            form.refuse("settlement", form.words(NOT_YET[refusal.code]))
            status = 409
        else:
            status = keep(form, refusal, "settlement")
    else:
        return RedirectResponse("/casework/flags?done=settled", 303)
    return _settlement_form(request, await _flag(request), form, status)


async def _barrier(request: Request) -> dict[str, Any]:
    message = GetBarrier(request.path_params["number"])
    found: dict[str, Any] = await request.app.state.platform.ask(
        request, "barriers", "barrier", message
    )
    return found


async def _flag(request: Request) -> dict[str, Any]:
    message = GetFlag(request.path_params["flag"])
    found: dict[str, Any] = await request.app.state.platform.ask(
        request, "barriers", "reported", message
    )
    return found


def _words_form(
    request: Request, barrier: dict[str, Any], form: Form, status: int = 200
) -> Response:
    return render(request, "barriers/redact.html", {"barrier": barrier, "form": form}, status)


def _flag_form(
    request: Request, barrier: dict[str, Any], form: Form, status: int = 200
) -> Response:
    return render(request, "barriers/flag.html", {"barrier": barrier, "form": form}, status)


def _settlement_form(
    request: Request, found: dict[str, Any], form: Form, status: int = 200
) -> Response:
    return render(request, "barriers/settle.html", {"flag": found, "form": form}, status)


def _key(form: Form) -> str:
    """The form's own, so that sent twice it is done once."""
    return form["key"] if len(form["key"]) == len(new_id()) else new_id()


routes = [
    Route("/barriers/{number}/redact", ask_words, methods=["GET"]),
    Route("/barriers/{number}/redact", redact, methods=["POST"]),
    Route("/barriers/{number}/notes", add_note, methods=["POST"]),
    Route("/barriers/{number}/notes/{note}/remove", remove_note, methods=["POST"]),
    Route("/barriers/{number}/flag", ask_what, methods=["GET"]),
    Route("/barriers/{number}/flag", flag, methods=["POST"]),
    Route("/casework/flags", flags, methods=["GET"]),
    Route("/casework/flags/{flag}", one_flag, methods=["GET"]),
    Route("/casework/flags/{flag}", settle, methods=["POST"]),
]
