"""Administration of the bodies whose people answer barriers."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.accounts.bodies import ChangeBody, GetBody, RegisterBody
from contracts.errors import Conflict, Invalid, Refusal, Stale
from contracts.messages import load
from gateway import reads
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.changing import change
from gateway.pages.content import read_taxonomy
from gateway.pages.visitors import must_administer
from gateway.templating import render

KINDS = {
    "department": later("Government department"),
    "regulator": later("Regulator"),
    "nhs": later("Part of the NHS"),
    "police": later("Police"),
    "devolved-government": later("Devolved government"),
    "council-group": later("Group of councils"),
    "other": later("Something else"),
}
BODY = {
    "english": Field(later("The English name"), later("Enter the name")),
    "welsh": Field(
        later("The Welsh name"), later("Enter the Welsh name; where it has none, the name again")
    ),
    "kind": Field(later("The kind"), later("Choose what kind of body it is")),
    "stands_for": Field(
        later("What it stands for"), later("Choose what it is called where barriers are reported")
    ),
}
NEW_BODY = {
    "id": Field(later("The id"), later("Enter small letters, figures and hyphens, such as dwp")),
    **BODY,
}
NO_ID = {
    "sector-body": later("This is the sector body. Choose another id"),
    "council": later("This is the code of a council. Choose a longer id"),
}


async def bodies(request: Request) -> Response:
    must_administer(request)
    return await _bodies(request, filled(words(request)))


async def register(request: Request) -> Response:
    must_administer(request)
    form = await read_form(request, words(request))
    try:
        message = load(RegisterBody, {**form.given("id"), **_said(form)})
        await change(request, "accounts", "register_body", message, reads.BODIES)
    except Invalid as invalid:
        _take(form, invalid)
    except Conflict:
        form.refuse("id", form.words("A body with this id is registered already"))
    else:
        return RedirectResponse("/admin/bodies?done=registered", 303)
    return await _bodies(request, form, 422)


async def body(request: Request) -> Response:
    must_administer(request)
    found = await request.app.state.platform.ask(
        request, "accounts", "body", GetBody(request.path_params["body"])
    )
    form = filled(
        words(request),
        english=found["name"]["en"],
        welsh=found["name"]["cy"],
        kind=found["kind"],
        stands_for=found["stands_for"],
        ended="yes" if found["ended"] else None,
        version=str(found["version"]),
    )
    return await _body(request, form)


async def change_body(request: Request) -> Response:
    must_administer(request)
    form = await read_form(request, words(request))
    said = {
        "body": request.path_params["body"],
        "ended": form["ended"] == "yes",
        "version": form.number("version"),
        **_said(form),
    }
    try:
        message = load(ChangeBody, said)
        await change(request, "accounts", "change_body", message, reads.BODIES)
    except Invalid as invalid:
        form.take(_by_field(invalid), BODY)
    except Stale:
        return RedirectResponse(f"{request.url.path}?done=changed", 303)
    else:
        return RedirectResponse("/admin/bodies?done=saved", 303)
    return await _body(request, form, 422)


def _said(form: Form) -> dict[str, Any]:
    name = {
        language: form[field]
        for language, field in (("en", "english"), ("cy", "welsh"))
        if form[field]
    }
    return {"name": name, **form.given("kind", "stands_for")}


def _by_field(invalid: Invalid) -> Invalid:
    """The same mistakes under the names of the form's fields."""
    names = {"name.en": "english", "name.cy": "welsh"}
    return Invalid(details={names.get(path, path): why for path, why in invalid.details.items()})


def _take(form: Form, invalid: Invalid) -> None:
    if invalid.code == "no-id-for-a-body":
        why = NO_ID["sector-body" if form["id"] == "sector-body" else "council"]
        form.refuse("id", form.words(why))
    else:
        form.take(_by_field(invalid), NEW_BODY)


async def _bodies(request: Request, form: Form, status: int = 200) -> Response:
    found = await reads.bodies(request)
    context = {"bodies": list(found.values()), **await _choices(request, form)}
    return render(request, "admin/bodies.html", context, status)


async def _body(request: Request, form: Form, status: int = 200) -> Response:
    context = {"id": request.path_params["body"], **await _choices(request, form)}
    return render(request, "admin/body.html", context, status)


async def _choices(request: Request, form: Form) -> dict[str, Any]:
    """The form with what may be chosen in it; the bodies of the taxonomy where it can be read."""
    _ = words(request)
    try:
        of_taxonomy = (await read_taxonomy(request)).names("bodies")
    except Refusal:
        of_taxonomy = {}
    names = {each: _.text(name) for each, name in of_taxonomy.items()}
    if form["stands_for"]:
        # It stays what it is while the taxonomy is away.
        names.setdefault(form["stands_for"], form["stands_for"])
    return {"form": form, "kinds": KINDS, "of_taxonomy": names}


routes = [
    Route("/admin/bodies", bodies, methods=["GET"]),
    Route("/admin/bodies", register, methods=["POST"]),
    Route("/admin/bodies/{body}", body, methods=["GET"]),
    Route("/admin/bodies/{body}", change_body, methods=["POST"]),
]
