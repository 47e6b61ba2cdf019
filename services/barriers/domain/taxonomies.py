"""The words in which barriers are described, and the check of a barrier against them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contracts.barriers.events import TaxonomyPublished
from contracts.barriers.words import Facets
from contracts.errors import Conflict, Invalid, NotFound
from contracts.outcomes import Outcome, changed, unchanged

THE_TAXONOMY = "barriers"
"""The id of the one taxonomy there is."""

GROWING = ("kinds", "bodies")
HIGHEST_STEP = 4

Content = dict[str, Any]


class NoTaxonomy(NotFound):
    code = "no-taxonomy"
    message = "No taxonomy of barriers has been published yet."


class TaxonomyMissing(Conflict):
    code = "no-taxonomy"
    message = "Barriers can't be reported before their taxonomy is published."


@dataclass(frozen=True)
class Taxonomy:
    """The newest one. `edition` counts from 1; `content` was checked by
    `contracts.content.taxonomy`."""

    id: str
    edition: int
    content: Content
    published: datetime


def publish(present: Taxonomy | None, content: Content, at: datetime) -> Outcome[Taxonomy]:
    """The next edition of the taxonomy; the same words again change nothing.

    Raises:
        Invalid: a kind or a body is gone. Barriers hold their ids, so those once published stay.
    """
    if present is None:
        return edition(1, content, at)
    if present.content == content:
        return unchanged(present)
    gone = {name: missing(name, present.content, content) for name in GROWING}
    if any(gone.values()):
        raise Invalid(details={name: mistakes for name, mistakes in gone.items() if mistakes})
    return edition(present.edition + 1, content, at)


def edition(number: int, content: Content, at: datetime) -> Outcome[Taxonomy]:
    taxonomy = Taxonomy(THE_TAXONOMY, number, content, at)
    return changed(taxonomy, TaxonomyPublished(THE_TAXONOMY, number, at))


def missing(name: str, before: Content, after: Content) -> list[str]:
    stay = {item["id"] for item in after[name]}
    gone = [item["id"] for item in before[name] if item["id"] not in stay]
    return [f"Was published before and must stay: {id_}." for id_ in gone]


def check_facets(facets: Facets, *, kinds: frozenset[str], bodies: frozenset[str]) -> None:
    """Checks what a council chose against the ids of the taxonomy.

    Raises:
        Invalid: with each mistake by its field.
    """
    mistakes: dict[str, list[str]] = {}
    if facets.kind not in kinds:
        mistakes["kind"] = ["Must be a kind of the taxonomy."]
    if facets.body is not None and facets.body not in bodies:
        mistakes["body"] = ["Must be a body of the taxonomy."]
    if facets.from_level is not None and facets.characteristic is None:
        mistakes["from_level"] = ["Goes with a characteristic."]
    elif facets.from_level is not None and facets.from_level > HIGHEST_STEP:
        mistakes["from_level"] = ["Must be the level that a step starts from, 1 to 4."]
    if mistakes:
        raise Invalid(details=mistakes)
