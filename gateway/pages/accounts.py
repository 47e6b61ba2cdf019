"""Administration of people and of keys for other systems."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.accounts.links import InviteAgain
from contracts.accounts.messages import (
    CreateKey,
    DisablePerson,
    Identity,
    ListKeys,
    ListPeople,
    RegisterPerson,
    RevokeKey,
)
from contracts.callers import COUNCIL_ROLES, SECTOR_BODY
from contracts.errors import Conflict, Invalid, Stale
from contracts.messages import load
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.changing import change
from gateway.pages.visitors import must_administer, who_runs_people
from gateway.templating import render

ROLES = {
    "officer": later("Officer: answers for a council"),
    "lead": later("Lead: answers, submits and consents for a council"),
    "responder": later("Responder: answers barriers for a body"),
    "analyst": later("Analyst of the sector body"),
    "administrator": later("Administrator of the sector body"),
}
PERSON = {
    "name": Field(later("The name"), later("Enter the person’s name")),
    "email": Field(
        later("E-mail address"),
        later("Enter an e-mail address in the right form, like name@example.gov.uk"),
    ),
    "role": Field(later("The role"), later("Choose a role that fits the organisation")),
    "organisation": Field(
        later("The organisation"),
        later("Enter the code of a council, such as CMD, a body’s id, such as dwp, or sector-body"),
    ),
    "password": Field(
        later("The password"), later("Enter a password of 12 to 200 characters, or none")
    ),
    "language": Field(later("The language"), later("Choose English or Welsh")),
}
KEY = {
    "label": Field(later("What it is for"), later("Say what the key is for")),
    "role": PERSON["role"],
    "organisation": PERSON["organisation"],
}


async def people(request: Request) -> Response:
    who_runs_people(request)
    return await _people(request, filled(words(request), language="en"))


async def register(request: Request) -> Response:
    identity = who_runs_people(request)
    form = await read_form(request, words(request))
    values = form.given("name", "email", "role", "organisation", "language")
    if identity.role == "lead":
        values["organisation"] = identity.organisation
    # As typed: a space at its end may belong to it.
    values |= {"password": form.typed("password")} if form.typed("password") else {}
    try:
        message = load(RegisterPerson, values)
        await change(request, "accounts", "register_person", message)
    except Invalid as invalid:
        form.take(invalid, PERSON)
    except Conflict as conflict:
        _take_conflict(form, conflict)
    else:
        done = "registered" if "password" in values else "invited"
        return RedirectResponse(f"/admin/people?done={done}", 303)
    return await _people(request, form, 422)


def _take_conflict(form: Form, conflict: Conflict) -> None:
    if conflict.code == "council-has-ended":
        form.refuse("organisation", form.words("This council has ended. Enter its successor"))
    elif conflict.code == "body-has-ended":
        form.refuse("organisation", form.words("This body has ended. Enter another"))
    else:
        form.refuse("email", form.words("Somebody with this e-mail address is registered already"))


def offered(identity: Identity) -> dict[str, str]:
    """The roles that they may give somebody."""
    return {role: ROLES[role] for role in COUNCIL_ROLES} if identity.role == "lead" else ROLES


async def invite(request: Request) -> Response:
    """Another link for who has not chosen a password yet."""
    who_runs_people(request)
    await read_form(request, words(request))
    message = InviteAgain(request.path_params["person"])
    try:
        await change(request, "accounts", "invite_again", message)
    except Conflict:
        return RedirectResponse("/admin/people?done=not-invited", 303)
    return RedirectResponse("/admin/people?done=invited", 303)


async def disable(request: Request) -> Response:
    who_runs_people(request)
    form = await read_form(request, words(request))
    message = load(
        DisablePerson,
        {"person": request.path_params["person"], "version": form.number("version")},
    )
    try:
        await change(request, "accounts", "disable_person", message)
    except (Stale, Conflict):
        return RedirectResponse("/admin/people?done=changed", 303)
    return RedirectResponse("/admin/people?done=disabled", 303)


async def _people(request: Request, form: Form, status: int = 200) -> Response:
    identity = who_runs_people(request)
    after = request.query_params.get("after")
    found = await request.app.state.platform.ask(
        request, "accounts", "people", ListPeople(after=after)
    )
    context = {
        "form": form,
        "people": found["people"],
        "next": found.get("next"),
        "roles": ROLES,
        "offered": offered(identity),
        "me": identity.person,
    }
    return render(request, "admin/people.html", context, status)


async def keys(request: Request) -> Response:
    must_administer(request)
    return await _keys(request, filled(words(request), organisation=SECTOR_BODY))


async def create_key(request: Request) -> Response:
    """The secret is shown on this one answer and nowhere again."""
    must_administer(request)
    form = await read_form(request, words(request))
    try:
        message = load(CreateKey, form.given("label", "role", "organisation"))
        created = await change(request, "accounts", "create_key", message)
    except Invalid as invalid:
        form.take(invalid, KEY)
    except Conflict as conflict:
        _take_conflict(form, conflict)
    else:
        return await _keys(request, filled(words(request)), created=created)
    return await _keys(request, form, status=422)


async def revoke_key(request: Request) -> Response:
    must_administer(request)
    await read_form(request, words(request))
    message = load(RevokeKey, {"key": request.path_params["key"]})
    await change(request, "accounts", "revoke_key", message)
    return RedirectResponse("/admin/keys?done=revoked", 303)


async def _keys(
    request: Request, form: Form, *, created: dict[str, Any] | None = None, status: int = 200
) -> Response:
    found = await request.app.state.platform.ask(request, "accounts", "keys", ListKeys())
    context = {"form": form, "keys": found["keys"], "roles": ROLES, "created": created}
    return render(request, "admin/keys.html", context, status)


routes = [
    Route("/admin/people", people, methods=["GET"]),
    Route("/admin/people", register, methods=["POST"]),
    Route("/admin/people/{person}/invite", invite, methods=["POST"]),
    Route("/admin/people/{person}/disable", disable, methods=["POST"]),
    Route("/admin/keys", keys, methods=["GET"]),
    Route("/admin/keys", create_key, methods=["POST"]),
    Route("/admin/keys/{key}/revoke", revoke_key, methods=["POST"]),
]
