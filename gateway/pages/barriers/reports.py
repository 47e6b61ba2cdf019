"""Reporting a barrier: a few short pages, each of which keeps what was typed."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from backbone.identifiers import new_id
from contracts.barriers.messages import (
    ListDrafts,
    SaveDraft,
    Typed,
)
from contracts.errors import Invalid, NotFound, Stale
from contracts.messages import load, schema_of
from gateway import reads
from gateway.forms import Form, filled, read_form
from gateway.languages import words
from gateway.pages.barriers.drafts import Found, gone, read_draft
from gateway.pages.barriers.likeness import unseen
from gateway.pages.barriers.pages import (
    BY_SLUG,
    CHECK,
    FIELDS,
    FIRST,
    PAGES,
    Page,
    after,
    check,
    fill,
    typed_of,
)
from gateway.pages.changing import change
from gateway.pages.content import known_model, known_taxonomy, read_taxonomy
from gateway.pages.keeping import NOT_DONE, keep
from gateway.pages.visitors import council_of, leads
from gateway.platform import Away, call, from_cache
from gateway.templating import render

KNOWN_FIRST = ("characteristic", "from_level", "nation")
"""What the link that led here knows; it stands in the first page until there is a draft."""


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
    first = {**vars(typed_of(form, FIRST)), **{name: form[name] for name in KNOWN_FIRST}}
    return await _keep(request, FIRST, form, Typed(**first), key=form.key)


async def show(request: Request) -> Response:
    page = _page_of(request)
    found = await read_draft(request, request.path_params["draft"])
    if found is None:
        return gone(request)
    form = fill(filled(words(request), revision=str(found["revision"])), found["typed"])
    return await _page(request, page, form, draft=found)


async def save(request: Request) -> Response:
    """Keeps what was typed, right or not, and goes on where it is right."""
    page = _page_of(request)
    form = await read_form(request, words(request))
    return await _keep(request, page, form, typed_of(form, page), request.path_params["draft"])


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
        return gone(request)
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
        found = await unseen(request, form)
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
    found = await read_draft(request, draft)
    if found is None:
        return gone(request)
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


def _known(draft: str | None, form: Form) -> Found | None:
    """As much of the draft as a form that is shown again needs."""
    return {"id": draft, "revision": form["revision"], "files": ()} if draft else None


routes = [
    Route("/barriers/report", begin, methods=["GET"]),
    Route("/barriers/report", keep_first, methods=["POST"]),
    Route("/barriers/report/{draft}/{page}", show, methods=["GET"]),
    Route("/barriers/report/{draft}/{page}", save, methods=["POST"]),
]
