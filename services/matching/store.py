"""What matching keeps: its own resources and offers, and what others told of councils."""

from collections.abc import Mapping
from typing import Any

from pymongo import ASCENDING, IndexModel

from backbone.aggregates import CONVERTER, Aggregates, Projection, ReadModel
from backbone.effects import Effects
from contracts.accounts.events import CouncilFacts
from contracts.assessment.events import AssessmentSubmitted, ModelPublished
from services.matching.domain.offers import HelpOffer
from services.matching.domain.peers import Placing, Position
from services.matching.domain.resources import NoSuchResource, Resource

Document = dict[str, Any]

RESOURCES = Aggregates(
    "resources",
    Resource,
    missing=NoSuchResource,
    indexes=[
        IndexModel([("content.steps.characteristic", ASCENDING), ("content.steps.from", ASCENDING)])
    ],
)
OFFERS = Aggregates("help_offers", HelpOffer, key="council")
COUNCILS = Projection("councils")
POSITIONS = Projection("positions")
MODELS = Projection("models")
REVISIONS = Projection("revisions")
STORES: list[ReadModel] = [RESOURCES, OFFERS, COUNCILS, POSITIONS, MODELS, REVISIONS]


def revised(effects: Effects, kept: Projection) -> None:
    """Counts a change of a read model that processes keep in memory."""
    effects.update(REVISIONS, {"_id": kept.collection}, {"$inc": {"revision": 1}}, upsert=True)


def council_document(facts: CouncilFacts) -> Document:
    return {"_id": facts.code, **CONVERTER.unstructure(facts)}


def council_of(document: Mapping[str, Any]) -> CouncilFacts:
    return CONVERTER.structure(document, CouncilFacts)


def position_document(event: AssessmentSubmitted) -> Document:
    """Only where the council placed itself; the rest is no position."""
    return {
        "_id": event.council,
        "at": event.at,
        "placed": {
            answer.characteristic: {"current": answer.current, "target": answer.target}
            for answer in event.answers
            if answer.kind == "placed"
        },
    }


def position_of(document: Mapping[str, Any]) -> Position:
    placed = {
        characteristic: Placing(levels["current"], levels["target"])
        for characteristic, levels in document["placed"].items()
    }
    return Position(document["_id"], document["at"], placed)


def model_document(event: ModelPublished) -> Document:
    return {"_id": event.publication, "characteristics": list(event.characteristics)}


def step_query(characteristic: str | None, step: int | None) -> Document:
    """Resources that help with a step; None means any."""
    wanted = {"characteristic": characteristic, "from": step}
    given = {key: value for key, value in wanted.items() if value is not None}
    return {"content.steps": {"$elemMatch": given}} if given else {}
