"""What reporting keeps: councils with their newest submission, barriers, and the day's figures."""

from datetime import date, datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from backbone.aggregates import Projection, ReadModel
from contracts.reporting.messages import SupportedBarrier
from services.reporting.domain.figures import AlreadyPublished
from services.reporting.domain.groups import Group
from services.reporting.domain.pictures import Pile

Documents = Collection[dict[str, Any]]
Document = dict[str, Any]

PILES = [("kind", ASCENDING), ("body", ASCENDING), ("supporters", ASCENDING)]
MOST_SUPPORTED = [("supporters", DESCENDING), ("_id", ASCENDING)]
NEWEST = [("at", DESCENDING)]
SUPPORTED = {"supporters": {"$gt": 0}}

COUNCILS = Projection("councils")
"""By code. A submission may be known before the register's facts; then there is no `current`."""

BARRIERS = Projection(
    "barriers", indexes=[IndexModel(PILES), IndexModel(MOST_SUPPORTED), IndexModel(NEWEST)]
)
SNAPSHOTS = ReadModel("snapshots")
"""By day. Only the newest: whoever had two could see what changed between them. No projection: no
event tells which day's figures were taken when."""

STORES: list[ReadModel] = [COUNCILS, BARRIERS, SNAPSHOTS]


def piles(barriers: Documents) -> list[Pile]:
    """The barriers that anybody supports, by kind and body; answered by an index alone."""
    found = barriers.aggregate(
        [
            {"$match": SUPPORTED},
            {
                "$group": {
                    "_id": {"kind": "$kind", "body": "$body"},
                    "barriers": {"$sum": 1},
                    "support": {"$sum": "$supporters"},
                }
            },
        ],
        hint=dict(PILES),
    )
    return [
        Pile(row["_id"]["kind"], row["_id"].get("body"), row["barriers"], row["support"])
        for row in found
    ]


def most_supported(barriers: Documents, limit: int) -> tuple[SupportedBarrier, ...]:
    found = barriers.find(SUPPORTED).sort(MOST_SUPPORTED).limit(limit)
    return tuple(
        SupportedBarrier(
            id=each["_id"],
            number=each["number"],
            title=each["title"],
            kind=each["kind"],
            supporters=each["supporters"],
        )
        for each in found
    )


def newest_event(barriers: Documents) -> Any:
    """The time of the newest event of any barrier, or None."""
    newest = barriers.find_one({}, {"at": True}, sort=NEWEST)
    return newest["at"] if newest else None


def submitted(councils: Documents) -> int:
    """How many councils of today's register have submitted."""
    return councils.count_documents({"current": True, "submission": {"$exists": True}})


def newest_submission(councils: Documents) -> datetime | None:
    """When a council submitted last, as far as reporting has heard."""
    newest = councils.find_one(
        {"submission": {"$exists": True}},
        {"submission.at": True},
        sort=[("submission.at", DESCENDING)],
    )
    return newest["submission"]["at"] if newest else None


def newest_day(snapshots: Documents) -> date | None:
    newest = snapshots.find_one({}, {"_id": True}, sort=[("_id", DESCENDING)])
    return date.fromisoformat(newest["_id"]) if newest else None


def counted(snapshots: Documents, day: date) -> dict[str, int]:
    """Which submission of which council is in the figures of that day."""
    snapshot = snapshots.find_one({"_id": day.isoformat()}, {"counted": True})
    return {each["council"]: each["submission"] for each in (snapshot or {}).get("counted", [])}


def replace_snapshot(snapshots: Documents, snapshot: Document, session: ClientSession) -> None:
    """Keeps the day's figures and none of the days before.

    Raises:
        AlreadyPublished: the day has its figures.
    """
    try:
        snapshots.insert_one(snapshot, session=session)
    except DuplicateKeyError:
        raise AlreadyPublished from None
    snapshots.delete_many({"_id": {"$lt": snapshot["_id"]}}, session=session)


def newest_standings(
    snapshots: Documents, group: Group, characteristic: str | None = None
) -> tuple[date | None, list[Document]]:
    """The newest day and its standings of a group, of all characteristics or of one."""
    wanted = [
        {"$eq": ["$$each.kind", group.kind]},
        {"$eq": ["$$each.key", group.key]},
        *([{"$eq": ["$$each.standing.characteristic", characteristic]}] if characteristic else []),
    ]
    standings = {"$filter": {"input": "$standings", "as": "each", "cond": {"$and": wanted}}}
    newest = snapshots.find_one({}, {"standings": standings}, sort=[("_id", DESCENDING)])
    if newest is None:
        return None, []
    return date.fromisoformat(newest["_id"]), [each["standing"] for each in newest["standings"]]
