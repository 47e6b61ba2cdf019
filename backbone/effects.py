"""What handlers of events do to a service's read models, gathered and written together."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pymongo.client_session import ClientSession

from backbone import beside, statements
from backbone.aggregates import Errands, Projection
from backbone.database import Records
from contracts.cloudevents import Envelope

Write = Mapping[str, Any]
Filter = Mapping[str, Any]


class Effects:
    """The writes of a batch of events; they are stored with the batch's progress or not at all.

    Only projections can be written, and read: what a handler does follows from events alone. What
    else is to come of an event is left as an errand.

    `envelope` is that of the event in hand.
    """

    envelope: Envelope

    def __init__(self, records: Records, session: ClientSession) -> None:
        self._records = records
        self._session = session
        self._writes: dict[str, list[Write]] = defaultdict(list)
        self._errands: dict[str, list[Write]] = defaultdict(list)
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

    def leave(self, errands: Errands, what: Mapping[str, Any]) -> None:
        """An errand for the event in hand, unless it left one before. `what` is all but `_id`."""
        left = {"q": {"_id": self.envelope.id}, "u": {"$setOnInsert": what}, "upsert": True}
        self._errands[errands.collection].append(left)

    def find(self, model: Projection, query: Filter) -> list[dict[str, Any]]:
        """Reads in the batch's transaction, with everything that came before in the batch."""
        self.flush()
        return list(self._records[model.collection].find(query, session=self._session))

    def notice(self, name: str) -> None:
        """Tells whoever listens, once for the batch and after it is stored, that `name`."""
        self.notices.add(name)

    def flush(self) -> None:
        self._write(self._records, self._writes)
        self._write(beside.live(self._records), self._errands)

    def _write(self, records: Records, gathered: dict[str, list[Write]]) -> None:
        for collection, writes in gathered.items():
            if writes:
                statements.update(records[collection], writes, self._session)
        gathered.clear()
