"""A webhook at work: how it stands, and what can be done with it at a press."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from backbone.identifiers import new_id
from contracts.errors import Conflict, Invalid, Stale
from contracts.messages import load
from contracts.notifications.messages.deliveries import ReplayWebhook, SendTestEvent, SkipDelivery
from contracts.notifications.messages.webhooks import (
    GetWebhook,
    PauseWebhook,
    ResumeWebhook,
    RotateWebhookSecret,
    VerifyWebhook,
)
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.changing import change
from gateway.pages.subscribe.webhooks import LIST, registers, secret
from gateway.pages.subscribe.words import as_shown, delivered, happened, organisations, said
from gateway.platform import call, identity_of, there
from gateway.templating import render

REPLAY = {
    "after": Field(
        later("From"),
        later("Enter beginning, or a cursor that lies before the one where it is to end"),
    ),
    "until": Field(later("Up to"), later("Enter the cursor up to which it is to go")),
}

MESSAGES: dict[str, tuple[str, Callable[[str, int | None], Any]]] = {
    "pause": ("pause_webhook", lambda webhook, version: PauseWebhook(webhook, version=version)),
    "resume": ("resume_webhook", lambda webhook, version: ResumeWebhook(webhook, version=version)),
    "skip": ("skip_delivery", lambda webhook, version: SkipDelivery(webhook, version=version)),
}
"""What a press does → the RPC and its request; each leads back to the page."""


async def show(request: Request) -> Response:
    return await _page(request, filled(words(request)))


async def press(request: Request) -> Response:
    """Pauses, resumes or skips."""
    form = await read_form(request, words(request))
    identity_of(request)
    webhook, action = request.path_params["webhook"], request.url.path.rpartition("/")[2]
    method, message = MESSAGES[action]
    try:
        await change(
            request,
            "notifications",
            method,
            message(webhook, form.number("version")),
            key=form.key,
        )
    except Stale:
        return _back(request, "stale")
    except Conflict as conflict:
        return await _page(
            request, filled(form.words), problem=happened(form.words, conflict), status=409
        )
    return _back(request, action)


async def verify(request: Request) -> Response:
    form = await read_form(request, words(request))
    identity_of(request)
    message = VerifyWebhook(request.path_params["webhook"])
    try:
        await change(request, "notifications", "verify_webhook", message, key=form.key)
    except Conflict as conflict:
        problem = said(words(request), conflict)
        return await _page(request, filled(form.words), problem=problem, status=409)
    return _back(request, "verified")


async def test(request: Request) -> Response:
    form = await read_form(request, words(request))
    identity_of(request)
    message = SendTestEvent(request.path_params["webhook"])
    try:
        sent = await change(request, "notifications", "send_test_event", message, key=form.key)
    except Conflict as conflict:
        return await _page(
            request, filled(form.words), problem=happened(form.words, conflict), status=409
        )
    if sent["failure"]:
        problem = delivered(words(request), sent)["why"]
        return await _page(request, filled(form.words), problem=problem, status=409)
    return _back(request, "tested")


async def rotate(request: Request) -> Response:
    form = await read_form(request, words(request))
    identity_of(request)
    message = RotateWebhookSecret(request.path_params["webhook"], version=form.number("version"))
    try:
        rotated = await change(
            request, "notifications", "rotate_webhook_secret", message, key=form.key
        )
    except Stale:
        return _back(request, "stale")
    except Conflict as conflict:
        problem = happened(form.words, conflict)
        return await _page(request, filled(form.words), problem=problem, status=409)
    return secret(request, rotated)


async def replay(request: Request) -> Response:
    form = await read_form(request, words(request))
    identity_of(request)
    given = {"webhook": request.path_params["webhook"], **form.given("after", "until")}
    try:
        message = load(ReplayWebhook, {**given, "version": form.number("version")})
        await change(request, "notifications", "replay_webhook", message, key=form.key)
    except Invalid as invalid:
        form.take(invalid, REPLAY)
        return await _page(request, form, status=422)
    except Stale:
        return _back(request, "stale")
    except Conflict as conflict:
        return await _page(request, form, problem=happened(form.words, conflict), status=409)
    return _back(request, "replayed")


async def _page(
    request: Request, form: Form, *, problem: str | None = None, status: int = 200
) -> Response:
    identity = identity_of(request)
    wanted = GetWebhook(request.path_params["webhook"])
    parts = await request.app.state.platform.parts(
        request, webhook=call("notifications", "webhook", wanted), **registers(request)
    )
    found = as_shown(words(request), there(parts["webhook"]))
    owner = found["organisation"]
    theirs = owner == identity.organisation
    context = {
        "webhook": found,
        "organisation": None if theirs else organisations(words(request), parts)(owner),
        "form": form,
        "new_key": new_id,
        "problem": problem,
        "manages": theirs and identity.role != "officer",
        "stops": identity.role == "administrator" or (theirs and identity.role != "officer"),
    }
    return render(request, "subscribe/webhook.html", context, status)


def _back(request: Request, done: str) -> Response:
    return RedirectResponse(f"{LIST}/{request.path_params['webhook']}?done={done}", 303)


routes = [
    Route(f"{LIST}/{{webhook}}", show, methods=["GET"]),
    Route(f"{LIST}/{{webhook}}/verify", verify, methods=["POST"]),
    Route(f"{LIST}/{{webhook}}/test", test, methods=["POST"]),
    Route(f"{LIST}/{{webhook}}/rotate", rotate, methods=["POST"]),
    Route(f"{LIST}/{{webhook}}/replay", replay, methods=["POST"]),
    *(Route(f"{LIST}/{{webhook}}/{action}", press, methods=["POST"]) for action in MESSAGES),
]
