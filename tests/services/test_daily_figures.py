"""When reporting takes the day's figures by itself, on a real MongoDB and RabbitMQ.

The clock is the test's; the lease that lets one instance at a time do it is the backbone's.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.database import Database

from backbone.notices import Notifier
from backbone.work import Work
from contracts.errors import Conflict
from contracts.reporting.messages import FiguresPublished, PublishFigures
from deploy.local.servers import Servers
from services.reporting import service, store
from services.reporting.service import ReportingService
from tests.services.asking import ADMINISTRATOR

YESTERDAY_NIGHT = datetime(2027, 1, 3, 22, tzinfo=UTC)
BEFORE_FOUR = datetime(2027, 1, 4, 3, 59, tzinfo=UTC)
FOUR = datetime(2027, 1, 4, 4, 0, tzinfo=UTC)
SOON_AFTER = datetime(2027, 1, 4, 4, 12, tzinfo=UTC)
NOON = datetime(2027, 1, 4, 12, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2027, 1, 5, 4, 0, tzinfo=UTC)

Tick = Callable[[datetime], list[str]]
ByHand = Callable[[datetime], FiguresPublished]


@pytest.fixture
def work(servers: Servers) -> Iterator[Work]:
    with MongoClient[dict[str, Any]](servers.mongodb_url("reporting"), tz_aware=True) as client:
        records = client.get_default_database()
        empty(records)
        yield Work(client, records, wake=lambda: None)
        # Other tests have the same database, and the clock of the day they run on.
        empty(records)


def empty(records: Database[dict[str, Any]]) -> None:
    for each in store.STORES:
        records[each.collection].delete_many({})


@pytest.fixture
def reporting(work: Work, servers: Servers) -> ReportingService:
    reporting = ReportingService()
    reporting.work = work
    reporting.notices = Notifier("reporting", servers.amqp_url)
    return reporting


@pytest.fixture
def tick(reporting: ReportingService, work: Work, monkeypatch: pytest.MonkeyPatch) -> Tick:
    """What the periodic job leaves at that moment: the days that have figures."""

    def tick(at: datetime) -> list[str]:
        monkeypatch.setattr(service, "now", lambda: at)
        monkeypatch.setattr(service.offload, "run", lambda function, *given: function(*given))
        reporting.publish_when_due()
        return [each["_id"] for each in work.collection(store.SNAPSHOTS).find()]

    return tick


@pytest.fixture
def by_hand(reporting: ReportingService, monkeypatch: pytest.MonkeyPatch) -> ByHand:
    """What an administrator is answered who publishes at that moment."""

    def by_hand(at: datetime) -> FiguresPublished:
        monkeypatch.setattr(service, "now", lambda: at)
        monkeypatch.setattr(service.offload, "run", lambda function, *given: function(*given))
        publish = reporting.publish_figures.__wrapped__
        answer: FiguresPublished = publish(reporting, PublishFigures(), ADMINISTRATOR)
        return answer

    return by_hand


def submit(work: Work, *codes: str, number: int = 1, at: datetime = YESTERDAY_NIGHT) -> None:
    answers = [{"characteristic": "leadership", "kind": "placed", "current": 2, "target": 3}]
    for code in codes:
        facts = {"nation": "Wales", "region": "Wales", "kind": "UA", "kind_name": "Unitary"}
        submission = {"number": number, "at": at, "answers": answers}
        change = {"$set": {**facts, "current": True, "submission": submission}}
        work.collection(store.COUNCILS).update_one({"_id": code}, change, upsert=True)


SIX = tuple(f"C{number}" for number in range(6))


def test_the_first_figures_come_at_four_and_not_before(work: Work, tick: Tick) -> None:
    submit(work, *SIX)

    assert tick(BEFORE_FOUR) == []
    assert tick(FOUR) == ["2027-01-04"]


def test_a_platform_begun_at_noon_waits_for_the_next_four(work: Work, tick: Tick) -> None:
    submit(work, *SIX)

    assert tick(NOON) == []


def test_the_first_figures_wait_while_councils_are_still_being_loaded(
    work: Work, tick: Tick
) -> None:
    submit(work, *SIX)
    submit(work, "D1", at=FOUR)

    assert tick(FOUR.replace(minute=1)) == []
    assert tick(SOON_AFTER) == ["2027-01-04"]


def test_a_platform_that_nobody_submitted_to_keeps_no_empty_figures(tick: Tick) -> None:
    assert tick(FOUR) == []


def test_a_day_that_has_figures_keeps_them(work: Work, tick: Tick) -> None:
    submit(work, *SIX)
    tick(FOUR)
    before = work.collection(store.SNAPSHOTS).find_one()
    submit(work, *(f"D{number}" for number in range(9)))

    tick(NOON)

    assert work.collection(store.SNAPSHOTS).find_one() == before


def test_what_was_missed_at_four_is_taken_later_and_replaces_the_day_before(
    work: Work, tick: Tick
) -> None:
    submit(work, *SIX)
    tick(FOUR)

    assert tick(NEXT_MORNING.replace(hour=17)) == ["2027-01-05"]


def test_figures_wait_while_they_would_show_what_a_few_councils_changed(
    work: Work, tick: Tick
) -> None:
    submit(work, *SIX)
    tick(FOUR)
    submit(work, "C1", number=2)

    assert tick(NEXT_MORNING) == ["2027-01-04"]

    submit(work, *SIX, number=3)
    assert tick(NEXT_MORNING) == ["2027-01-05"]


@pytest.mark.parametrize("changed", [1, 4])
def test_figures_by_hand_wait_while_they_would_show_what_a_few_councils_changed(
    changed: int, work: Work, tick: Tick, by_hand: ByHand
) -> None:
    submit(work, *SIX)
    tick(FOUR)
    before = work.collection(store.SNAPSHOTS).find_one()
    submit(work, *SIX[:changed], number=2)

    with pytest.raises(Conflict) as refused:
        by_hand(NEXT_MORNING)

    assert refused.value.code == "too-few-changed"
    assert "Wait until five or more councils" in str(refused.value.message)
    assert work.collection(store.SNAPSHOTS).find_one() == before


@pytest.mark.parametrize("changed", [0, 5])
def test_figures_by_hand_follow_where_no_or_at_least_five_councils_changed(
    changed: int, work: Work, tick: Tick, by_hand: ByHand
) -> None:
    submit(work, *SIX)
    tick(FOUR)
    submit(work, *SIX[:changed], number=2)

    assert by_hand(NEXT_MORNING).day.isoformat() == "2027-01-05"


def test_the_first_figures_by_hand_wait_for_nothing(work: Work, by_hand: ByHand) -> None:
    submit(work, "C1")

    assert by_hand(NOON).councils == 1
