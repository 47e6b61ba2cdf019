"""Pages out of templates, in the reader's language."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import (
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    select_autoescape,
)
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from contracts.accounts.messages import Identity
from contracts.barriers.laws import is_safe, recognised
from contracts.callers import COUNCIL_ROLES
from contracts.errors import NotSignedIn, Refusal
from contracts.languages import LANGUAGES, Language
from gateway import sessions
from gateway.assets import asset, frontend_asset
from gateway.languages import COOKIE, Words, language_of, words_in
from gateway.navigation import navigation
from gateway.problems import status_of
from gateway.refusals import describe

A_YEAR = 365 * 24 * 3600


@cache
def environment(language: Language) -> Environment:
    """The templates in one language."""
    words = words_in(language)
    made = Environment(
        loader=ChoiceLoader(
            [
                PackageLoader("gateway"),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
        autoescape=select_autoescape(["html"]),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        words.catalogue.gettext, words.catalogue.ngettext, newstyle=True
    )
    made.filters.update(
        text=words.text, day=words.day, time=words.time, month=words.month, number=words.number
    )
    made.globals.update(
        words=words,
        language=language,
        asset=asset,
        frontend_asset=frontend_asset,
        csrf_field=sessions.FIELD,
        law_title=law_title,
        safe_link=is_safe,
    )
    return made


def render(
    request: Request, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HTMLResponse:
    """A page. `context` is what its template names, beside what every page has."""
    language = language_of(request)
    page = environment(language).get_template(template)
    html = page.render({**_of_every_page(request, language), **(context or {})})
    response = HTMLResponse(html, status)
    response.headers["cache-control"] = "no-store" if _identity(request) else "no-cache"
    response.headers["vary"] = "Cookie, Accept-Language"
    response.headers["content-language"] = language
    _keep_choice(request, response)
    return response


def error_page(request: Request, refusal: Refusal) -> Response:
    """What a person sees instead of the page: what happened and what they can do.

    Who only has to sign in for reading a page is taken to do so, and back afterwards.
    """
    if isinstance(refusal, NotSignedIn) and request.method in ("GET", "HEAD"):
        return RedirectResponse(f"/sign-in?{urlencode({'next': _address(request)})}", 303)
    context = {
        "description": describe(refusal),
        "refusal": refusal,
        "correlation": getattr(request.state, "correlation_id", None),
    }
    return render(request, "error.html", context, status_of(refusal))


def law_title(law: Mapping[str, str | None], words: Words) -> str:
    """What a law is called in the reader's language, with its section; what the link itself says
    where nothing else was said."""
    given, section = law.get("title"), law.get("section")
    found = recognised(law.get("link") or "")
    if found and given in (None, "", found.en):
        given = words.text({"en": found.en, "cy": found.cy})
    if found and found.section_en and section in (None, "", found.section_en):
        section = words.text({"en": found.section_en, "cy": found.section_cy or ""})
    name = given or law.get("link") or ""
    return f"{name}, {section}" if section else name


def _of_every_page(request: Request, language: Language) -> dict[str, Any]:
    identity = _identity(request)
    return {
        "identity": identity,
        "unseen": getattr(request.state, "unseen", None),
        "for_council": bool(identity and identity.role in COUNCIL_ROLES),
        "navigation": navigation(identity, request.url.path, words_in(language)),
        "csrf": lambda: sessions.csrf_token(request),
        "cspNonce": getattr(request.state, "nonce", None),
        "htmlLang": language,
        "synthetic": request.app.state.settings.synthetic,
        "languages": [(each, _in_language(request, each)) for each in LANGUAGES],
        "path": request.url.path,
        "done": request.query_params.get("done"),
    }


def _identity(request: Request) -> Identity | None:
    identity: Identity | None = getattr(request.state, "identity", None)
    return identity


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _in_language(request: Request, language: Language) -> str:
    """This page in `language`; one that was sent by a form starts anew at its address."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in ("lang", "done")]
    return f"{request.url.path}?{urlencode([*kept, ('lang', language)])}"


def _keep_choice(request: Request, response: Response) -> None:
    chosen = request.query_params.get("lang")
    if chosen in LANGUAGES:
        response.set_cookie(
            COOKIE,
            chosen,
            max_age=A_YEAR,
            samesite="lax",
            httponly=True,
            secure=request.url.scheme == "https",
        )
