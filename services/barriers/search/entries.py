"""What of a barrier is searched."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FACETS = ("kind", "body", "characteristic")
FIELDS = {"title": True, "story": True, "facets": True, "raised": True, "version": True}
"""MongoDB's projection of what `of_document` reads."""


@dataclass(frozen=True)
class Entry:
    """`facets` are ``kind=legal`` and the like; `raised` is in milliseconds since 1970."""

    id: str
    title: str
    story: str = ""
    law: str = ""
    facets: tuple[str, ...] = ()
    raised: int = 0


def of_document(document: Mapping[str, Any]) -> Entry:
    facets = document["facets"]
    return Entry(
        id=document["_id"],
        title=document["title"],
        story=document["story"],
        law=facets["law"] or "",
        facets=facet_terms(**{name: facets[name] for name in FACETS}),
        raised=int(document["raised"].timestamp() * 1000),
    )


def facet_terms(**facets: str | None) -> tuple[str, ...]:
    return tuple(f"{name}={value}" for name, value in facets.items() if value)
