"""Reporting a barrier: finding the same one first, then sending one's own, once."""

import re
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from backbone.identifiers import new_id
from contracts.barriers.messages import FindSimilar, RaiseBarrier
from contracts.errors import Invalid, KeyReused
from contracts.messages import load
from gateway import reads, sessions
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.changing import BARRIERS, change
from gateway.pages.content import known_model, known_taxonomy, read_taxonomy
from gateway.pages.keeping import NOT_DONE, keep
from gateway.pages.visitors import council_of, leads
from gateway.platform import Away, call, from_cache
from gateway.templating import render

FACETS = (
    "bites_at",
    "effect",
    "nature",
    "nation",
    "body",
    "law",
    "characteristic",
    "from_level",
)
TYPED = ("title", "story", "kind", "named", *FACETS)
KEY = re.compile(r"[0-9a-f-]{36}")
MOST_TYPED = 10_000

FIELDS = {
    "title": Field(later("What is in the way"), later("Say in one line what is in the way")),
    "story": Field(later("What happened"), later("Tell what happened, in a few sentences")),
    "kind": Field(later("The kind"), later("Choose what kind of barrier it is")),
    "named": Field(later("Whether to be named"), later("Choose whether your council is named")),
    "law": Field(later("The law or guidance"), later("Check the law or guidance")),
    **{
        name: Field(later("This choice"), later("Choose one of the list"))
        for name in FACETS
        if name != "law"
    },
}


async def show(request: Request) -> Response:
    """An empty form, or one that knows the step whose page led here."""
    council = council_of(request)
    # Nobody begins a form that nobody would take; one that was begun is shown all the same.
    await read_taxonomy(request)
    query = request.query_params
    form = filled(
        words(request),
        key=new_id(),
        characteristic=query.get("characteristic"),
        from_level=query.get("from_level"),
        nation=await _nation(request, council),
    )
    return await _form(request, form)


async def send(request: Request) -> Response:
    """Checks what was typed, offers similar ones to support, and raises it once for its key."""
    form = await read_form(request, words(request))
    message = _message(form, council_of(request), may_be_named=leads(request))
    if message is None or form["then"] == "edit":
        return await _form(request, form, status=422 if form.errors else 200)
    if form["different"] != "yes":
        similar = await _unseen(request, form)
        if similar:
            return render(
                request,
                "barriers/same.html",
                {
                    "similar": similar,
                    "taxonomy": await known_taxonomy(request),
                    "typed": {name: form.typed(name) for name in ("key", *TYPED) if form[name]},
                },
            )
    return await _raise(request, form, message)


async def similar(request: Request) -> Response:
    """A fragment for the page that is being typed: similar barriers to support instead."""
    await sessions.check_csrf(request)
    council_of(request)
    text = str((await request.form()).get("text", ""))
    found = await _similar(request, text)
    context = {"similar": found, "taxonomy": await read_taxonomy(request)}
    return render(request, "barriers/similar.html", context)


def _message(form: Form, council: str, *, may_be_named: bool) -> RaiseBarrier | None:
    """What the form says, or None where it has mistakes, which are noted in it."""
    if may_be_named and form["named"] not in ("yes", "no"):
        form.refuse("named", form.words(FIELDS["named"].missing))
    values: dict[str, Any] = {
        **form.given("title", "story", "kind", *FACETS),
        "council": council,
        "named": may_be_named and form["named"] == "yes",
    }
    if form["from_level"]:
        values["from_level"] = form.number("from_level")
    try:
        message = load(RaiseBarrier, values)
    except Invalid as invalid:
        form.take(invalid, FIELDS)
        # In the order of the page, whoever found them first.
        form.errors = {name: form.errors[name] for name in TYPED if name in form.errors}
        return None
    return None if form.errors else message


async def _raise(request: Request, form: Form, message: RaiseBarrier) -> Response:
    key = form["key"] if KEY.fullmatch(form["key"]) else new_id()
    # Sent again after no answer came, it must be known to be the same.
    form.values["key"] = [key]
    status = 422
    try:
        raised = await change(request, "barriers", "raise_barrier", message, *BARRIERS, key=key)
    except Invalid as invalid:
        form.take(invalid, FIELDS)
    except KeyReused:
        # Sent, gone back, changed, sent again: that is another barrier, to be sent on purpose.
        form.values["key"] = [new_id()]
        form.refuse(
            "title",
            form.words("You sent this form before with other words. Send it again if it is new"),
        )
    except NOT_DONE as refusal:
        status = keep(form, refusal, "title")
    else:
        return RedirectResponse(f"/barriers/{raised['number']}?done=sent", 303)
    return await _form(request, form, status)


async def _form(request: Request, form: Form, status: int = 200) -> Response:
    context = {
        "model": await known_model(request),
        "taxonomy": await known_taxonomy(request),
        "form": form,
        "leads": leads(request),
        "more": any(form[name] for name in FACETS if name != "nation")
        or any(name in form.errors for name in FACETS),
    }
    return render(request, "barriers/report.html", context, status)


async def _unseen(request: Request, form: Form) -> list[dict[str, Any]]:
    """Similar ones, unless the page has shown all of them while it was typed."""
    found = await _similar(request, f"{form['title']}\n{form['story']}", form["kind"])
    seen = set(form["seen"].split())
    return found if any(each["number"] not in seen for each in found) else []


async def _similar(request: Request, text: str, kind: str | None = None) -> list[dict[str, Any]]:
    """The most alike first; none while that can't be asked, for it must not stop a report."""
    if not text.strip():
        return []
    message = FindSimilar(text.strip()[:MOST_TYPED], kind)
    try:
        parts = await request.app.state.platform.parts(
            request, found=call("barriers", "similar", message)
        )
    except Invalid:
        return []
    found = parts["found"]
    return [] if isinstance(found, Away) else list(found["barriers"])


async def _nation(request: Request, council: str) -> str | None:
    parts = await request.app.state.platform.parts(
        request, councils=from_cache("accounts", reads.councils(request))
    )
    known = parts["councils"]
    return None if isinstance(known, Away) else known.get(council, {}).get("nation")


routes = [
    Route("/barriers/report", show, methods=["GET"]),
    Route("/barriers/report", send, methods=["POST"]),
    Route("/barriers/similar", similar, methods=["POST"]),
]
