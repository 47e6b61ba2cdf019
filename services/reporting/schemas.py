"""From events and documents to the domain's values and back.

The messages, and with them their marshmallow schemas, are in `contracts.reporting.messages`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from contracts.accounts.events import CouncilFacts
from contracts.assessment.events import AssessmentSubmitted, SubmittedAnswer
from contracts.barriers.events import BarrierMerged, BarrierRaised, BarrierUnmerged
from contracts.messages import dump, load
from contracts.reporting.messages import Standing
from services.reporting.domain.comparing import Submission
from services.reporting.domain.groups import Block, Council
from services.reporting.domain.standings import GroupStanding

Document = dict[str, Any]


def council_fields(facts: CouncilFacts) -> Document:
    """What is kept of the register."""
    return {
        "nation": facts.nation,
        "region": facts.region,
        "kind": facts.kind,
        "kind_name": facts.kind_name,
        "current": facts.current,
    }


def council(document: Mapping[str, Any]) -> Council | None:
    """The council, or None where the register has not told of it yet."""
    if "current" not in document:
        return None
    block = Block(document["kind"], document["region"], document["nation"])
    return Council(document["_id"], block, document["kind_name"])


def submission_fields(event: AssessmentSubmitted) -> Document:
    return {
        "number": event.submission,
        "at": event.at,
        "answers": [
            {
                "characteristic": each.characteristic,
                "kind": each.kind,
                "current": each.current,
                "target": each.target,
            }
            for each in event.answers
        ],
    }


def submission(document: Mapping[str, Any]) -> Submission | None:
    """The newest submission in a council's document."""
    found = document.get("submission")
    if found is None:
        return None
    answers = tuple(SubmittedAnswer(**each) for each in found["answers"])
    return Submission(found["number"], found["at"], answers)


def barrier_fields(event: BarrierRaised) -> Document:
    """What is kept of a barrier: no council, named or not."""
    return {
        "number": event.number,
        "title": event.title,
        "kind": event.facets.kind,
        "body": event.facets.body,
        "stage": event.stage,
        "supporters": event.supporters,
        "raised": event.at,
    }


def merged_fields(event: BarrierMerged) -> Document:
    """Its voices count where they went, so it stands in no figure."""
    return {"stage": "merged", "supporters": event.supporters}


def unmerged_fields(event: BarrierUnmerged) -> Document:
    return {"stage": event.stage, "supporters": event.supporters}


def snapshot(
    day: date, at: datetime, counted: Mapping[str, int], standings: Iterable[GroupStanding]
) -> Document:
    """The document of a day's figures, all that must be hidden left out already."""
    return {
        "_id": day.isoformat(),
        "taken": at,
        "counted": [
            {"council": code, "submission": number} for code, number in sorted(counted.items())
        ],
        "standings": [
            {"kind": each.group.kind, "key": each.group.key, "standing": dump(each.standing)}
            for each in standings
        ],
    }


def standing(document: Mapping[str, Any]) -> Standing:
    return load(Standing, document)
