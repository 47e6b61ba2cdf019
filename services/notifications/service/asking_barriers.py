"""What barriers says of its barriers when people are told of them, and when they read of it.

Nothing of it is kept: a title may lose words later, and somebody may stop watching.
"""

from collections.abc import Callable, Iterable
from typing import Any

from contracts.barriers.messages import AllConcerned, Concerned, GetConcerned
from contracts.messages import load

Ask = Callable[..., Any]
AT_ONCE = 100


def concerned(ask: Ask, ids: Iterable[str | None]) -> dict[str, Concerned]:
    """Whom barriers concern, by id; without those that there are none of. Raises Refusal."""
    wanted = sorted({each for each in ids if each})
    found: list[Concerned] = []
    for at in range(0, len(wanted), AT_ONCE):
        answer = ask("barriers", "concerned", GetConcerned(tuple(wanted[at : at + AT_ONCE])))
        found += load(AllConcerned, answer).barriers
    return {each.barrier: each for each in found}
