"""What every content document shares: text in two languages, and mistakes named by path.

A document is a YAML file that somebody wrote by hand. Whoever checks it wants to know all of its
mistakes at once, each with the place where it is: `characteristics[2].name.cy: missing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from marshmallow import RAISE, Schema, ValidationError, fields, validates_schema

MISSING = "missing"
_REQUIRED = {"required": MISSING, "null": MISSING}
_DOCUMENT_MESSAGES = {"unknown": "unknown field", "type": "is not a mapping"}
_LIST_MESSAGES = _REQUIRED | {"invalid": "is not a list"}
_TEXT_MESSAGES = _REQUIRED | {
    "invalid": "is not text",
    "empty": "is empty",
    "control": "has a control character in it",
    "long": "is {length} characters long, may have {longest}",
}
_KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# The line breaks and tabs of ordinary text stay; what no editor shows goes.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong in a document. `path` is empty when it is the document itself."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class ContentMistakes(Exception):
    """A document can't be used; `mistakes` says all that is wrong with it."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes

    def by_path(self) -> dict[str, list[str]]:
        """Path → what is wrong there; what is wrong with the whole stands under `document`."""
        found: dict[str, list[str]] = {}
        for mistake in self.mistakes:
            found.setdefault(mistake.path or "document", []).append(mistake.message)
        return found


class Document(Schema):
    """A mapping that refuses fields it doesn't know. Base of every content schema."""

    class Meta:
        unknown = RAISE

    error_messages = _DOCUMENT_MESSAGES


class Text(fields.String):
    """Required text of 1 to `longest` characters, loaded without the white space around it."""

    default_error_messages = _TEXT_MESSAGES

    def __init__(self, longest: int, *, required: bool = True, **options: Any) -> None:
        super().__init__(required=required, **options)
        self.longest = longest

    def _deserialize(self, value: Any, *args: Any, **options: Any) -> str:
        text = str(super()._deserialize(value, *args, **options)).strip()
        if not text:
            raise self.make_error("empty")
        if _CONTROL.search(text):
            raise self.make_error("control")
        if len(text) > self.longest:
            raise self.make_error("long", length=len(text), longest=self.longest)
        return text


class Part(fields.Nested):
    """A required mapping inside a document, checked by its own schema."""

    default_error_messages = _REQUIRED

    def __init__(self, nested: Any, *, required: bool = True, **options: Any) -> None:
        super().__init__(nested, required=required, **options)


class Parts(fields.List):
    """A required list whose items are checked by `item`: a schema class or a field."""

    default_error_messages = _LIST_MESSAGES

    def __init__(self, item: Any, *, required: bool = True, **options: Any) -> None:
        field = item if isinstance(item, fields.Field) else Part(item)
        super().__init__(field, required=required, **options)


class _Translated(Document):
    @validates_schema(skip_on_field_errors=False)
    def _differs(self, text: Mapping[str, str], **_: Any) -> None:
        welsh = text.get("cy")
        if welsh and welsh.casefold() == text.get("en", "").casefold():
            raise ValidationError("repeats the English: translate it", "cy")


class Bilingual(Part):
    """Text in English (`en`) and Welsh (`cy`), both there, each of 1 to `longest` characters.

    Welsh that repeats the English is a translation forgotten, unless `may_repeat` says that the
    two can be alike, as the title of something published in one language only.
    """

    def __init__(self, longest: int, *, may_repeat: bool = False, **options: Any) -> None:
        base = Document if may_repeat else _Translated
        super().__init__(base.from_dict({"en": Text(longest), "cy": Text(longest)}), **options)


def kebab(value: str) -> None:
    """A validator: lower-case words with hyphens between them, at most 80 characters."""
    if len(value) > 80 or not _KEBAB.fullmatch(value):
        raise ValidationError("is not lower-case words joined by hyphens, at most 80 characters")


def repeated(items: object, key: str) -> dict[int, dict[str, list[str]]]:
    """The errors of `items`, mappings in a list, whose `key` an earlier one has already.

    Takes what was written, right or wrong, and gives errors in marshmallow's shape, to be raised
    by a schema's validator: `{3: {"id": ["is used by an earlier one too: leadership"]}}`.
    """
    errors: dict[int, dict[str, list[str]]] = {}
    seen: list[object] = []
    for index, item in enumerate(items if isinstance(items, list) else []):
        value = item.get(key) if isinstance(item, Mapping) else None
        if value is not None and value in seen:
            errors[index] = {key: [f"is used by an earlier one too: {value}"]}
        seen.append(value)
    return errors


def flatten(errors: object, path: str = "") -> list[Mistake]:
    """Marshmallow's nested errors as mistakes with their paths, `levels[0].name.cy: missing`."""
    if isinstance(errors, Mapping):
        return [
            mistake
            for key, inner in errors.items()
            for mistake in flatten(inner, _below(path, key))
        ]
    if isinstance(errors, list):
        return [mistake for inner in errors for mistake in flatten(inner, path)]
    return [Mistake(path, str(errors))]


def _below(path: str, key: object) -> str:
    if key == "_schema":
        return path
    if isinstance(key, int) and not isinstance(key, bool):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else str(key)


def load_yaml(text: str) -> object:
    """What a YAML document says.

    Raises:
        ContentMistakes: it isn't YAML, or says a key twice, or uses an alias; the path of each
            mistake is the line it is on, `line 12`.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        mistakes = [] if root is None else list(_doubtful(root, set()))
        if mistakes:
            raise ContentMistakes(mistakes)
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        raise ContentMistakes([_unreadable(error)]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ContentMistakes([Mistake("", f"is not YAML: {error}")]) from error
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        # PyYAML lets these out where a date or a number, tagged or implied, can't be one.
        raise ContentMistakes([Mistake("", f"has a value that can't be read: {error}")]) from error


def load_document(schema: Schema, text: str) -> dict[str, Any]:
    """What a YAML document says, in the shape of `schema`.

    Raises:
        ContentMistakes: it isn't YAML, or breaks the schema; all mistakes are in it.
    """
    try:
        document: dict[str, Any] = schema.load(load_yaml(text))  # type: ignore[arg-type]
    except ValidationError as error:
        raise ContentMistakes(flatten(error.messages)) from error
    return document


def _unreadable(error: yaml.MarkedYAMLError) -> Mistake:
    mark = error.problem_mark or error.context_mark
    return Mistake(f"line {mark.line + 1}" if mark else "", f"is not YAML: {error.problem}")


def _doubtful(node: yaml.Node, seen: set[int]) -> Iterator[Mistake]:
    """Keys said twice, of which YAML would keep the last without a word; and aliases."""
    if id(node) in seen:
        # An alias can hold itself, or grow a small file into a huge document.
        yield Mistake(f"line {node.start_mark.line + 1}", "is used again by an alias: write it out")
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _doubtful(item, seen)
    if isinstance(node, yaml.MappingNode):
        yield from _said_twice(node)
        for _, value in node.value:
            yield from _doubtful(value, seen)


def _said_twice(node: yaml.MappingNode) -> Iterator[Mistake]:
    keys: set[str] = set()
    for key, _ in node.value:
        name = str(key.value)
        if name in keys:
            yield Mistake(f"line {key.start_mark.line + 1}", f"says this key twice: {name}")
        keys.add(name)
