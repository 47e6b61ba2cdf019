"""The bodies that a barrier can be put to, as accounts tells of them."""

from collections.abc import Mapping
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.collection import Collection

from backbone.aggregates import CONVERTER, Projection
from contracts.accounts.bodies import BodyFacts

Documents = Collection[dict[str, Any]]
Document = dict[str, Any]

BODIES = Projection("bodies", indexes=[IndexModel([("stands_for", ASCENDING)])])
"""By id."""


def body_document(facts: BodyFacts) -> Document:
    fields: Document = CONVERTER.unstructure(facts)
    return {"_id": fields.pop("id"), **fields}


def body_of(document: Mapping[str, Any]) -> BodyFacts:
    return CONVERTER.structure({**document, "id": document["_id"]}, BodyFacts)


def known_body(bodies: Documents, id: str) -> BodyFacts | None:
    """The body, ended or not; None where nobody has told of it."""
    document = bodies.find_one({"_id": id})
    return None if document is None else body_of(document)


def standing_for(bodies: Documents, of_taxonomy: str) -> list[BodyFacts]:
    """Those that answer for a body of the taxonomy today, by id."""
    found = bodies.find({"stands_for": of_taxonomy, "ended": False}).sort("_id", ASCENDING)
    return [body_of(document) for document in found]
