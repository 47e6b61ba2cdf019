"""A barrier, and ways to make it differ."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from contracts.barriers.words import Facets
from contracts.callers import Caller
from services.barriers.domain import barriers, support
from services.barriers.domain.barriers import Barrier, Supporter

AT = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
LATER = datetime(2027, 1, 5, 9, 30, tzinfo=UTC)
FACETS = Facets(kind="data-sharing", body="nhs-england")

DURHAM = Caller(person="p1", organisation="DUR", role="officer", name="Grace")
LEEDS = Caller(person="p2", organisation="LDS", role="lead", name="Tom")
ANALYST = Caller(person="p3", organisation="sector-body", role="analyst", name="Priya")


def raised(*, named: bool = False, title: str = "We may not see", story: str = "", **facets: Any):
    return barriers.raise_(
        "b1",
        "WB-7K3Q-9FD",
        title=title,
        story=story or "An address may not be shared.",
        facets=replace(FACETS, **facets),
        first=Supporter("DUR", named),
        at=AT,
    )


def barrier(*supporters: Supporter, named: bool = False) -> Barrier:
    """Raised by Durham, then supported by `supporters`."""
    state = raised(named=named).state
    for supporter in supporters:
        state = support.support(state, supporter.council, LATER, named=supporter.named).state
    return state
