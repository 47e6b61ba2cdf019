"""A barrier that is still being written: what was typed, and whose words stand when two type."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from contracts.barriers.messages import Typed
from contracts.callers import Caller
from contracts.errors import Conflict, Invalid, NotFound, Stale

MOST = 50
"""How many drafts a council may keep."""

MOST_LAWS = 10
NAMES = tuple(each.name for each in fields(Typed))


class NoSuchDraft(NotFound):
    code = "no-such-draft"
    message = "There is no such draft. It may have been sent or discarded."


class TooManyDrafts(Conflict):
    code = "too-many-drafts"
    message = f"A council may keep {MOST} drafts. Send or discard one first."


@dataclass(frozen=True)
class Draft:
    """`place` is its place among those of its council, from 0; `touched` says at which revision a
    field was changed last."""

    id: str
    council: str
    place: int
    typed: Typed
    revision: int
    by: str
    at: datetime
    touched: Mapping[str, int] = field(default_factory=dict)


def begin(id: str, council: str, place: int, at: datetime) -> Draft:
    """One in which nothing has been typed yet, not yet kept."""
    return Draft(id, council, place, Typed(), 0, "", at)


def must_write(caller: Caller, draft: Draft) -> None:
    """Raises NoSuchDraft unless it is of the caller's own council: nobody else learns of it."""
    if caller.council != draft.council:
        raise NoSuchDraft


def type_into(draft: Draft, typed: Typed, *, read: int, by: str, at: datetime) -> Draft:
    """The draft with what was typed by somebody who has read revision `read`.

    Raises:
        Stale: one of these fields was changed since, to something else. Nothing is written over.
        Invalid: more laws than anybody cites.
    """
    if len(typed.laws or ()) > MOST_LAWS:
        raise Invalid(details={"typed.laws": [f"Must be {MOST_LAWS} or fewer."]})
    given = {name: value for name in NAMES if (value := getattr(typed, name)) is not None}
    new = {name: value for name, value in given.items() if value != getattr(draft.typed, name)}
    if any(draft.touched.get(name, 0) > read for name in new):
        raise Stale(details={"revision": draft.revision})
    if not new and draft.revision:
        return draft
    revision = draft.revision + 1
    return replace(
        draft,
        typed=replace(draft.typed, **new),
        revision=revision,
        by=by,
        at=at,
        touched={**draft.touched, **dict.fromkeys(new, revision)},
    )
