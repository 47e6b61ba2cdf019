"""Administration: how each service is, the register of councils, versions of the model, figures."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.accounts.messages import ImportCouncils
from contracts.assessment.messages import PublishModel
from contracts.errors import Conflict, Invalid, Refusal
from contracts.messages import load
from contracts.reporting.messages import PublishFigures
from gateway import parked, reads
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.changing import change
from gateway.pages.visitors import must_administer
from gateway.templating import render

REGISTER = Field(
    later("The register"), later("Choose a file, or paste its text, in the form of the register")
)
MODEL = Field(later("The model"), later("Choose a file, or paste its text, as YAML"))


async def overview(request: Request) -> Response:
    must_administer(request)
    return render(request, "admin/overview.html", {"services": await parked.overview(request)})


async def publish_figures(request: Request) -> Response:
    """Takes the day's snapshot now; a day has one, and it waits for five changes since the last."""
    must_administer(request)
    await read_form(request, words(request))
    try:
        await change(
            request, "reporting", "publish_figures", PublishFigures(), reads.SECTOR_STANDING
        )
    except Conflict as conflict:
        why = "few" if conflict.code == "too-few-changed" else "already"
        return RedirectResponse(f"/admin?done=figures-{why}", 303)
    return RedirectResponse("/admin?done=figures", 303)


async def councils(request: Request) -> Response:
    must_administer(request)
    context = {"form": filled(words(request)), "imported": None, "broken": None}
    return render(request, "admin/councils.html", context)


async def import_councils(request: Request) -> Response:
    """Loads the register and its context; nothing of a broken file, unless told to skip rows."""
    must_administer(request)
    form = await read_form(request, words(request))
    values = {
        name: text for name in ("register", "context") if (text := await _document(form, name))
    }
    imported, broken = None, None
    try:
        message = load(ImportCouncils, {**values, "skip_invalid": form["skip"] == "yes"})
        if not values:
            raise Invalid(details={"register": []})
        imported = await change(
            request, "accounts", "import_councils", message, reads.COUNCILS, reads.MATCHING
        )
    except Invalid as invalid:
        broken = invalid.details if values else None
        form.refuse("register", _what_to_do(form, REGISTER, broken=bool(values)), "register-file")
    context = {"form": form, "imported": imported, "broken": broken}
    return render(request, "admin/councils.html", context, 422 if form.errors else 200)


async def model(request: Request) -> Response:
    must_administer(request)
    return await _model(request, filled(words(request)))


async def publish_model(request: Request) -> Response:
    """Publishes the next version, or says every mistake with its place."""
    must_administer(request)
    form = await read_form(request, words(request))
    document = await _document(form, "model")
    if not document:
        form.refuse("model", _what_to_do(form, MODEL, broken=False), "model-file")
        return await _model(request, form)
    try:
        published = await change(
            request, "assessment", "publish_model", PublishModel(document), reads.MODEL
        )
    except Invalid as invalid:
        form.refuse("model", _what_to_do(form, MODEL, broken=True), "model-file")
        return await _model(request, form, invalid.details)
    return RedirectResponse(f"/admin/model?done=published-{published['version']}", 303)


async def _model(request: Request, form: Form, broken: Mapping[str, Any] | None = None) -> Response:
    try:
        present = await reads.model(request)
    except Refusal:
        # None yet, or away: a version can be published all the same.
        present = None
    context = {"form": form, "present": present, "broken": broken}
    return render(request, "admin/model.html", context, 422 if form.errors else 200)


async def _document(form: Form, name: str) -> str:
    """The text of an uploaded file, else what was pasted."""
    upload = form.files.get(f"{name}-file")
    if upload is not None and upload.filename:
        return (await upload.read()).decode("utf-8-sig", errors="replace")
    return form.typed(name) if form[name] else ""


def _what_to_do(form: Form, field: Field, *, broken: bool) -> str:
    if broken:
        return form.words("Mend what is listed below, then send it again. Nothing was changed")
    return form.words(field.missing)


routes = [
    Route("/admin", overview, methods=["GET"]),
    Route("/admin/figures", publish_figures, methods=["POST"]),
    Route("/admin/councils", councils, methods=["GET"]),
    Route("/admin/councils", import_councils, methods=["POST"]),
    Route("/admin/model", model, methods=["GET"]),
    Route("/admin/model", publish_model, methods=["POST"]),
]
