"""The words for barriers."""

from dataclasses import dataclass
from typing import Annotated, Any

from contracts.fields import Document


@dataclass(frozen=True)
class PublishTaxonomy:
    """`document` is the taxonomy in YAML, as in ``content/barriers``."""

    document: Annotated[str, Document]


@dataclass(frozen=True)
class GetTaxonomy:
    pass


@dataclass(frozen=True)
class Taxonomy:
    content: dict[str, Any]
    version: int
