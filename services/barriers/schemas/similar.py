"""Barriers like one that is being typed, each with why it is offered."""

from dataclasses import fields

from contracts.barriers import messages
from contracts.barriers.messages import FindSimilar, SimilarBarrier
from contracts.barriers.messages.similar import SameFacet
from contracts.callers import Caller
from services.barriers.domain.barriers import Barrier
from services.barriers.schemas.summaries import summary
from services.barriers.search.words import telling

EXACT: tuple[SameFacet, ...] = ("kind", "body", "characteristic")


def similar(barrier: Barrier, asked: FindSimilar, *, caller: Caller) -> SimilarBarrier:
    shown = summary(barrier, caller=caller)
    whole = {field.name: getattr(shown, field.name) for field in fields(messages.BarrierSummary)}
    return SimilarBarrier(**whole, same=same(barrier, asked))


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
