"""The words of a mail at the moment when it is sent, so that none is told that was taken back."""

from collections.abc import Mapping
from typing import Any

from contracts.accounts.messages import Language
from services.notifications import schemas, store
from services.notifications.service.asking_barriers import AskingBarriers


class Wording(AskingBarriers):
    def _words(self, row: Mapping[str, Any], language: Language) -> dict[str, Any] | None:
        """The data of its template; None where it is not to be sent any more: its reader wants it
        no longer, or what it tells of is gone.

        Raises:
            Refusal: whoever has to be asked does not answer.
        """
        choices = store.choices_of(self.work.collection(store.CHOICES), row["person"])
        if choices.of(row["topic"]) == "never" and not row["data"].get("round"):
            return None
        barriers = self._concerned(schemas.barriers_in(row["data"]))
        words = schemas.words(row["data"], barriers, language)
        return words if words["groups"] or words["sector"] else None
