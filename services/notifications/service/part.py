"""What every part of the service stands on."""

from collections.abc import Sequence
from typing import Any

from pymongo.client_session import ClientSession

from backbone.aggregates import ReadModel
from backbone.asking import Asking
from backbone.work import Work


class Part:
    """Some of the methods of `NotificationsService`, which puts them together."""

    work: Work | Any
    """In an instance it is the unit of work that nameko puts there."""

    ask: Asking | Any
    """Likewise what asks other services."""

    def _insert(
        self, model: ReadModel, rows: Sequence[dict[str, Any]], session: ClientSession
    ) -> None:
        if rows:
            self.work.collection(model).insert_many(rows, session=session)
