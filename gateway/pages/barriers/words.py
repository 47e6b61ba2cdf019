"""The words in which barriers are described, and what each means."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.languages import LANGUAGES
from gateway.languages import language_of, later
from gateway.pages.content import read_taxonomy
from gateway.templating import render

FACETS = {
    "stages": later("When it bites"),
    "effects": later("What it does"),
    "natures": later("Real or perceived"),
    "nations": later("Where"),
}


async def barrier_words(request: Request) -> Response:
    """The whole taxonomy, in the reader's language and beside it in the other."""
    taxonomy = await read_taxonomy(request)
    (other,) = (each for each in LANGUAGES if each != language_of(request))
    context = {"taxonomy": taxonomy, "facets": FACETS, "other": other}
    return render(request, "barriers/words.html", context)


routes = [Route("/barriers/words", barrier_words, methods=["GET"])]
