"""The taxonomy, from YAML to a message."""

from typing import Any

from contracts.barriers import messages
from contracts.content.documents import ContentMistakes
from contracts.content.taxonomy import load_taxonomy
from contracts.errors import Invalid
from services.barriers.domain.taxonomies import Taxonomy


def content(document: str) -> dict[str, Any]:
    """The taxonomy that a YAML document says.

    Raises:
        Invalid: with every mistake by its path.
    """
    try:
        return load_taxonomy(document)
    except ContentMistakes as found:
        raise Invalid("The taxonomy has mistakes.", details=found.by_path()) from found


def taxonomy(taxonomy: Taxonomy, version: int) -> messages.Taxonomy:
    return messages.Taxonomy(content=taxonomy.content, version=version)
