"""The taxonomy that barriers are described in."""

from collections.abc import Iterable
from typing import Any

from pymongo.collection import Collection

from backbone.aggregates import Aggregates
from services.barriers.domain.taxonomies import THE_TAXONOMY, NoTaxonomy, Taxonomy, TaxonomyMissing

Documents = Collection[dict[str, Any]]

TAXONOMIES = Aggregates("taxonomies", Taxonomy, key="id", missing=NoTaxonomy)


class KnownWords:
    """The ids of the taxonomy, kept in memory: an id once published stays for ever.

    So what is known here is right however old it is, and only an id that isn't is looked up anew.
    """

    def __init__(self) -> None:
        self._known: dict[Documents, tuple[frozenset[str], frozenset[str]]] = {}

    def of(self, taxonomies: Documents, kind: str, body: str | None) -> dict[str, frozenset[str]]:
        """``{"kinds", "bodies"}``, read again unless `kind` and `body` are known.

        Raises:
            TaxonomyMissing: there is no taxonomy yet.
        """
        kinds, bodies = self._known.get(taxonomies, (frozenset(), frozenset()))
        if kind not in kinds or (body is not None and body not in bodies):
            kinds, bodies = self._known[taxonomies] = self._read(taxonomies)
        return {"kinds": kinds, "bodies": bodies}

    def _read(self, taxonomies: Documents) -> tuple[frozenset[str], frozenset[str]]:
        ids = {"content.kinds.id": True, "content.bodies.id": True}
        document = taxonomies.find_one({"_id": THE_TAXONOMY}, ids)
        if document is None:
            raise TaxonomyMissing
        return ids_of(document["content"]["kinds"]), ids_of(document["content"]["bodies"])


def ids_of(items: Iterable[dict[str, str]]) -> frozenset[str]:
    return frozenset(item["id"] for item in items)
