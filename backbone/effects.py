"""What handlers of events do to a service's read models, gathered and written together."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pymongo import ReplaceOne, UpdateOne
from pymongo.client_session import ClientSession

from backbone.aggregates import Projection
from backbone.database import Records

Write = UpdateOne | ReplaceOne[Any]
Filter = Mapping[str, Any]


class Effects:
    """The writes of a batch of events; they are stored with the batch's progress or not at all.

    Only projections can be written, and read: what a handler does follows from events alone.
    """

    def __init__(self, records: Records, session: ClientSession) -> None:
        self._records = records
        self._session = session
        self._writes: dict[str, list[Write]] = defaultdict(list)
        self.notices: set[str] = set()

    def update(
        self, model: Projection, query: Filter, change: Mapping[str, Any], *, upsert: bool = False
    ) -> None:
        """Changes one document, as `update_one` does."""
        self._writes[model.collection].append(UpdateOne(query, change, upsert=upsert))

    def replace(self, model: Projection, document: Mapping[str, Any]) -> None:
        """Stores the document under its `_id`, in the place of any before it."""
        query = {"_id": document["_id"]}
        self._writes[model.collection].append(ReplaceOne(query, document, upsert=True))

    def find(self, model: Projection, query: Filter) -> list[dict[str, Any]]:
        """Reads in the batch's transaction, with everything that came before in the batch."""
        self.flush()
        return list(self._records[model.collection].find(query, session=self._session))

    def notice(self, name: str) -> None:
        """Tells whoever listens, once for the batch and after it is stored, that `name`."""
        self.notices.add(name)

    def flush(self) -> None:
        for collection, writes in self._writes.items():
            if writes:
                self._records[collection].bulk_write(writes, session=self._session)
        self._writes.clear()
