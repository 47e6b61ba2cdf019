"""What matching keeps: its own resources and offers, and what others told of councils."""

from collections.abc import Iterable, Mapping
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.collection import Collection

from backbone.aggregates import CONVERTER, Aggregates, ReadModel
from contracts.accounts.events import CouncilFacts
from contracts.assessment.events import AssessmentSubmitted, ModelPublished
from services.matching.domain.offers import HelpOffer
from services.matching.domain.peers import Placing, Position
from services.matching.domain.register import Register
from services.matching.domain.resources import NoSuchResource, Resource

Documents = Collection[dict[str, Any]]
Document = dict[str, Any]

RESOURCES = Aggregates(
    "resources",
    Resource,
    missing=NoSuchResource,
    indexes=[
        IndexModel([("content.steps.characteristic", ASCENDING), ("content.steps.from", ASCENDING)])
    ],
)
OFFERS = Aggregates(
    "help_offers",
    HelpOffer,
    key="council",
    indexes=[IndexModel("characteristics")],
)
COUNCILS = ReadModel("councils")
REGISTER = ReadModel("register")
POSITIONS = ReadModel("positions")
MODELS = ReadModel("models")
STORES: list[ReadModel] = [RESOURCES, OFFERS, COUNCILS, REGISTER, POSITIONS, MODELS]

THE_REGISTER = {"_id": "register"}
"""The one document of `REGISTER`. Its `revision` counts the changes of `COUNCILS`."""


class Registers:
    """The register, made of its documents when they have changed, else from memory."""

    def __init__(self) -> None:
        self._known: dict[Documents, tuple[int, Register]] = {}

    def present(self, register: Documents, councils: Documents) -> Register:
        """The register as it is now; where nothing changed, for the reading of one number."""
        found = register.find_one(THE_REGISTER)
        revision = found["revision"] if found else 0
        # Read before the councils: what changes in between is read again the next time.
        if councils not in self._known or self._known[councils][0] != revision:
            self._known[councils] = (revision, Register(map(council_of, councils.find())))
        return self._known[councils][1]


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


def position(positions: Documents, council: str) -> Position | None:
    found = positions.find_one({"_id": council})
    return position_of(found) if found else None


def positions_of(positions: Documents, councils: Iterable[str]) -> dict[str, Position]:
    """Those of `councils` that submitted, by council."""
    found = positions.find({"_id": {"$in": list(councils)}})
    return {document["_id"]: position_of(document) for document in found}


def offers_for(offers: Documents, characteristics: Iterable[str]) -> list[HelpOffer]:
    """Every offer for one or more of these."""
    found = offers.find({"characteristics": {"$in": list(characteristics)}})
    return [OFFERS.state(document) for document in found]


def step_query(characteristic: str | None, step: int | None) -> Document:
    """Resources that help with a step; None means any."""
    wanted = {"characteristic": characteristic, "from": step}
    given = {key: value for key, value in wanted.items() if value is not None}
    return {"content.steps": {"$elemMatch": given}} if given else {}


def steps_query(steps: Mapping[str, int]) -> Document:
    """Resources that help with any of these steps, characteristic → level it starts from."""
    return {"$or": [step_query(characteristic, step) for characteristic, step in steps.items()]}
