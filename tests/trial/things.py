"""The trial service's domain and stores."""

import os
import signal
import time
from dataclasses import dataclass, replace

from pymongo import IndexModel

from backbone.aggregates import Aggregates, Projection, ReadModel
from backbone.effects import Effects
from contracts.errors import Conflict, NotFound
from contracts.outcomes import Outcome, changed, unchanged
from tests.trial.contract import Thing, ThingAdded, ThingCounted


class Full(Conflict):
    code = "full"


class NoSuchThing(NotFound):
    code = "no-such-thing"


@dataclass(frozen=True)
class State:
    id: str
    count: int = 0
    label: str | None = None


THINGS = Aggregates(
    "things",
    State,
    missing=NoSuchThing,
    indexes=[
        IndexModel("label", unique=True, partialFilterExpression={"label": {"$type": "string"}})
    ],
)
SEEN = Projection("seen")
TICKS = ReadModel("ticks")
STORES = [THINGS, SEEN, TICKS]
LIMIT = 1_000_000
MEND = "the mend"
"""The document of `SEEN` without which events that say "until mended" fail."""


def add(thing: str, text: str = "", label: str | None = None) -> Outcome[State]:
    return changed(State(thing, label=label), ThingAdded(thing, text))


def count(state: State, amount: int = 1, text: str = "") -> Outcome[State]:
    if amount == 0:
        return unchanged(state)
    if state.count + amount > LIMIT:
        raise Full
    return changed(replace(state, count=state.count + amount), ThingCounted(state.id, amount, text))


def reply(state: State, version: int) -> Thing:
    return Thing(state.id, state.count, version)


def see_added(event: ThingAdded, effects: Effects) -> None:
    effects.replace(SEEN, {"_id": event.thing, "count": 0, "applied": 1})


def see_counted(event: ThingCounted, effects: Effects) -> None:
    """Adds up; twice or out of order, it would be seen in the read model."""
    if event.text == "raise":
        raise RuntimeError("this one always fails")
    if event.text == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if event.text == "until mended" and not effects.find(SEEN, {"_id": MEND}):
        raise LookupError(f"{MEND} is missing")
    if event.text == "store nonsense":
        effects.update(SEEN, {"_id": event.thing}, {"$nonsense": 1})
        return
    if event.text == "store a set":
        effects.replace(SEEN, {"_id": event.thing, "set": {1}})
        return
    if event.text.startswith("take "):
        time.sleep(float(event.text.removeprefix("take ")))
    change = {"$inc": {"count": event.amount, "applied": 1}, "$push": {"amounts": event.amount}}
    effects.update(SEEN, {"_id": event.thing}, change)


HANDLERS = {ThingAdded: see_added, ThingCounted: see_counted}
