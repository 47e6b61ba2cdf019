"""A summary goes out once for its round, whatever was begun before."""

from datetime import timedelta
from typing import Any

from backbone.clock import now
from contracts.barriers.messages import AcknowledgeBarrier
from contracts.callers import Caller
from services.notifications.domain import times
from services.notifications.domain.times import Round
from tests.services.asking import Asking
from tests.services.barriers.doing import raise_
from tests.services.notifications.telling import (
    comes,
    is_told,
    mails_of,
    make_due,
    new_analyst,
    new_council,
    new_person,
)


def go_back(kept: Any, name: Round) -> None:
    """As if the last round had not gone out."""
    before = times.LAST[name](now()) - timedelta(days=7)
    kept["rounds"].update_one({"_id": name}, {"$set": {"until": before}}, upsert=True)
    make_due(kept, "sum_up")


async def goes_out(kept: Any, name: Round) -> None:
    last = times.LAST[name](now())
    await comes(lambda: kept["rounds"].find_one({"_id": name, "until": last}), seconds=30)


async def council_with_news(ask: Asking, kept: Any) -> tuple[Caller, str]:
    """An officer for whom two things wait, and the barrier that they happened to."""
    council, analyst = await new_council(ask), await new_analyst(ask, kept)
    officer = await new_person(ask, kept, council, "officer")
    barrier = (await raise_(ask, council))["id"]
    await ask("barriers", "acknowledge", AcknowledgeBarrier(barrier, 1), analyst)
    await comes(lambda: is_told(kept, officer, "barrier-acknowledged"))
    return officer, barrier


async def test_a_daily_summary_has_all_that_waited_and_goes_out_once(
    ask: Asking, kept: Any
) -> None:
    officer, barrier = await council_with_news(ask, kept)
    for _ in range(2):
        go_back(kept, "daily")
        await goes_out(kept, "daily")

    (mail,) = mails_of(kept, officer)
    assert mail["_id"] == f"daily.{times.last_daily(now()).date()}.{officer.person}"
    assert kept["news"].find_one({"person": officer.person, "waits": "daily"}) is None
    if mail["state"] == "waiting":
        told = [(each["name"], each["data"]["barrier"]) for each in mail["data"]["items"]]
        assert told == [("barrier-raised", barrier), ("barrier-acknowledged", barrier)]


async def test_a_round_that_was_cut_short_goes_on_with_those_who_have_not_theirs(
    ask: Asking, kept: Any
) -> None:
    officer, _ = await council_with_news(ask, kept)
    other, _ = await council_with_news(ask, kept)
    has_theirs = {"_id": f"daily.{times.last_daily(now()).date()}.{other.person}"}
    kept["mails"].insert_one({**has_theirs, "person": other.person, "state": "sent"})

    go_back(kept, "daily")
    await goes_out(kept, "daily")

    assert len(mails_of(kept, officer)) == len(mails_of(kept, other)) == 1
    assert kept["news"].count_documents({"person": other.person, "waits": "daily"}) == 2


async def test_the_weekly_summary_says_what_is_new_to_who_has_nothing_of_their_own(
    ask: Asking, kept: Any
) -> None:
    await council_with_news(ask, kept)
    stranger = await new_person(ask, kept, await new_council(ask), "lead")
    kept["tellings"].update_many(
        {"name": "barrier-raised"}, {"$set": {"at": times.last_weekly(now()) - timedelta(hours=1)}}
    )
    for _ in range(2):
        go_back(kept, "weekly")
        await goes_out(kept, "weekly")

    (mail,) = mails_of(kept, stranger)
    assert mail["topic"] == "digest"
    assert mail["_id"] == f"weekly.{times.last_weekly(now()).date()}.{stranger.person}"
