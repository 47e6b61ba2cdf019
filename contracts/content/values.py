"""Single values that content documents hold, each strict about how it is written.

YAML turns `yes` into a truth and marshmallow turns a truth into 1: neither is let through as what
it isn't.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validate

from contracts.content.documents import MISSING, Parts, Text

NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")
_MESSAGES = {"required": MISSING, "null": MISSING}
_NO_FLAG = {**_MESSAGES, "invalid": "is not true or false"}
_NO_WHOLE = {**_MESSAGES, "invalid": "is not a whole number"}
_NO_NUMBER = {**_MESSAGES, "invalid": "is not a number", "special": "is not a number"}


class Choice(Text):
    """One of a few words."""

    def __init__(self, choices: Iterable[str], **options: Any) -> None:
        words = tuple(choices)
        one_of = validate.OneOf(words, error=f"is not one of: {', '.join(words)}")
        super().__init__(80, validate=one_of, **options)


class Choices(Parts):
    """At least one of a few words, each once."""

    def __init__(self, choices: Iterable[str], **options: Any) -> None:
        super().__init__(Choice(choices), validate=each_once, **options)


class Flag(fields.Boolean):
    """Written as true or false, and as nothing else."""

    default_error_messages = _NO_FLAG

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value


class Whole(fields.Integer):
    """A whole number from `low` to `high`, both included."""

    default_error_messages = _NO_WHOLE

    def __init__(self, low: int, high: int, *, required: bool = True, **options: Any) -> None:
        between = validate.Range(low, high, error=f"is not between {low} and {high}")
        super().__init__(strict=True, required=required, validate=between, **options)

    def _deserialize(self, value: Any, *args: Any, **options: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.make_error("invalid")
        return int(super()._deserialize(value, *args, **options) or 0)


class Measure(fields.Float):
    """A number from `low` to `high`, both included: a part of a degree, an area in km²."""

    default_error_messages = _NO_NUMBER

    def __init__(self, low: float, high: float, **options: Any) -> None:
        between = validate.Range(low, high, error=f"is not between {low} and {high}")
        super().__init__(required=True, validate=between, **options)

    def _deserialize(self, value: Any, *args: Any, **options: Any) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.make_error("invalid")
        return float(super()._deserialize(value, *args, **options) or 0.0)


def each_once(items: Sequence[object]) -> None:
    """A validator: a list that isn't empty and says nothing twice."""
    if not items:
        raise ValidationError("is empty")
    twice = [item for index, item in enumerate(items) if item in items[:index]]
    if twice:
        raise ValidationError(f"says twice: {twice[0]}")


def month(value: str) -> None:
    """A validator: a month such as 2027-03."""
    try:
        date.fromisoformat(f"{value}-01")
    except ValueError as error:
        raise ValidationError("is not a month such as 2027-03") from error
