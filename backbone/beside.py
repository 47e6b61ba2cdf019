"""A second set of a service's collections, beside those that it works with, in the same database.

Each rebuild has names of its own (`councils.rebuilt.7`): who is late with a rename finds nothing to
rename, instead of somebody else's half-made collection.
"""

from collections.abc import Iterable
from typing import Any

import pymongo
from pymongo.collection import Collection
from pymongo.database import Database

from backbone.aggregates import ReadModel
from backbone.database import Records

MARK = ".rebuilt."
INDEX_SECONDS = 600.0
"""For which a collection may be read for its indexes."""


class Beside(Database[dict[str, Any]]):
    """The same database, in which every collection means that of the rebuild number `run`."""

    def __init__(self, records: Records, run: int) -> None:
        super().__init__(records.client, records.name)
        self.live = records
        self._run = run

    def __getitem__(self, name: str) -> Collection[dict[str, Any]]:
        return super().__getitem__(name_beside(name, self._run))


def live(records: Records) -> Records:
    """The collections that the service works with, whichever of the two sets this is."""
    return records.live if isinstance(records, Beside) else records


def name_beside(collection: str, run: int) -> str:
    return f"{collection}{MARK}{run}"


def prepare(records: Records, run: int, models: Iterable[ReadModel]) -> None:
    """Makes the collections, empty, with those indexes that say what may not be stored."""
    for model in models:
        collection = records.create_collection(name_beside(model.collection, run))
        unique = [index for index in model.indexes if index.document.get("unique")]
        if unique:
            collection.create_indexes(unique)


def add_indexes(records: Records, run: int, models: Iterable[ReadModel]) -> None:
    """Gives them the other indexes of the live ones: cheaper when they have been filled."""
    with pymongo.timeout(INDEX_SECONDS):
        for model in models:
            if model.indexes:
                records[name_beside(model.collection, run)].create_indexes(model.indexes)


def remove(records: Records, run: int) -> None:
    """Drops the collections of a rebuild that were not put in place."""
    for name in records.list_collection_names():
        if name.endswith(name_beside("", run)):
            records.drop_collection(name)


def remove_all(records: Records) -> None:
    """Drops those of every rebuild before."""
    for name in records.list_collection_names():
        if MARK in name:
            records.drop_collection(name)
