"""Reporting a barrier: a few short pages, each of which keeps what was typed, then sent once."""

import re
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from backbone.identifiers import new_id
from contracts.barriers.messages import (
    CheckDraft,
    DiscardDraft,
    FindSimilar,
    GetDraft,
    ListDrafts,
    RaiseDraft,
    SaveDraft,
    Typed,
)
from contracts.errors import Invalid, NotFound, Refusal, Stale
from contracts.messages import load, schema_of
from gateway import reads, sessions
from gateway.forms import Form, filled, read_form
from gateway.languages import words
from gateway.pages.barrier_pages import (
    BY_SLUG,
    CHECK,
    FIELDS,
    PAGE_OF,
    PAGES,
    Page,
    after,
    check,
    fill,
    told_by_field,
    typed_of,
)
from gateway.pages.changing import BARRIERS, change
from gateway.pages.content import known_model, known_taxonomy, read_taxonomy
from gateway.pages.keeping import NOT_DONE, keep
from gateway.pages.visitors import council_of, leads
from gateway.platform import Away, call, from_cache
from gateway.templating import render

Found = dict[str, Any]

FIRST = PAGES[0]
KNOWN_FIRST = ("characteristic", "from_level", "nation")
"""What the link that led here knows; it stands in the first page until there is a draft."""

KEY = re.compile(r"[0-9a-f-]{36}")
MOST_TYPED = 10_000


async def begin(request: Request) -> Response:
    """The first page, empty but for what the step's page that led here knows."""
    council = council_of(request)
    # Nobody begins a report that nobody would take; one that was begun is shown all the same.
    await read_taxonomy(request)
    query = request.query_params
    parts = await request.app.state.platform.parts(
        request,
        councils=from_cache("accounts", reads.councils(request)),
        drafts=call("barriers", "drafts", ListDrafts(council)),
    )
    councils, drafts = parts["councils"], parts["drafts"]
    nation = None if isinstance(councils, Away) else councils.get(council, {}).get("nation")
    form = filled(
        words(request),
        key=new_id(),
        characteristic=query.get("characteristic"),
        from_level=query.get("from_level"),
        nation=nation,
    )
    begun = [] if isinstance(drafts, Away) else drafts["drafts"]
    return await _page(request, FIRST, form, begun=len(begun))


async def keep_first(request: Request) -> Response:
    """Begins a draft with the first page, once for the form's key."""
    form = await read_form(request, words(request))
    key = form["key"] if KEY.fullmatch(form["key"]) else new_id()
    form.values["key"] = [key]
    first = {**vars(typed_of(form, FIRST)), **{name: form[name] for name in KNOWN_FIRST}}
    return await _keep(request, FIRST, form, Typed(**first), key=key)


async def show(request: Request) -> Response:
    page = _page_of(request)
    found = await _draft(request, request.path_params["draft"])
    if found is None:
        return _sent(request)
    form = fill(filled(words(request), revision=str(found["revision"])), found["typed"])
    return await _page(request, page, form, draft=found)


async def save(request: Request) -> Response:
    """Keeps what was typed, right or not, and goes on where it is right."""
    page = _page_of(request)
    form = await read_form(request, words(request))
    return await _keep(request, page, form, typed_of(form, page), request.path_params["draft"])


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


async def list_drafts(request: Request) -> Response:
    found = await request.app.state.platform.ask(
        request, "barriers", "drafts", ListDrafts(council_of(request))
    )
    return render(request, "barriers/drafts.html", found)


async def ask_discard(request: Request) -> Response:
    council_of(request)
    found = await _draft(request, request.path_params["draft"])
    return render(request, "barriers/discard.html", {"draft": found}) if found else _sent(request)


async def discard(request: Request) -> Response:
    await read_form(request, words(request))
    message = DiscardDraft(request.path_params["draft"])
    await change(request, "barriers", "discard_draft", message)
    return RedirectResponse("/barriers/drafts?done=discarded", 303)


async def similar(request: Request) -> Response:
    """A fragment for the page that is being typed: similar barriers to support instead."""
    await sessions.check_csrf(request)
    council_of(request)
    text = str((await request.form()).get("text", ""))
    found = await _similar(request, text)
    context = {"similar": found, "taxonomy": await read_taxonomy(request)}
    return render(request, "barriers/similar.html", context)


async def _keep(
    request: Request,
    page: Page,
    form: Form,
    typed: Typed,
    draft: str | None = None,
    key: str | None = None,
) -> Response:
    message = {
        "council": council_of(request),
        "draft": draft,
        "typed": schema_of(Typed).dump(typed),
    }
    if draft:
        message["revision"] = form.number("revision") or 0
    try:
        saved = await change(request, "barriers", "save_draft", load(SaveDraft, message), key=key)
    except Invalid:
        # More than is kept at all: it is only shown again.
        check(form, page, council_of(request))
        if not form.errors:
            form.refuse("sent", form.words("What you typed is too long to be kept. Shorten it"))
        return await _page(request, page, form, draft=_known(draft, form), status=422)
    except Stale:
        return await _changed_meanwhile(request, page, form, str(draft))
    except NotFound:
        return _sent(request)
    except NOT_DONE as refusal:
        status = keep(form, refusal, page.fields[0] if page.fields else "file")
        return await _page(request, page, form, draft=_known(draft, form), status=status)
    form.values["revision"] = [str(saved["revision"])]
    return await _kept(request, page, form, saved["id"])


