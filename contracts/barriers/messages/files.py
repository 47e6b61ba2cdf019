"""Evidence: files beside a barrier, or beside a draft, which `barrier` names by its id too."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from marshmallow import ValidationError, fields

from contracts.fields import Line

MOST_FILES = 5
LARGEST = 4 * 1024 * 1024
"""Bytes of one file."""


class Base64(fields.String):
    """A file's bytes in base64."""

    maximum = (LARGEST + 2) // 3 * 4

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if len(text) > self.maximum:
            raise ValidationError("Must be a file of 4 MB or less.")
        return text


@dataclass(frozen=True)
class AddFile:
    """`content` is the file in base64; its kind is read from it and must fit its `name`."""

    barrier: Annotated[str, Line]
    name: Annotated[str, Line]
    content: Annotated[str, Base64]


@dataclass(frozen=True)
class BarrierFile:
    """`type` is the media type that its content has; `size` in bytes."""

    id: str
    name: str
    type: str
    size: int
    sha256: str
    added: datetime


@dataclass(frozen=True)
class ListFiles:
    barrier: Annotated[str, Line]


@dataclass(frozen=True)
class BarrierFiles:
    """`may_see` says whether this caller may know of files; where not, none is listed."""

    files: tuple[BarrierFile, ...]
    may_see: bool
    may_add: bool


@dataclass(frozen=True)
class ReadFile:
    barrier: Annotated[str, Line]
    file: Annotated[str, Line]


@dataclass(frozen=True)
class FileContent:
    """`content` is in base64."""

    file: BarrierFile
    content: str


@dataclass(frozen=True)
class RemoveFile:
    barrier: Annotated[str, Line]
    file: Annotated[str, Line]
