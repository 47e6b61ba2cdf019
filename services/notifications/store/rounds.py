"""Which summaries have gone out, and since when the service is at work."""

from datetime import datetime
from typing import Any

from pymongo.collection import Collection

from backbone.aggregates import ReadModel
from services.notifications.domain.times import Round

Documents = Collection[dict[str, Any]]

ROUNDS = ReadModel("rounds")
"""By round, and ``began``: the moment up to which it is done."""

BEGAN = "began"


def began(rounds: Documents, at: datetime) -> datetime:
    """When the service was first at work; that is now where it never was."""
    return done_until(rounds, BEGAN, at)


def done_until(rounds: Documents, name: str, otherwise: datetime) -> datetime:
    """Up to when the round has gone out; one that never did begins `otherwise`."""
    rounds.update_one({"_id": name}, {"$setOnInsert": {"until": otherwise}}, upsert=True)
    found = rounds.find_one({"_id": name}) or {"until": otherwise}
    until: datetime = found["until"]
    return until


def finish(rounds: Documents, name: Round, until: datetime) -> None:
    rounds.update_one({"_id": name}, {"$max": {"until": until}})
