"""`ONLY=rebuild`: how quickly `waymark rebuild` makes reporting's read models anew.

Its real handlers, over the feeds of three real services, into whose stores a history is written in
bulk: barriers and what becomes of them, councils, and what they answer and submit.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from pymongo import MongoClient

from backbone.outbox import records_of
from contracts.accounts.events import CouncilFacts, CouncilRegistered
from contracts.assessment.events import (
    AnswerSaved,
    AssessmentReopened,
    AssessmentSubmitted,
    SubmittedAnswer,
)
from contracts.barriers.events import (
    BarrierAcknowledged,
    BarrierRaised,
    BarrierSupported,
    BarrierSupportWithdrawn,
)
from contracts.barriers.words import Facets
from contracts.events import Event
from deploy.local.stack import Stack
from tests.benchmarks.platform import platform, say

COUNCILS = 400
SUBMISSIONS = 3
BARRIERS = 6_000
AT_ONCE = 5_000
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

SUMMARY = re.compile(r"out of ([\d,]+) events? in ([\d.]+) s")


def main() -> None:
    with platform(say) as stack:
        events, rate = events_a_second(stack)
        load = os.getloadavg()[0]
        say(f"waymark rebuild reporting: {rate:,.0f} events/s of {events:,}  (aim: 10,000)")
        say(f"load of the machine: {load:.1f}")


def events_a_second(stack: Stack) -> tuple[int, float]:
    """How many events, and how many of them a second, from the command's begin to its end."""
    with stopped(stack), MongoClient(stack.servers.mongodb_root_url) as client:
        for service, histories in {
            "accounts": councils(),
            "assessment": assessments(),
            "barriers": barriers(),
        }.items():
            store(client[service], histories)
    told = SUMMARY.search(stack.operate("rebuild", "reporting", timeout=300))
    assert told
    events = int(told[1].replace(",", ""))
    return events, events / float(told[2])


@contextmanager
def stopped(stack: Stack) -> Iterator[None]:
    for process in stack.processes.values():
        process.stop()
    yield
    for process in stack.processes.values():
        process.start()
    for process in stack.processes.values():
        process.wait_ready(60)


def store(records: Any, histories: Iterator[list[Event]]) -> None:
    """Writes events as if they had been published: aggregates take turns."""
    head = (records["leases"].find_one({"_id": "relay"}) or {}).get("position", 0)
    all_ = in_turn([records_of(history, after=0) for history in histories])
    while batch := list(islice(all_, AT_ONCE)):
        for record in batch:
            head += 1
            record["position"] = head
            del record["unplaced"]
        records["events"].insert_many(batch, ordered=False)
    records["leases"].update_one(
        {"_id": "relay"}, {"$set": {"position": head, "published": head}}, upsert=True
    )


def in_turn(histories: list[list[Any]]) -> Iterator[Any]:
    for number in range(max(map(len, histories))):
        for history in histories:
            yield from history[number : number + 1]


def code(number: int) -> str:
    return f"B{number:03}"


def councils() -> Iterator[list[Event]]:
    for number in range(COUNCILS):
        facts = CouncilFacts(
            code(number),
            f"Council {number}",
            f"Council {number}",
            "Wales",
            "Wales",
            "UA",
            "Unitary",
        )
        yield [CouncilRegistered(code(number), facts, AT)]


def assessments() -> Iterator[list[Event]]:
    names = [f"characteristic-{number}" for number in range(8)]
    answers = tuple(SubmittedAnswer(name, "placed", 2, 4, "2027-09") for name in names)
    for number in range(COUNCILS):
        council, history = code(number), list[Event]()
        for submission in range(1, SUBMISSIONS + 1):
            history += [AnswerSaved(council, name, submission, AT) for name in names]
            history.append(AssessmentSubmitted(council, "model", 1, submission, answers, AT))
            history.append(AssessmentReopened(council, AT))
        yield history


def barriers() -> Iterator[list[Event]]:
    for number in range(BARRIERS):
        barrier = f"bench-{number:06}"
        facets = Facets("procurement", "delivery", "slows", "real", "Wales", "cabinet-office")
        at = [AT + timedelta(hours=hours, seconds=number) for hours in range(7)]
        yield [
            BarrierRaised(barrier, f"W-{number}", "What is in the way", facets, "CMD", 1, at[0]),
            *(BarrierSupported(barrier, None, 1 + each, at[each]) for each in range(1, 5)),
            BarrierSupportWithdrawn(barrier, None, 4, at[5]),
            BarrierAcknowledged(barrier, at[6]),
        ]
