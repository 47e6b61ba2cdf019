"""What matching keeps in its process's memory, and how it knows that it still holds.

Everything that suggestions are made of is small, shared by all councils and seldom changed. So it
is read once and made anew only after a change, which a number for each collection tells: the
revision that subscriptions count, or the sum of the versions of aggregates, which only grows. One
number more tells that all read models were rebuilt. All come in one read, taken anew for every
request: a consent that was withdrawn is not used again, whichever process it was withdrawn in.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pymongo.collection import Collection
from pymongo.database import Database

from backbone import swapping
from backbone.aggregates import Aggregates, ReadModel
from backbone.clock import now
from backbone.work import Work
from contracts.matching import messages
from services.matching import schemas, store
from services.matching.domain.offers import HelpOffer
from services.matching.domain.peers import Helpers, Position
from services.matching.domain.register import Register

Documents = Iterable[dict[str, Any]]
Stamps = Mapping[str, int]
Reply = dict[str, Any]

MOST_SUGGESTIONS = 200


@dataclass(frozen=True)
class Known:
    """Everything on one day, until something changes.

    `suggestions` are replies made of it, by council: the page that a council looks at most asks
    for the same again and again.
    """

    positions: Mapping[str, Position]
    resources: tuple[messages.Resource, ...]
    helpers: Helpers
    suggestions: dict[str, Reply] = field(default_factory=dict)

    def suggested(self, council: str, make: Callable[[], Reply]) -> Reply:
        """The council's suggestions, made where they are not here yet."""
        if council not in self.suggestions:
            if len(self.suggestions) >= MOST_SUGGESTIONS:
                self.suggestions.clear()
            self.suggestions[council] = make()
        return self.suggestions[council]


class Memory:
    """One for a process; it holds each collection as it was at its stamp."""

    def __init__(self) -> None:
        self._parts: dict[tuple[Database[Any], str], tuple[Any, Any]] = {}

    def present(self, work: Work) -> Known:
        """All as it is now, to the day: what ends or grows old does so at midnight (UTC)."""
        # The stamps are read first: what changes in between is read again the next time.
        rows = work.collection(store.REVISIONS).aggregate(STAMPS)
        stamps = {row["_id"]: row["stamp"] for row in rows}
        today = now().replace(hour=0, minute=0, second=0, microsecond=0)
        revisions = work.collection(store.REVISIONS)
        return self._kept(revisions, (today, stamps), lambda: self._known(work, stamps, today))

    def _known(self, work: Work, stamps: Stamps, today: datetime) -> Known:
        def part(kept: ReadModel, make: Callable[[Documents], Any]) -> Any:
            collection = work.collection(kept)
            stamp = stamps.get(kept.collection, 0), stamps.get(swapping.LEASE_NAME)
            return self._kept(collection, stamp, lambda: make(collection.find()))

        positions = part(store.POSITIONS, positions_of)
        offers, register = part(store.OFFERS, offers_of), part(store.COUNCILS, register_of)
        return Known(
            positions=positions,
            resources=part(store.RESOURCES, resources_of),
            helpers=Helpers(offers, positions, register, today),
        )

    def _kept(self, collection: Collection[Any], stamp: Any, make: Callable[[], Any]) -> Any:
        key = (collection.database, collection.name)
        if key not in self._parts or self._parts[key][0] != stamp:
            self._parts[key] = (stamp, make())
        return self._parts[key][1]


def register_of(documents: Documents) -> Register:
    return Register(map(store.council_of, documents))


def positions_of(documents: Documents) -> dict[str, Position]:
    return {each["_id"]: store.position_of(each) for each in documents}


def offers_of(documents: Documents) -> tuple[HelpOffer, ...]:
    return tuple(store.OFFERS.state(each) for each in documents if each["characteristics"])


def resources_of(documents: Documents) -> tuple[messages.Resource, ...]:
    return tuple(map(schemas.resource, documents))


def sum_of_versions(aggregates: Aggregates[Any]) -> dict[str, Any]:
    """A stage that adds one row: the collection's name and its stamp."""
    total = {"$group": {"_id": aggregates.collection, "stamp": {"$sum": "$version"}}}
    return {"$unionWith": {"coll": aggregates.collection, "pipeline": [total]}}


STAMPS: list[dict[str, Any]] = [
    {"$project": {"stamp": "$revision"}},
    sum_of_versions(store.OFFERS),
    sum_of_versions(store.RESOURCES),
    swapping.STAMP,
]
