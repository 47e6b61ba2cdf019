"""The last page of a report: everything to be read once more, what is to be mended, and sending."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.barriers.messages import CheckDraft, RaiseDraft, Typed
from contracts.errors import Invalid, NotFound, Refusal, Stale
from contracts.messages import load
from gateway.forms import Form, filled, read_form
from gateway.languages import words
from gateway.pages.barriers.drafts import Found, gone
from gateway.pages.barriers.likeness import alike
from gateway.pages.barriers.pages import FIRST, PAGE_OF, PAGES, Page, told_by_field
from gateway.pages.changing import BARRIERS, change
from gateway.pages.content import known_model, known_taxonomy
from gateway.pages.keeping import NOT_DONE, keep
from gateway.pages.visitors import council_of, leads
from gateway.templating import render


async def look(request: Request) -> Response:
    """Everything on one page, with what is still to be mended."""
    return await _check(request, filled(words(request)))


async def send(request: Request) -> Response:
    """Raises it, once for each revision of the draft; what looks personal was looked at before."""
    form = await read_form(request, words(request))
    draft, revision = request.path_params["draft"], form.number("revision")
    message = load(
        RaiseDraft, {"draft": draft, "council": council_of(request), "revision": revision}
    )
    shown = await _check(request, form, sending=True)
    if form.errors or shown.status_code != 200:
        return shown
    try:
        raised = await change(
            request, "barriers", "raise_draft", message, *BARRIERS, key=f"{draft}-{revision}"
        )
    except (Stale, Invalid, *NOT_DONE) as refusal:
        return await _check(request, form, refused=refusal)
    return RedirectResponse(f"/barriers/{raised['number']}?done=sent", 303)


async def _check(
    request: Request, form: Form, *, sending: bool = False, refused: Refusal | None = None
) -> Response:
    council = council_of(request)
    try:
        found = await request.app.state.platform.ask(
            request, "barriers", "check_draft", CheckDraft(request.path_params["draft"])
        )
    except NotFound:
        return gone(request)
    draft, typed = found["draft"], load(Typed, found["draft"]["typed"])
    mistakes = {each["field"]: each["mistakes"] for each in found["mistakes"]}
    told = told_by_field(form.words, mistakes, typed)
    status = _refuse_sending(request, form, found, told, refused) if sending or refused else 200
    form.values["revision"] = [str(draft["revision"])]
    text = f"{typed.title or ''}\n{typed.story or ''}"
    context = {
        "model": await known_model(request),
        "taxonomy": await known_taxonomy(request),
        "form": form,
        "draft": draft,
        "typed": draft["typed"],
        "pages": [
            (page, [sentence for name, sentence in told.items() if _page_for(name) is page])
            for page in PAGES
        ],
        "mistakes": told,
        "warnings": found["warnings"],
        "similar": await alike(request, text, typed.kind),
        "leads": leads(request),
        "council": council,
        "address": str(request.url.replace(query="")),
    }
    return render(request, "barriers/report/check.html", context, status)


def _refuse_sending(
    request: Request, form: Form, found: Found, told: dict[str, str], refused: Refusal | None
) -> int:
    """Notes why it is not sent; the status of the page that says so, 200 where nothing is."""
    for name, sentence in told.items():
        form.refuse(name, sentence, f"change-{_page_for(name).slug}")
    if form.number("revision") != found["draft"]["revision"]:
        form.refuse(
            "sent",
            form.words("It was changed while you were reading. Look at it again, then send it"),
            "check",
        )
    if found["warnings"] and form["looked"] != "yes":
        form.refuse("looked", form.words("Say that you have looked at what may be personal data"))
    if found["draft"]["typed"]["who"] == "named" and not leads(request):
        form.refuse(
            "who", form.words("Only a lead sends it with your council’s name"), "change-who"
        )
    if isinstance(refused, NOT_DONE):
        return keep(form, refused, "check")
    return 422 if form.errors else 200


def _page_for(name: str) -> Page:
    return PAGE_OF.get("laws" if name.startswith("law-") else name, FIRST)


routes = [
    Route("/barriers/report/{draft}", look, methods=["GET"]),
    Route("/barriers/report/{draft}/check", look, methods=["GET"]),
    Route("/barriers/report/{draft}/send", send, methods=["POST"]),
]
