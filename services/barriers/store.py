"""What barriers keeps: barriers and the taxonomy that they are described in."""

import re
from collections.abc import Iterable
from typing import Any

import pymongo
from pymongo import ASCENDING, DESCENDING, TEXT, IndexModel
from pymongo.collection import Collection
from pymongo.errors import ExecutionTimeout, NetworkTimeout

from backbone.aggregates import Aggregates, ReadModel
from contracts.barriers.messages import ListBarriers
from services.barriers.domain import likeness, numbers
from services.barriers.domain.barriers import Barrier, NoSuchBarrier
from services.barriers.domain.taxonomies import THE_TAXONOMY, NoTaxonomy, Taxonomy, TaxonomyMissing

Documents = Collection[dict[str, Any]]
Query = dict[str, Any]

NEWEST_FIRST = (("raised", DESCENDING), ("_id", DESCENDING))
FILTERS = {
    "kind": "facets.kind",
    "body": "facets.body",
    "characteristic": "facets.characteristic",
    "from_level": "facets.from_level",
    "stage": "stage",
}
CANDIDATES = 40
SEARCH_SECONDS = 0.8
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

BARRIERS = Aggregates(
    "barriers",
    Barrier,
    key="id",
    missing=NoSuchBarrier,
    indexes=[
        IndexModel([("number", ASCENDING)], unique=True),
        IndexModel([*NEWEST_FIRST]),
        IndexModel([("facets.kind", ASCENDING), *NEWEST_FIRST]),
        IndexModel([("facets.body", ASCENDING), *NEWEST_FIRST]),
        IndexModel(
            [
                ("facets.characteristic", ASCENDING),
                ("facets.from_level", ASCENDING),
                *NEWEST_FIRST,
            ]
        ),
        IndexModel([("raised_by", ASCENDING), *NEWEST_FIRST]),
        IndexModel([("supporters.council", ASCENDING), *NEWEST_FIRST]),
        # No field of a barrier may be taken for the language of its text.
        IndexModel(
            [("title", TEXT), ("story", TEXT)],
            weights={"title": 3, "story": 1},
            default_language="english",
            language_override="language_of_no_barrier",
        ),
    ],
)
TAXONOMIES = Aggregates("taxonomies", Taxonomy, key="id", missing=NoTaxonomy)
STORES: list[ReadModel] = [BARRIERS, TAXONOMIES]


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


def id_of(barriers: Documents, id_or_number: str) -> str:
    """The id of the barrier that somebody names by its id or its tracking number.

    Raises:
        NoSuchBarrier: no barrier has this number.
        Mistyped: it is neither an id nor a number.
    """
    if UUID.fullmatch(id_or_number.lower()):
        return id_or_number.lower()
    found = barriers.find_one({"number": numbers.read(id_or_number)}, {"_id": True})
    if found is None:
        raise NoSuchBarrier
    return str(found["_id"])


def listed(request: ListBarriers, council: str | None) -> Query | None:
    """The query for what `request` asks of the list, or None where nothing can match it.

    `council` is the caller's own; who has none has nothing that is `mine`.
    """
    query: Query = {
        path: value
        for name, path in FILTERS.items()
        if (value := getattr(request, name)) is not None
    }
    if request.mine:
        if council is None:
            return None
        query["$or"] = [{"raised_by": council}, {"supporters.council": council}]
    if request.search is not None:
        found = searched(request.search)
        return None if found is None else query | found
    return query


def searched(search: str) -> Query | None:
    """A tracking number finds its barrier; words find those that hold each of them."""
    try:
        return {"number": numbers.read(search)}
    except numbers.Mistyped:
        words = likeness.words(search)
    return {"$text": {"$search": " ".join(f'"{word}"' for word in words)}} if words else None


def candidates(barriers: Documents, words: Iterable[str]) -> list[Barrier]:
    """Up to `CANDIDATES` barriers that hold some of the words, the likeliest first.

    None at all where the search takes too long: it is a hint while somebody types.
    """
    score = {"$meta": "textScore"}
    found = barriers.find({"$text": {"$search": " ".join(words)}}, {"score": score})
    try:
        # Of this and the caller's deadline, the earlier holds.
        with pymongo.timeout(SEARCH_SECONDS):
            documents = list(found.sort([("score", score)]).limit(CANDIDATES))
    except (ExecutionTimeout, NetworkTimeout):
        return []
    return [BARRIERS.state(document) for document in documents]
