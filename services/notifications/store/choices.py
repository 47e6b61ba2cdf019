"""What people chose to be told of: records of the service's own."""

from collections.abc import Collection as Some
from typing import Any

from pymongo.client_session import ClientSession
from pymongo.collection import Collection

from backbone.aggregates import CONVERTER, ReadModel
from services.notifications.domain.choices import USUAL, Choices

Documents = Collection[dict[str, Any]]

CHOICES = ReadModel("choices")
"""By person."""


def choices_of(choices: Documents, person: str, session: ClientSession | None = None) -> Choices:
    found = choices.find_one({"_id": person}, session=session)
    return CONVERTER.structure(found, Choices) if found else USUAL


def choices_of_each(choices: Documents, people: Some[str]) -> dict[str, Choices]:
    """Of those who have chosen anything, by person."""
    found = choices.find({"_id": {"$in": list(people)}})
    return {each["_id"]: CONVERTER.structure(each, Choices) for each in found}


def keep(choices: Documents, person: str, chosen: Choices, session: ClientSession) -> None:
    fields = CONVERTER.unstructure(chosen)
    choices.replace_one({"_id": person}, fields, upsert=True, session=session)
