"""What the table of laws must be: names of those that councils cite often.

The file is `content/barriers/laws.yaml`; `address` is the path of the law on legislation.gov.uk.
"""

from __future__ import annotations

import re
from typing import Any

from marshmallow import ValidationError

from contracts.content.documents import (
    Bilingual,
    ContentMistakes,
    Document,
    Mistake,
    Text,
    flatten,
    load_yaml,
    repeated,
)

ADDRESS = re.compile(r"[a-z]{3,5}/(19|20)\d\d/[1-9]\d{0,4}")


def address(value: str) -> None:
    """A validator: a type, a year and a number."""
    if not ADDRESS.fullmatch(value):
        raise ValidationError("is not an address such as ukpga/1972/70")


class NamedLaw(Document):
    """`{address, name}`."""

    address = Text(40, validate=address)
    # The Acts of other nations have no Welsh name of their own.
    name = Bilingual(160, may_repeat=True)


def check_laws(document: object) -> list[Mistake]:
    """All that is wrong with a table as YAML gave it; empty when it can be used."""
    if not isinstance(document, list):
        return [Mistake("", "is not a list")]
    mistakes = flatten(NamedLaw(many=True).validate(document))
    return mistakes + flatten(repeated(document, "address"))


def load_laws(text: str) -> list[dict[str, Any]]:
    """The laws of a YAML document, each in the shape of `NamedLaw`.

    Raises:
        ContentMistakes: it isn't YAML, or not such a table; all mistakes are in it.
    """
    document = load_yaml(text)
    mistakes = check_laws(document)
    if mistakes:
        raise ContentMistakes(mistakes)
    laws: list[dict[str, Any]] = NamedLaw(many=True).load(document)  # type: ignore[arg-type]
    return laws
