"""How a service's values become documents and back.

A document is the value's fields beside `_id` and `version`. Enums are kept by value, dates as ISO
text, sets as sorted lists; datetimes are MongoDB's own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

import cattrs
from pymongo import IndexModel

from contracts.errors import NotFound

S = TypeVar("S")
Document = Mapping[str, Any]


def make_converter() -> cattrs.Converter:
    converter = cattrs.Converter(
        unstruct_collection_overrides={frozenset: sorted, tuple: list},
    )
    converter.register_unstructure_hook(datetime, lambda moment: moment)
    converter.register_structure_hook(datetime, lambda moment, _: moment)
    converter.register_unstructure_hook(date, lambda day: day.isoformat())
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    return converter


CONVERTER = make_converter()


@dataclass(frozen=True)
class Versioned(Generic[S]):
    """A state and the number of events that made it."""

    state: S
    version: int


class ReadModel:
    """A collection that holds a service's own records, which no feed brings back."""

    def __init__(self, collection: str, *, indexes: Sequence[IndexModel] = ()) -> None:
        self.collection = collection
        self.indexes = list(indexes)


class Projection(ReadModel):
    """A read model: made by subscriptions out of events and of nothing else.

    So it can be made anew from the feeds (`backbone.rebuilding`).
    """


class Errands(ReadModel):
    """What handlers of events leave to be done later, once for each event and outside of the inbox.

    A document's `_id` is the event's, and `done` says when its errand was run. So an event that a
    rebuild applies again leaves nothing new: errands are no projection, and stay when those are
    swapped.
    """


class Aggregates(ReadModel, Generic[S]):
    """The collection of one kind of aggregate, each changed only through a unit of work.

    Args:
        collection: its name.
        state: the frozen dataclass; `key` names the field that is its id.
        missing: the refusal for an id that there is none of.
        indexes: beside the one on `_id`.
        found_by: what documents hold beside the state, by its name and made of the state: for
            queries and indexes alone, never read back into it.
    """

    def __init__(
        self,
        collection: str,
        state: type[S],
        *,
        key: str = "id",
        missing: type[NotFound] = NotFound,
        indexes: Sequence[IndexModel] = (),
        found_by: Mapping[str, Callable[[S], Any]] | None = None,
    ) -> None:
        super().__init__(collection, indexes=indexes)
        self.found_by = found_by or {}
        self.type = state
        self.key = key
        self.missing = missing

    def document(self, state: S, version: int) -> dict[str, Any]:
        fields: dict[str, Any] = CONVERTER.unstructure(state, unstructure_as=self.type)
        return {"_id": fields.pop(self.key), "version": version, **fields, **self.made_of(state)}

    def made_of(self, state: S) -> dict[str, Any]:
        """What a document is found by."""
        return {name: make(state) for name, make in self.found_by.items()}

    def state(self, document: Document) -> S:
        return CONVERTER.structure({**document, self.key: document["_id"]}, self.type)

    def versioned(self, document: Document) -> Versioned[S]:
        return Versioned(self.state(document), document["version"])
