"""What happened lately to the barriers that one's council raised, supports or watches."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.barriers.messages import GetNews, MarkNewsRead
from gateway import reads
from gateway.forms import read_form
from gateway.languages import words
from gateway.pages.barriers.happenings import Names, sentence
from gateway.pages.barriers.names import names_of
from gateway.pages.changing import change
from gateway.pages.visitors import council_of
from gateway.platform import Away, call, from_cache, there
from gateway.templating import render

A_PAGE = 50


async def news(request: Request) -> Response:
    council_of(request)
    parts = await request.app.state.platform.parts(
        request,
        news=call("barriers", "news", GetNews(limit=A_PAGE)),
        councils=from_cache("accounts", reads.councils(request)),
    )
    found = there(parts["news"])
    told = news_lines(request, found, names_of(parts["councils"]))
    return render(request, "barriers/news.html", {"news": told, "new": found["new"]})


async def read(request: Request) -> Response:
    await read_form(request, words(request))
    council_of(request)
    await change(request, "barriers", "mark_news_read", MarkNewsRead())
    return RedirectResponse("/barriers/news?done=read", 303)


def news_lines(
    request: Request, found: Mapping[str, Any] | Away, councils: Names
) -> list[dict[str, Any]] | None:
    """Each happening with its sentence, and whether it is new; None where barriers are away."""
    if isinstance(found, Away):
        return None
    return [
        {
            **each,
            "sentence": sentence(words(request), each, councils),
            "supporters": each["data"].get("supporters"),
            "new": place < found["new"],
        }
        for place, each in enumerate(found["happenings"])
    ]


routes = [
    Route("/barriers/news", news, methods=["GET"]),
    Route("/barriers/news/read", read, methods=["POST"]),
]
