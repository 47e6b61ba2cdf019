"""What stands together for each step that a council plans."""

from collections.abc import Sequence

from contracts.matching import messages
from contracts.matching.messages import Suggestion
from services.matching.domain import resources
from services.matching.domain.peers import Helpers, Position

MOST_PEERS = 3


def suggest(
    position: Position, shelf: Sequence[messages.Resource], helpers: Helpers
) -> tuple[Suggestion, ...]:
    """Resources and peers for every planned step of the last submission.

    Args:
        position: the council's.
        shelf: the resources for any of its steps, or more.
        helpers: those who offered help on any of its characteristics, or more.
    """
    council = helpers.register.council(position.council)
    return tuple(
        Suggestion(
            characteristic,
            step,
            resources.suggest(shelf, characteristic, step, council, helpers.register),
            helpers.peers(position, characteristic, "place", MOST_PEERS),
        )
        for characteristic, step in position.planned.items()
    )
