"""Events for the trial service: whose they are decides how far instances hinder each other."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from backbone.outbox import records_of
from tests.trial.contract import ThingAdded, ThingCounted

AT_ONCE = 1_000
HOT = 20


@dataclass
class Load:
    """Events one after another. `hot` is the share of those that happen to one of `HOT` things;
    each of the others happens to a thing of its own, or with `warm` to one of so many."""

    name: str
    hot: float
    warm: int | None = None
    sequences: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def records(self, amount: int) -> Iterator[dict[str, Any]]:
        """The next documents of the outbox. The same ones in every run."""
        chance = random.Random(len(self.sequences))
        for _ in range(amount):
            thing = self._thing(chance)
            done = self.sequences[thing]
            self.sequences[thing] = done + 1
            event = ThingCounted(thing, 1) if done else ThingAdded(thing, "")
            yield records_of([event], after=done)[0]

    @property
    def amount(self) -> int:
        """How many events there are so far."""
        return sum(self.sequences.values())

    def _thing(self, chance: random.Random) -> str:
        if chance.random() < self.hot:
            return f"hot {chance.randrange(HOT)}"
        if self.warm:
            return f"{self.name} {chance.randrange(self.warm)}"
        return f"{self.name} {len(self.sequences)}"


def distinct() -> Load:
    """Each event happens to another thing, as most do."""
    return Load("distinct", hot=0.0)


def hot() -> Load:
    """All of them happen to twenty things."""
    return Load("hot", hot=1.0)


def mixed() -> Load:
    """A tenth happens to twenty things, the rest to two thousand, some fifteen each."""
    return Load("mixed", hot=0.1, warm=2_000)


def store(records: Any, events: Iterable[dict[str, Any]]) -> None:
    """Puts them into the outbox, as a service's commands would have."""
    events = iter(events)
    while some := list(islice(events, AT_ONCE)):
        records["events"].insert_many(some)
