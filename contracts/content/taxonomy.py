"""What the taxonomy of barriers must be: the words in which a barrier is described.

The file is `content/barriers/taxonomy.yaml`. Kinds and bodies may grow. Stages, effects, natures
and nations are those that messages and events know, neither more nor fewer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from marshmallow import ValidationError, validates_schema

from contracts.barriers.words import BitesAt, Effect, Nation, Nature
from contracts.content.documents import (
    Bilingual,
    Document,
    Mistake,
    Parts,
    Text,
    flatten,
    kebab,
    load_document,
    repeated,
)
from contracts.content.values import NATIONS, Choices, each_once

# Each list whose ids are fixed, and its ids.
FIXED: dict[str, tuple[str, ...]] = {
    "stages": get_args(BitesAt),
    "effects": get_args(Effect),
    "natures": get_args(Nature),
    "nations": get_args(Nation),
}


class Facet(Document):
    """One word of a facet: `{id, name}`."""

    id = Text(80)
    name = Bilingual(80)


class Kind(Document):
    """A kind of barrier: `{id, name, hint}`; the hint is a plain sentence with an example."""

    id = Text(80, validate=kebab)
    name = Bilingual(80)
    hint = Bilingual(300)


class Body(Document):
    """Who can change something: `{id, name, nations}`; all four nations when none is named."""

    id = Text(80, validate=kebab)
    # Some bodies have one name in both languages.
    name = Bilingual(100, may_repeat=True)
    nations = Choices(NATIONS, required=False)


class TaxonomyDocument(Document):
    """`{kinds, stages, effects, natures, nations, bodies}`."""

    kinds = Parts(Kind, validate=each_once)
    stages = Parts(Facet)
    effects = Parts(Facet)
    natures = Parts(Facet)
    nations = Parts(Facet)
    bodies = Parts(Body, validate=each_once)

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def _repeats_no_id(self, _: object, original: object, **__: Any) -> None:
        lists = original if isinstance(original, dict) else {}
        errors = {name: repeated(items, "id") for name, items in lists.items()}
        _refuse(errors)

    @validates_schema
    def _has_the_fixed_ids(self, taxonomy: dict[str, Any], **_: Any) -> None:
        _refuse({name: _differences(taxonomy[name], ids) for name, ids in FIXED.items()})


def check_taxonomy(document: object) -> list[Mistake]:
    """All that is wrong with a taxonomy as YAML gave it; empty when it can be published."""
    return flatten(TaxonomyDocument().validate(document))  # type: ignore[arg-type]


def load_taxonomy(text: str) -> dict[str, Any]:
    """The taxonomy of a YAML document, in the shape of `TaxonomyDocument`.

    Raises:
        ContentMistakes: it isn't YAML, or not a taxonomy; all mistakes are in it.
    """
    return load_document(TaxonomyDocument(), text)


def _differences(items: list[dict[str, Any]], ids: Iterable[str]) -> list[str]:
    found = {item["id"] for item in items}
    lacks = [f"lacks: {wanted}" for wanted in ids if wanted not in found]
    return lacks + [f"has one that messages don't know: {id_}" for id_ in sorted(found - set(ids))]


def _refuse(errors: dict[str, Any]) -> None:
    found = {name: what for name, what in errors.items() if what}
    if found:
        raise ValidationError(found)
