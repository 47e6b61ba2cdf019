"""A second set of a service's collections, beside those that it works with, in the same database.

Each rebuild has names of its own (`councils.rebuilt.7`): who is late with a rename finds nothing to
rename, instead of somebody else's half-made collection.
"""

from collections.abc import Iterable
from typing import Any

from pymongo.collection import Collection
from pymongo.database import Database

from backbone.aggregates import ReadModel
from backbone.database import Records

MARK = ".rebuilt."


class Beside(Database[dict[str, Any]]):
    """The same database, in which every collection means that of the rebuild number `run`."""

    def __init__(self, records: Records, run: int) -> None:
        super().__init__(records.client, records.name)
        self._run = run

    def __getitem__(self, name: str) -> Collection[dict[str, Any]]:
        return super().__getitem__(name_beside(name, self._run))


def name_beside(collection: str, run: int) -> str:
    return f"{collection}{MARK}{run}"


def prepare(records: Records, run: int, models: Iterable[ReadModel]) -> None:
    """Makes the collections, empty and with the indexes of the live ones."""
    for model in models:
        collection = records.create_collection(name_beside(model.collection, run))
        if model.indexes:
            collection.create_indexes(model.indexes)


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
