"""Whom a barrier concerns, as services are answered."""

from collections.abc import Collection, Mapping

from contracts.barriers import messages
from services.barriers.domain import concerned as hearing
from services.barriers.domain.barriers import Barrier


def concerned(
    barrier: Barrier,
    said: Mapping[str, bool],
    members: Collection[str],
    bodies: tuple[messages.ConcernedBody, ...],
) -> messages.Concerned:
    councils = hearing.councils(barrier, said, members)
    return messages.Concerned(
        barrier=barrier.id,
        number=barrier.number,
        title=None if barrier.confidential else barrier.title,
        stage=barrier.stage,
        ours=councils.ours,
        watching=councils.watching,
        group=councils.group,
        bodies=bodies,
        asked=hearing.asked(barrier),
        analyst=hearing.analyst(barrier),
    )
