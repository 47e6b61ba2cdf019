"""From messages to a barrier and back: what of it each caller may see."""

from backbone.aggregates import CONVERTER, Document
from backbone.clock import now
from contracts.barriers import messages
from contracts.barriers.laws import cited, in_words
from contracts.barriers.words import Estimate, Facets
from contracts.callers import Caller
from services.barriers.domain.barriers import Barrier, Supporter
from services.barriers.schemas.casework import life
from services.barriers.schemas.merging import merging


def facets(request: messages.RaiseBarrier) -> Facets:
    given = (cited(law.title, law.section, law.link) for law in request.laws)
    laws = tuple(law for law in given if law)
    return Facets(
        kind=request.kind,
        bites_at=request.bites_at,
        effect=request.effect,
        nature=request.nature,
        nation=request.nation,
        body=request.body,
        law=request.law or in_words(laws),
        characteristic=request.characteristic,
        from_level=request.from_level,
        laws=laws,
    )


def estimate(given: messages.EstimateGiven | None) -> Estimate | None:
    return Estimate(**vars(given)) if given else None


def barrier(barrier: Barrier, version: int, *, caller: Caller) -> messages.Barrier:
    """The barrier as `caller` may see it: an analyst everybody behind it, others whoever agreed to
    be named, and a council itself. By code, so that the order tells nothing."""
    own = caller.council
    first = barrier.supporter(barrier.raised_by)
    return messages.Barrier(
        id=barrier.id,
        number=barrier.number,
        title=barrier.title,
        story=barrier.story,
        facets=barrier.facets,
        stage=barrier.stage,
        supporters=len(barrier.councils),
        named_supporters=tuple(
            sorted({each.council for each in barrier.supporters if may_know(caller, each)})
        ),
        raised=barrier.raised,
        version=version,
        life=life(barrier, caller=caller, at=now()),
        council=barrier.raised_by if may_know_raiser(caller, barrier, first) else None,
        supported=own is not None and barrier.supporter(own) is not None,
        mine=own is not None and barrier.raised_by == own,
        audience=barrier.audience,
        estimate=barrier.estimate,
        merging=merging(barrier, caller=caller),
    )


def may_know(caller: Caller, supporter: Supporter) -> bool:
    return supporter.known or caller.role == "analyst" or caller.council == supporter.council


def may_know_raiser(caller: Caller, barrier: Barrier, supporter: Supporter | None) -> bool:
    """Consent went with the support: after a withdrawal, only the council and analysts know."""
    if supporter is not None:
        return may_know(caller, supporter)
    return caller.role == "analyst" or caller.council == barrier.raised_by


def listed(document: Document) -> messages.BarrierSummary:
    """The same, of the fields that `store.shown` reads."""
    return CONVERTER.structure({**document, "id": document["_id"]}, messages.BarrierSummary)
