"""What was posted to a webhook, and what came of it."""

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.errors import Conflict
from contracts.notifications.messages.deliveries import GetDelivery, ListDeliveries, ResendDelivery
from gateway.forms import Form, filled, read_form
from gateway.languages import words
from gateway.pages.changing import change
from gateway.pages.subscribe.webhooks import LIST, ask, one
from gateway.pages.subscribe.words import delivered, happened
from gateway.platform import identity_of
from gateway.templating import render

LOG = f"{LIST}/{{webhook}}/deliveries"


async def listed(request: Request) -> Response:
    webhook = await one(request)
    failed = True if request.query_params.get("failed") == "yes" else None
    wanted = ListDeliveries(
        webhook["id"], failed=failed, after=request.query_params.get("after"), limit=50
    )
    found = await ask(request, "deliveries", wanted)
    context = {
        "webhook": webhook,
        "deliveries": [delivered(words(request), each) for each in found["deliveries"]],
        "next": found["next"],
        "failed": bool(failed),
    }
    return render(request, "subscribe/deliveries.html", context)


async def show(request: Request) -> Response:
    return await _page(request, filled(words(request)))


async def resend(request: Request) -> Response:
    form = await read_form(request, words(request))
    identity_of(request)
    webhook, delivery = request.path_params["webhook"], request.path_params["delivery"]
    try:
        sent = await change(
            request,
            "notifications",
            "resend_delivery",
            ResendDelivery(webhook, delivery),
            key=form.key,
        )
    except Conflict as conflict:
        return await _page(request, form, problem=happened(form.words, conflict), status=409)
    done = "not-taken" if sent["failure"] else "sent"
    return RedirectResponse(f"{LIST}/{webhook}/deliveries/{delivery}?done={done}", 303)


async def _page(
    request: Request, form: Form, *, problem: str | None = None, status: int = 200
) -> Response:
    webhook = await one(request)
    found = await ask(
        request, "delivery", GetDelivery(webhook["id"], request.path_params["delivery"])
    )
    identity = identity_of(request)
    theirs = webhook["organisation"] == identity.organisation
    context = {
        "webhook": webhook,
        "attempts": [delivered(words(request), each) for each in found["attempts"]],
        "body": indented(found["body"]),
        "form": form,
        "problem": problem,
        "manages": theirs and identity.role != "officer",
    }
    return render(request, "subscribe/delivery.html", context, status)


def indented(body: str) -> str:
    """The JSON that is posted, so that it can be read; nothing where nothing is."""
    return orjson.dumps(orjson.loads(body), option=orjson.OPT_INDENT_2).decode() if body else ""


routes = [
    Route(LOG, listed, methods=["GET"]),
    Route(f"{LOG}/{{delivery}}", show, methods=["GET"]),
    Route(f"{LOG}/{{delivery}}/resend", resend, methods=["POST"]),
]
