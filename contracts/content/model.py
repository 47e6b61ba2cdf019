"""What a model document must be: levels, and characteristics that go through all of them.

The file is `content/models/*.yaml`; a model is published from it once checked, and a published
version never changes, so whatever is wrong has to be found here.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from contracts.content.documents import (
    MISSING,
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

LEVELS = (1, 2, 3, 4, 5)
STEPS = tuple(pairwise(LEVELS))
MOST_CHARACTERISTICS = 20
_NO_LEVEL = "is not a level: 1 to 5"
_LEVEL_MESSAGES = {"required": MISSING, "null": MISSING, "invalid": _NO_LEVEL}


class LevelNumber(fields.Integer):
    """One of `LEVELS`, written as a number."""

    default_error_messages = _LEVEL_MESSAGES

    def __init__(self, **options: Any) -> None:
        one_of = validate.OneOf(LEVELS, error=_NO_LEVEL)
        super().__init__(strict=True, required=True, validate=one_of, **options)


class Level(Document):
    """A level as the whole model names it: `{level, id, name, about}`."""

    level = LevelNumber()
    id = Text(80, validate=kebab)
    name = Bilingual(60)
    about = Bilingual(400)


class CharacteristicLevel(Document):
    """A characteristic at one level: `{level, summary, you_can_see}`."""

    level = LevelNumber()
    summary = Bilingual(240)
    you_can_see = Parts(
        Bilingual(240), validate=validate.Length(2, 3, error="needs 2 or 3 statements")
    )


class Step(Document):
    """The way from a level to the next: `{from, to, unlocks}`."""

    # `from` is a word of Python, and so no name for an attribute.
    from_ = LevelNumber(data_key="from", attribute="from")
    to = LevelNumber()
    unlocks = Bilingual(500)


class Characteristic(Document):
    """`{id, name, question, about, levels, steps}`, with every level and every step, in order."""

    id = Text(80, validate=kebab)
    name = Bilingual(60)
    question = Bilingual(160)
    about = Bilingual(400)
    levels = Parts(CharacteristicLevel)
    steps = Parts(Step)

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def _goes_through_all_levels(self, _: object, original: object, **__: Any) -> None:
        _refuse(levels=_level_errors(original), steps=_step_errors(original))


class ModelDocument(Document):
    """`{id, title, introduction, levels, characteristics}`: a whole model in two languages."""

    id = Text(80, validate=kebab)
    title = Bilingual(100)
    introduction = Bilingual(1500)
    levels = Parts(Level)
    characteristics = Parts(
        Characteristic,
        validate=validate.Length(
            1, MOST_CHARACTERISTICS, error=f"needs 1 to {MOST_CHARACTERISTICS} characteristics"
        ),
    )

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def _has_all_levels(self, _: object, original: object, **__: Any) -> None:
        _refuse(levels=_level_errors(original))

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def _repeats_no_id(self, _: object, original: object, **__: Any) -> None:
        _refuse(
            levels=repeated(_part(original, "levels"), "id"),
            characteristics=repeated(_part(original, "characteristics"), "id"),
        )


def check_model(document: object) -> list[Mistake]:
    """All that is wrong with a model document as YAML gave it; empty when it can be published."""
    return flatten(ModelDocument().validate(document))  # type: ignore[arg-type]


def load_model(text: str) -> dict[str, Any]:
    """The model of a YAML document, in the shape of `ModelDocument`.

    Raises:
        ContentMistakes: it isn't YAML, or not a model; all mistakes are in it.
    """
    return load_document(ModelDocument(), text)


def _level_errors(original: object) -> list[str]:
    return _out_of_order(_part(original, "levels"), ("level",), [(level,) for level in LEVELS])


def _step_errors(original: object) -> list[str]:
    return _out_of_order(_part(original, "steps"), ("from", "to"), list(STEPS))


def _out_of_order(items: object, keys: tuple[str, ...], wanted: list[tuple[int, ...]]) -> list[str]:
    """Says so when `items` aren't those that are wanted, each once, in order."""
    if not isinstance(items, list):
        return []
    found = [tuple(_part(item, key) for key in keys) for item in items]
    if found == wanted:
        return []
    return [f"needs {_named(wanted)}, each once and in this order; has {_named(found) or 'none'}"]


def _named(numbers: list[tuple[Any, ...]]) -> str:
    return ", ".join("-".join("?" if n is None else str(n) for n in pair) for pair in numbers)


def _part(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, Mapping) else None


def _refuse(**errors: Any) -> None:
    found = {name: what for name, what in errors.items() if what}
    if found:
        raise ValidationError(found)