async def _kept(request: Request, page: Page, form: Form, draft: str) -> Response:
    if form["then"] == "later":
        return RedirectResponse("/barriers/drafts?done=kept", 303)
    check(form, page, council_of(request))
    if form.errors:
        return await _page(request, page, form, draft=_known(draft, form), status=422)
    following = _following(request, page, form)
    if page is FIRST and following != CHECK:
        found = await _unseen(request, form)
        if found:
            context = {
                "similar": found,
                "taxonomy": await known_taxonomy(request),
                "draft": draft,
                "title": form["title"],
            }
            return render(request, "barriers/same.html", context)
    return RedirectResponse(f"/barriers/report/{draft}/{following}", 303)


def _following(request: Request, page: Page, form: Form) -> str:
    if form["then"] in BY_SLUG:
        return form["then"]
    return CHECK if request.query_params.get("back") == CHECK else after(page)


async def _changed_meanwhile(request: Request, page: Page, form: Form, draft: str) -> Response:
    """What is there now stands beside what was typed, which replaces it when it is saved again."""
    found = await _draft(request, draft)
    if found is None:
        return _sent(request)
    form.values["revision"] = [str(found["revision"])]
    form.refuse(
        "sent",
        form.words(
            "This page was changed by %(name)s while you were writing. "
            "Compare both, then save yours or copy theirs",
            name=found["changed_by"],
        ),
        page.fields[0],
    )
    return await _page(request, page, form, draft=found, theirs=found["typed"], status=409)


async def _check(
    request: Request, form: Form, *, sending: bool = False, refused: Refusal | None = None
) -> Response:
    council = council_of(request)
    try:
        found = await request.app.state.platform.ask(
            request, "barriers", "check_draft", CheckDraft(request.path_params["draft"])
        )
    except NotFound:
        return _sent(request)
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
        "similar": await _similar(request, text, typed.kind),
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


async def _page(
    request: Request,
    page: Page,
    form: Form,
    *,
    draft: Found | None = None,
    theirs: Found | None = None,
    begun: int = 0,
    status: int = 200,
) -> Response:
    address = f"/barriers/report/{draft['id']}" if draft else "/barriers/report"
    back = request.query_params.get("back") == CHECK
    place = PAGES.index(page)
    context = {
        "model": await known_model(request),
        "taxonomy": await known_taxonomy(request),
        "form": form,
        "page": page,
        "number": place + 1,
        "total": len(PAGES) + 1,
        "draft": draft,
        "action": f"{address}/{page.slug}{'?' + urlencode({'back': CHECK}) if back else ''}"
        if draft
        else address,
        "before": _before(address, page, draft=bool(draft), back=back),
        "following": f"{address}/{CHECK if back else after(page)}",
        "theirs": theirs,
        "labels": FIELDS,
        "begun": begun,
        "leads": leads(request),
    }
    return render(request, f"barriers/report/{page.slug}.html", context, status)


def _before(address: str, page: Page, *, draft: bool, back: bool) -> str:
    """Where the link back leads."""
    place = PAGES.index(page)
    if draft and back:
        return f"{address}/{CHECK}"
    return f"{address}/{PAGES[place - 1].slug}" if draft and place else "/barriers"


def _page_of(request: Request) -> Page:
    """Raises NotFound where there is no such page."""
    council_of(request)
    page = BY_SLUG.get(request.path_params["page"])
    if page is None:
        raise NotFound
    return page


async def _draft(request: Request, id: str) -> Found | None:
    """None where there is none any more, or never was."""
    try:
        found: Found = await request.app.state.platform.ask(
            request, "barriers", "draft", GetDraft(id)
        )
    except NotFound:
        return None
    return found


def _known(draft: str | None, form: Form) -> Found | None:
    """As much of the draft as a form that is shown again needs."""
    return {"id": draft, "revision": form["revision"], "files": ()} if draft else None


def _sent(request: Request) -> Response:
    """To the barrier that the draft has become under its id; where there is none, that says so."""
    return RedirectResponse(f"/barriers/{request.path_params['draft']}", 303)


async def _unseen(request: Request, form: Form) -> list[Found]:
    """Similar ones, unless the page has shown all of them while it was typed."""
    found = await _similar(request, f"{form['title']}\n{form['story']}")
    seen = set(form["seen"].split())
    return found if any(each["number"] not in seen for each in found) else []


async def _similar(request: Request, text: str, kind: str | None = None) -> list[Found]:
    """The most alike first; none while that can't be asked, for it must not stop a report."""
    if not text.strip():
        return []
    try:
        message = load(FindSimilar, {"text": text.strip()[:MOST_TYPED], "kind": kind or None})
        parts = await request.app.state.platform.parts(
            request, found=call("barriers", "similar", message)
        )
    except Invalid:
        return []
    found = parts["found"]
    return [] if isinstance(found, Away) else list(found["barriers"])


routes = [
    Route("/barriers/report", begin, methods=["GET"]),
    Route("/barriers/report", keep_first, methods=["POST"]),
    Route("/barriers/similar", similar, methods=["POST"]),
    Route("/barriers/drafts", list_drafts, methods=["GET"]),
    Route("/barriers/report/{draft}", look, methods=["GET"]),
    Route("/barriers/report/{draft}/check", look, methods=["GET"]),
    Route("/barriers/report/{draft}/send", send, methods=["POST"]),
    Route("/barriers/report/{draft}/discard", ask_discard, methods=["GET"]),
    Route("/barriers/report/{draft}/discard", discard, methods=["POST"]),
    Route("/barriers/report/{draft}/{page}", show, methods=["GET"]),
    Route("/barriers/report/{draft}/{page}", save, methods=["POST"]),
]
