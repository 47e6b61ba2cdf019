"""The list of barriers: narrowed down, in one of its orders, page by page."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.barriers.messages import ListBarriers
from contracts.errors import Invalid
from contracts.messages import load
from gateway.languages import Words, later, words
from gateway.pages.content import Model, Taxonomy, read_model, read_taxonomy
from gateway.platform import call, from_cache, there
from gateway.templating import render

SINGLE = (
    "search",
    "stage",
    "body",
    "nation",
    "effect",
    "characteristic",
    "law",
    "mine",
    "order",
    "after",
)
NARROWING = ("search", "kind", *SINGLE[1:-2])
UNFOLDED = ("body", "nation", "effect", "characteristic", "law")
"""What the page folds away until one of them is in use."""

STAGES = {
    "raised": later("Reported"),
    "acknowledged": later("Read by the sector body"),
    "being-worked-on": later("Being worked on"),
    "with-body": later("With the body that can change it"),
    "resolved": later("Resolved"),
    "closed": later("Closed without being resolved"),
}
ORDERS = {"newest": later("Newest first"), "most-supported": later("Most supported first")}
LABELS = {
    "search": later("Search"),
    "kind": later("Kind"),
    "stage": later("Stage"),
    "body": later("Who could change it"),
    "nation": later("Where"),
    "effect": later("What it does"),
    "characteristic": later("Characteristic"),
    "law": later("Law or guidance"),
    "mine": later("Only those that your council meets"),
}
Asked = Mapping[str, Any]


async def barriers(request: Request) -> Response:
    """A filter that says nothing is left out; a list that there can't be becomes the whole one."""
    asked = _asked(request)
    try:
        message = load(ListBarriers, {**asked, "mine": asked.get("mine") == "yes"})
    except Invalid:
        asked, message = {}, ListBarriers()
    parts = await request.app.state.platform.parts(
        request,
        barriers=call("barriers", "barriers", message),
        model=from_cache("assessment", read_model(request)),
        taxonomy=from_cache("barriers", read_taxonomy(request)),
    )
    found, model, taxonomy = (there(parts[name]) for name in ("barriers", "model", "taxonomy"))
    following = found.get("next")
    return render(
        request,
        "barriers/list.html",
        {
            "model": model,
            "taxonomy": taxonomy,
            "barriers": found["barriers"],
            "asked": asked,
            "stages": STAGES,
            "orders": ORDERS,
            "unfolded": any(name in asked for name in UNFOLDED),
            "chosen": [*_chosen(words(request), asked, model, taxonomy)],
            "next": address({**asked, "after": following}) if following else None,
        },
    )


def _asked(request: Request) -> dict[str, Any]:
    query = request.query_params
    asked: dict[str, Any] = {name: query[name] for name in SINGLE if query.get(name)}
    kinds = [kind for kind in dict.fromkeys(query.getlist("kind")) if kind]
    return {**asked, "kind": kinds} if kinds else asked


def address(asked: Asked) -> str:
    query = urlencode(asked, doseq=True)
    return f"/barriers?{query}" if query else "/barriers"


def _chosen(
    words: Words, asked: Asked, model: Model, taxonomy: Taxonomy
) -> Iterator[dict[str, str]]:
    """What the list is narrowed by, each in words and with the address of the list without it."""
    kept = {name: value for name, value in asked.items() if name != "after"}
    for name in NARROWING:
        values = kept.get(name, [])
        for value in values if isinstance(values, list) else [values]:
            others = [each for each in values if each != value] if name == "kind" else []
            without = {**kept, name: others}
            href = address({key: left for key, left in without.items() if left})
            yield {"text": _said(words, name, value, model, taxonomy), "href": href}


def _said(words: Words, name: str, value: str, model: Model, taxonomy: Taxonomy) -> str:
    label = words(LABELS[name])
    if name == "mine":
        return label
    facets = {"kind": "kinds", "body": "bodies", "nation": "nations", "effect": "effects"}
    if name in facets:
        told = words.text(taxonomy.name(facets[name], value))
    elif name == "characteristic":
        told = words.text(model.characteristics.get(value, {}).get("name"))
    else:
        told = words(STAGES.get(value, "")) if name == "stage" else value
    return f"{label}: {told or value}"


routes = [Route("/barriers", barriers, methods=["GET"])]
