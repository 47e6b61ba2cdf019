"""An organisation's webhooks: listed, registered, changed, removed."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.callers import LeadNeeded
from contracts.errors import Conflict, Invalid, Stale
from contracts.messages import load
from contracts.notifications.messages.webhooks import (
    ChangeWebhook,
    GetWebhook,
    ListWebhooks,
    RegisterWebhook,
    RemoveWebhook,
)
from gateway import reads
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.changing import change
from gateway.pages.subscribe.words import as_shown, happened, organisations
from gateway.platform import Call, call, from_cache, identity_of, there
from gateway.templating import render

LIST = "/subscribe/webhooks"
ALL_EVENTS = "barriers.#"
FIELDS = {
    "url": Field(
        later("The address"),
        later("Enter an address that begins with https:// and can be reached from the internet"),
    ),
    "label": Field(later("The name"), later("Enter a name that says which system it is")),
    "events": Field(
        later("Events"),
        later("Enter a kind of events on each line, such as barriers.# for all of them"),
    ),
    "batch": Field(later("Events in one post"), later("Enter a number from 1 to 100")),
}


async def listed(request: Request) -> Response:
    identity = identity_of(request)
    wanted = ListWebhooks(after=request.query_params.get("after"))
    parts = await request.app.state.platform.parts(
        request, webhooks=call("notifications", "webhooks", wanted), **registers(request)
    )
    found = there(parts["webhooks"])
    context = {
        "webhooks": [as_shown(words(request), each) for each in found["webhooks"]],
        "next": found["next"],
        "may": identity.role != "officer",
        "everybodys": identity.role == "administrator",
        "name_of": organisations(words(request), parts),
    }
    return render(request, "subscribe/webhooks.html", context)


def registers(request: Request) -> dict[str, Call]:
    """What organisations' names are taken from; only administrators see others than their own."""
    if identity_of(request).role != "administrator":
        return {}
    return {
        "councils": from_cache("accounts", reads.councils(request)),
        "bodies": from_cache("accounts", reads.bodies(request)),
    }


async def new(request: Request) -> Response:
    if identity_of(request).role == "officer":
        raise LeadNeeded
    return _form(request, filled(words(request), events=ALL_EVENTS, batch="1"))


async def register(request: Request) -> Response:
    form = await read_form(request, words(request))
    identity_of(request)
    try:
        message = load(RegisterWebhook, typed(form))
        registered = await change(
            request, "notifications", "register_webhook", message, key=form.key
        )
    except Invalid as invalid:
        form.take(invalid, FIELDS)
    except Conflict as conflict:
        form.refuse("url", happened(form.words, conflict))
    else:
        return secret(request, registered)
    return _form(request, form, 422)


def secret(request: Request, answer: dict[str, Any]) -> Response:
    """Shown this once, so the page is not kept anywhere."""
    response = render(request, "subscribe/secret.html", answer)
    response.headers["cache-control"] = "no-store"
    return response


async def edit(request: Request) -> Response:
    found = await one(request)
    form = filled(
        words(request),
        url=found["url"],
        label=found["label"],
        events="\n".join(found["events"]),
        batch=str(found["batch"]),
        version=str(found["version"]),
    )
    return _form(request, form, webhook=found["id"])


async def save(request: Request) -> Response:
    form = await read_form(request, words(request))
    identity_of(request)
    webhook = request.path_params["webhook"]
    try:
        message = load(
            ChangeWebhook, {"webhook": webhook, "version": form.number("version"), **typed(form)}
        )
        await change(request, "notifications", "change_webhook", message, key=form.key)
    except Invalid as invalid:
        form.take(invalid, FIELDS)
    except Stale:
        return RedirectResponse(f"{LIST}/{webhook}?done=stale", 303)
    else:
        return RedirectResponse(f"{LIST}/{webhook}?done=saved", 303)
    return _form(request, form, 422, webhook=webhook)


async def about_to_remove(request: Request) -> Response:
    context = {"webhook": await one(request)}
    return render(request, "subscribe/remove.html", context)


async def remove(request: Request) -> Response:
    form = await read_form(request, words(request))
    identity_of(request)
    webhook = request.path_params["webhook"]
    try:
        message = RemoveWebhook(webhook, version=form.number("version"))
        await change(request, "notifications", "remove_webhook", message, key=form.key)
    except Stale:
        return RedirectResponse(f"{LIST}/{webhook}?done=stale", 303)
    return RedirectResponse(f"{LIST}?done=removed", 303)


def typed(form: Form) -> dict[str, Any]:
    """As a message has it; a number that is none is left for the schema to refuse."""
    return {
        "url": form["url"],
        "label": form["label"],
        "events": form["events"].split(),
        "batch": form.number("batch") or form["batch"],
    }


async def one(request: Request) -> dict[str, Any]:
    identity_of(request)
    return await ask(request, "webhook", GetWebhook(request.path_params["webhook"]))


async def ask(request: Request, method: str, message: Any) -> dict[str, Any]:
    answer: dict[str, Any] = await request.app.state.platform.ask(
        request, "notifications", method, message
    )
    return answer


def _form(
    request: Request, form: Form, status: int = 200, *, webhook: str | None = None
) -> Response:
    return render(request, "subscribe/form.html", {"form": form, "webhook": webhook}, status)


routes = [
    Route(LIST, listed, methods=["GET"]),
    Route(LIST, register, methods=["POST"]),
    Route(f"{LIST}/new", new, methods=["GET"]),
    Route(f"{LIST}/{{webhook}}/change", edit, methods=["GET"]),
    Route(f"{LIST}/{{webhook}}/change", save, methods=["POST"]),
    Route(f"{LIST}/{{webhook}}/remove", about_to_remove, methods=["GET"]),
    Route(f"{LIST}/{{webhook}}/remove", remove, methods=["POST"]),
]
