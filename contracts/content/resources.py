"""What a resources document must be: a list of what helps with a step, and with which.

The files are `content/resources/*.yaml`. Real resources are linked; illustrative ones are made up
for the demonstration, and must not look as if they could be opened.
"""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from contracts.content.documents import (
    MISSING,
    Bilingual,
    ContentMistakes,
    Document,
    Mistake,
    Parts,
    Text,
    flatten,
    kebab,
    load_yaml,
    repeated,
)
from contracts.content.values import NATIONS, Choice, Choices, Flag, Whole, each_once
from contracts.languages import LANGUAGES

KINDS = (
    "guide",
    "case-study",
    "tool",
    "course",
    "network",
    "event",
    "standard",
    "dataset",
)
_NO_LINK = "is not an address that starts with https://"


class ResourceStep(Document):
    """A step that a resource helps with: `{characteristic, from}`, from one level to the next."""

    characteristic = Text(80, validate=kebab)
    # `from` is a word of Python, and so no name for an attribute.
    from_ = Whole(1, 4, data_key="from", attribute="from")


class Resource(Document):
    """`{id, title, summary, kind, publisher, url, illustrative, languages, nations, time, steps}`.

    `languages` are those of the resource itself; `nations` where it applies; `url` is there when,
    and only when, it is not illustrative.
    """

    id = Text(80, validate=kebab)
    # What was published in English only may keep its English title in Welsh.
    title = Bilingual(160, may_repeat=True)
    summary = Bilingual(400)
    kind = Choice(KINDS)
    publisher = Text(120)
    url = fields.Url(schemes={"https"}, error_messages={"invalid": _NO_LINK, "null": MISSING})
    illustrative = Flag(required=True)
    languages = Choices(LANGUAGES)
    nations = Choices(NATIONS)
    time = Bilingual(80)
    steps = Parts(ResourceStep, validate=each_once)

    @validates_schema
    def _is_linked_when_real(self, resource: dict[str, Any], **_: Any) -> None:
        if resource["illustrative"] and "url" in resource:
            raise ValidationError("an illustrative resource has no address", "url")
        if not resource["illustrative"] and "url" not in resource:
            raise ValidationError(MISSING, "url")


def check_resources(document: object) -> list[Mistake]:
    """All that is wrong with resources as YAML gave them; empty when they can be published."""
    if not isinstance(document, list):
        return [Mistake("", "is not a list")]
    mistakes = flatten(Resource(many=True).validate(document))
    return mistakes + flatten(repeated(document, "id"))


def load_resources(text: str) -> list[dict[str, Any]]:
    """The resources of a YAML document, each in the shape of `Resource`.

    Raises:
        ContentMistakes: it isn't YAML, or not a list of resources; all mistakes are in it.
    """
    document = load_yaml(text)
    mistakes = check_resources(document)
    if mistakes:
        raise ContentMistakes(mistakes)
    resources: list[dict[str, Any]] = Resource(many=True).load(document)  # type: ignore[arg-type]
    return resources
