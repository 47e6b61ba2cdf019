"""The first figures of the sector, so that there is something to compare with at once."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from contracts.errors import Conflict
from contracts.reporting.messages import PublishFigures, SectorStandingQuery
from waymark.demo.actors import Actors
from waymark.demo.waiting import until


async def publish_first(actors: Actors, assessments: Sequence[Mapping[str, Any]]) -> None:
    """Where there are no figures yet, publishes them once reporting knows of every submission.

    From then on reporting does it each day by itself.
    """
    submitted = sum(each["state"] == "submitted" for each in assessments)

    async def standing() -> Any:
        return await actors.as_operator("reporting", "sector_standing", SectorStandingQuery())

    if (await standing())["day"] is not None:
        return
    await until(
        standing,
        lambda answer: bool(answer["submitted"] >= submitted),
        waiting_for="reporting to hear of every submission",
    )
    # Somebody was quicker, today or an earlier day: there are figures then.
    with suppress(Conflict):
        await actors.as_operator("reporting", "publish_figures", PublishFigures())
