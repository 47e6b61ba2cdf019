"""Barriers and the councils that support them."""

import asyncio
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from contracts.barriers.messages import (
    EstimateGiven,
    GetBarrier,
    LawGiven,
    ListBarriers,
    RaiseBarrier,
    SupportBarrier,
)
from waymark.demo.actors import Actors

Item = Mapping[str, Any]
FACETS = (
    "effect",
    "nature",
    "nation",
    "body",
    "law",
    "characteristic",
    "from_level",
)


async def raise_each(actors: Actors, reader: str, barriers: Sequence[Item]) -> int:
    """Returns how many barriers were raised, or supported by whoever was still missing."""
    known = await by_title(actors, reader)
    done = await asyncio.gather(
        *(_raise(actors, reader, each, known.get(plain(each["title"]))) for each in barriers)
    )
    return sum(done)


async def _raise(actors: Actors, reader: str, wanted: Item, known: Item | None) -> bool:
    if known is None:
        request = request_of(wanted)
        known = await actors.as_lead(request.council, "barriers", "raise_barrier", request)
    elif await _supported(actors, reader, wanted, known):
        return False
    barrier = str(known["id"])
    for supporter in wanted["supporters"]:
        support = SupportBarrier(barrier, supporter["council"], supporter["named"])
        await actors.as_lead(support.council, "barriers", "support", support)
    return True


async def _supported(actors: Actors, reader: str, wanted: Item, known: Item) -> bool:
    """Whether all supporters have been there; some may have withdrawn since.

    A barrier's version counts what happened to it, and so do they.
    """
    everybody = 1 + len(wanted["supporters"])
    if known["supporters"] >= everybody:
        return True
    found = await actors.as_holder(reader, "barriers", "barrier", GetBarrier(known["id"]))
    return bool(found["version"] >= everybody)


def request_of(wanted: Item) -> RaiseBarrier:
    given: dict[str, Any] = {facet: wanted.get(facet) for facet in FACETS}
    given["laws"] = tuple(LawGiven(**law) for law in wanted.get("laws", ()))
    if "estimate" in wanted:
        given["estimate"] = EstimateGiven(**wanted["estimate"])
    return RaiseBarrier(
        council=wanted["council"],
        title=wanted["title"],
        story=wanted["story"],
        kind=wanted["kind"],
        named=wanted["named"],
        bites_at=wanted.get("stage"),
        **given,
    )


async def by_title(actors: Actors, reader: str) -> dict[str, Item]:
    found: dict[str, Item] = {}
    after = None
    while True:
        request = ListBarriers(after=after, limit=100)
        page = await actors.as_holder(reader, "barriers", "barriers", request)
        found.update((plain(each["title"]), each) for each in page["barriers"])
        after = page["next"]
        if after is None:
            return found


def plain(title: str) -> str:
    return unicodedata.normalize("NFC", title).strip()
