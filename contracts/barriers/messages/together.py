"""Everything that councils do about a barrier together, for its page."""

from dataclasses import dataclass
from typing import Annotated

from contracts.barriers.messages.groups import WorkingGroup
from contracts.barriers.messages.links import BarrierGraph
from contracts.barriers.messages.questions import Question
from contracts.barriers.messages.workarounds import Workaround
from contracts.fields import Line


@dataclass(frozen=True)
class GetTogether:
    barrier: Annotated[str, Line]


@dataclass(frozen=True)
class Together:
    """The first few of each, and whether there are more.

    `open` says whether anything can be added here: not where the barrier is told in confidence,
    nor where another has taken it in. `group_open` says whether the group still works: not where
    the barrier is resolved or closed. `groups` has the barrier's own first; those of barriers that
    it took in follow, to be read. `graph` goes two steps far at the most.
    """

    barrier: str
    open: bool
    group_open: bool
    workarounds: tuple[Workaround, ...]
    more_workarounds: bool
    groups: tuple[WorkingGroup, ...]
    questions: tuple[Question, ...]
    more_questions: bool
    graph: BarrierGraph
