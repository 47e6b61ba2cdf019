"""Barriers like one that is being typed, each with why it is offered."""

from dataclasses import fields

from contracts.barriers import messages
from contracts.barriers.messages import FindSimilar, SimilarBarrier
from contracts.barriers.messages.similar import SameFacet
from contracts.callers import Caller
from services.barriers.domain.barriers import Barrier
from services.barriers.domain.offering import Offer
from services.barriers.schemas.summaries import summary
from services.barriers.search.words import telling

EXACT: tuple[SameFacet, ...] = ("kind", "body", "characteristic")


def similar(offer: Offer, asked: FindSimilar, *, caller: Caller) -> SimilarBarrier:
    shown = summary(offer.barrier, caller=caller)
    whole = {field.name: getattr(shown, field.name) for field in fields(messages.BarrierSummary)}
    return SimilarBarrier(
        **whole,
        same=same(offer.barrier, asked),
        through=offer.through,
        note=offer.note.note if offer.note else None,
        note_cy=offer.note.note_cy if offer.note else None,
    )


def same(barrier: Barrier, asked: FindSimilar) -> tuple[SameFacet, ...]:
    """The facets that it shares with what was asked for; laws are the same by their words."""
    shared = [
        name
        for name in EXACT
        if getattr(asked, name) and getattr(asked, name) == getattr(barrier.facets, name)
    ]
    law = telling(barrier.facets.law or "")
    if law and law == telling(asked.law or ""):
        shared.append("law")
    return tuple(shared)
