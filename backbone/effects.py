"""What handlers of events do to a service's read models, gathered and written together."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pymongo.client_session import ClientSession

from backbone import statements
from backbone.aggregates import Projection
from backbone.database import Records

Write = Mapping[str, Any]
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
        """Changes one document, as `update_one` does: `change` is of operators such as ``$set``."""
        self._writes[model.collection].append({"q": query, "u": change, "upsert": upsert})

    def replace(self, model: Projection, document: Mapping[str, Any]) -> None:
        """Stores the document under its `_id`, in the place of any before it."""
        query = {"_id": document["_id"]}
        self._writes[model.collection].append({"q": query, "u": document, "upsert": True})

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
                statements.update(self._records[collection], writes, self._session)
        self._writes.clear()
