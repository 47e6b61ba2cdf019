"""Some barriers to which anything happens in any order, for properties that hold throughout."""

from contextlib import suppress

from hypothesis import strategies as st

from contracts.errors import Conflict
from contracts.events import Event
from contracts.outcomes import Outcome
from services.barriers.domain import barriers, merging, support
from services.barriers.domain.barriers import Barrier, Supporter
from services.barriers.domain.support import Words
from tests.unit.barriers.examples import AT, FACETS

COUNCILS = ("DUR", "LDS", "BIR", "KEN", "GWN")
WHY = "They are about the same paragraph"


def raised(id: str, council: str, *, named: bool = False) -> Outcome[Barrier]:
    first = Supporter(council, named)
    return barriers.raise_(id, f"WB-{id}", title=id, story=id, facets=FACETS, first=first, at=AT)


def new(id: str, *councils: str, named: bool = False) -> Barrier:
    """Barrier `id`, raised by the first of `councils` and supported by the others."""
    state = raised(id, councils[0], named=named).state
    for council in councils[1:]:
        state = support.support(state, council, AT, named=named).state
    return state


class World:
    """`streams` has what each barrier told, in its order."""

    def __init__(self) -> None:
        self.barriers: dict[str, Barrier] = {}
        self.streams: dict[str, list[Event]] = {}
        for name, council in zip("ABCD", COUNCILS, strict=False):
            self.take(raised(name, council))

    def take(self, *outcomes: Outcome[Barrier]) -> None:
        for outcome in outcomes:
            self.barriers[outcome.state.id] = outcome.state
            self.streams.setdefault(outcome.state.id, []).extend(outcome.events)

    def told(self, barrier: str) -> int:
        """How many councils meet it, as its last event has it."""
        counts = [vars(event).get("supporters") for event in self.streams[barrier]]
        return int([count for count in counts if count is not None][-1])

    def do(self, what: str, one: str, other: str, council: str) -> None:
        barrier, second = self.barriers[one], self.barriers[other]
        if what == "support":
            self.take(support.support(barrier, council, AT, named=True))
        elif what == "say":
            self.take(support.say(barrier, council, Words(f"{council} at {one}"), AT))
        elif what == "withdraw":
            self.take(support.withdraw(barrier, council, AT))
        elif what == "merge":
            self.take(*merging.merge(barrier, second, by="p3", why=WHY, at=AT))
        else:
            gone = merging.gone_of(barrier)
            self.take(*merging.unmerge(barrier, self.barriers[gone.into], at=AT))

    def voices(self) -> set[tuple[str, str]]:
        """Every voice as the council and the barrier that it was given at."""
        return {
            (each.council, each.origin or barrier.id)
            for barrier in self.barriers.values()
            for each in barrier.supporters
        }


Step = tuple[str, str, str, str]
"""What happens, to which barrier, with which other one, by which council."""

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["support", "say", "withdraw", "merge", "merge", "unmerge", "unmerge"]),
        st.sampled_from("ABCD"),
        st.sampled_from("ABCD"),
        st.sampled_from(COUNCILS),
    ),
    max_size=30,
)


def happened(steps: list[Step]) -> World:
    """A world after `steps`, but for those that are refused."""
    world = World()
    for step in steps:
        with suppress(Conflict):
            world.do(*step)
    return world
