"""What barriers released, asked as different councils, and the history that tells of it."""

import asyncio
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from contracts.barriers.messages import (
    GetHistory,
    GetReleases,
    RecordRelease,
    WithdrawRelease,
    WithdrawSupport,
)
from contracts.callers import Caller
from contracts.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from tests.services.asking import ADMINISTRATOR, ANALYST, Asking, lead, officer
from tests.services.barriers.doing import new_code, raise_, support

NEIGHBOUR = officer("ZZZ")


def said(barrier: Any, council: str, **given: Any) -> RecordRelease:
    defaults: dict[str, Any] = {
        "measure": "money",
        "low": 40_000,
        "high": 65_000,
        "confidence": "medium",
        "method": "Invoices of two years",
        "owner": "Head of property",
        "as_of": date(2026, 6, 30),
        "basis": "measured",
        "through": "workaround",
    }
    return RecordRelease(barrier["id"], council, **{**defaults, **given})


async def record(ask: Asking, barrier: Any, council: str, **given: Any) -> Any:
    return await ask("barriers", "record_release", said(barrier, council, **given), lead(council))


async def seen(ask: Asking, barrier: Any, caller: Caller) -> Any:
    return await ask("barriers", "releases", GetReleases(barrier["id"]), caller)


async def history(ask: Asking, barrier: Any, caller: Caller = NEIGHBOUR, **given: Any) -> Any:
    return await ask("barriers", "history", GetHistory(barrier["id"], **given), caller)


async def test_a_named_councils_figures_are_for_all_and_keep_what_was_said_before(
    ask: Asking, council: str
) -> None:
    barrier = await raise_(ask, council)
    await record(ask, barrier, council, named=True)
    revised = await record(ask, barrier, council, low=50_000)

    (one,) = (await seen(ask, barrier, NEIGHBOUR))["releases"]

    assert (one["council"], one["present"]["low"], one["mine"]) == (council, 50_000, False)
    assert [each["low"] for each in one["earlier"]] == [40_000]
    assert revised["version"] == 2


async def test_an_unnamed_councils_figures_are_for_itself_and_analysts(
    ask: Asking, council: str
) -> None:
    barrier = await raise_(ask, council)
    await record(ask, barrier, council)

    for caller, shown in (
        (NEIGHBOUR, 0),
        (ADMINISTRATOR, 0),
        (Caller("r", "ico", "responder", "Rhys"), 0),
        (officer(council), 1),
        (ANALYST, 1),
    ):
        found = await seen(ask, barrier, caller)
        assert (len(found["releases"]), found["councils"]) == (shown, 1)
    told = await history(ask, barrier)
    assert council not in str(told)
    assert told["happenings"][0]["data"]["low"] is None


async def test_five_councils_make_a_sum_and_no_order(ask: Asking, council: str) -> None:
    barrier = await raise_(ask, council)
    for amount in (30, 10, 20, 50, 40):
        await record(ask, barrier, new_code(), low=amount, high=2 * amount)

    found = await seen(ask, barrier, NEIGHBOUR)

    assert found["sums"] == [{"measure": "money", "low": 150, "high": 300, "councils": 5}]
    of_analyst = await seen(ask, barrier, ANALYST)
    assert [each["present"]["low"] for each in of_analyst["releases"]] == [30, 10, 20, 50, 40]


async def test_two_colleagues_at_once_make_one_record(ask: Asking, council: str) -> None:
    barrier = await raise_(ask, council)

    await asyncio.gather(*(record(ask, barrier, council, low=low) for low in range(6)))

    (one,) = (await seen(ask, barrier, officer(council)))["releases"]
    assert one["version"] == 6


async def test_a_revision_of_what_has_changed_meanwhile_is_refused(
    ask: Asking, council: str
) -> None:
    barrier = await raise_(ask, council)
    await record(ask, barrier, council, version=0)
    with pytest.raises(Stale):
        await record(ask, barrier, council, version=0)


async def test_only_a_lead_names_the_council_and_nobody_records_for_another(
    ask: Asking, council: str
) -> None:
    barrier = await raise_(ask, council)
    for wanted, caller in (
        (said(barrier, council, named=True), officer(council)),
        (said(barrier, council), NEIGHBOUR),
        (said(barrier, council), ANALYST),
        (said(barrier, council), ADMINISTRATOR),
    ):
        with pytest.raises(NotAllowed):
            await ask("barriers", "record_release", wanted, caller)
    assert (await seen(ask, barrier, ANALYST))["councils"] == 0


async def test_what_can_not_be_is_refused_with_its_field(ask: Asking, council: str) -> None:
    barrier = await raise_(ask, council)
    for given, field in (
        ({"high": 1}, "high"),
        ({"low": -1}, "low"),
        ({"as_of": date(2999, 1, 1)}, "as_of"),
        ({"method": " "}, "method"),
        ({"owner": "two\nlines"}, "owner"),
        ({"measure": "joy"}, "measure"),
    ):
        with pytest.raises(Invalid) as refused:
            await record(ask, barrier, council, **given)
        assert list(refused.value.details) == [field]
    with pytest.raises(Conflict) as unresolved:
        await record(ask, barrier, council, through="resolution")
    assert unresolved.value.code == "barrier-not-resolved"
    with pytest.raises(NotFound):
        await record(ask, {"id": str(uuid4())}, council)


async def test_what_was_recorded_can_be_taken_back_and_recorded_anew(
    ask: Asking, council: str
) -> None:
    barrier = await raise_(ask, council)
    wanted = WithdrawRelease(barrier["id"], council, "money")
    with pytest.raises(NotFound):
        await ask("barriers", "withdraw_release", wanted, officer(council))
    await record(ask, barrier, council)
    with pytest.raises(NotAllowed):
        await ask("barriers", "withdraw_release", wanted, NEIGHBOUR)
    await ask("barriers", "withdraw_release", wanted, officer(council))
    assert (await seen(ask, barrier, officer(council)))["releases"] == []

    await record(ask, barrier, council)
    assert (await seen(ask, barrier, officer(council)))["councils"] == 1


async def test_the_history_has_everything_newest_first_in_pages(ask: Asking, council: str) -> None:
    barrier = await raise_(ask, council)
    await support(ask, barrier["id"], "ZZZ")
    await record(ask, barrier, council)

    newest = await history(ask, barrier, limit=2)
    oldest = await history(ask, barrier, after=newest["next"])

    assert [each["name"] for each in newest["happenings"]] == [
        "barrier-release-recorded",
        "barrier-supported",
    ]
    assert [each["name"] for each in oldest["happenings"]] == ["barrier-raised"]


async def test_a_council_that_took_back_its_consent_is_named_in_the_history_no_more(
    ask: Asking, council: str
) -> None:
    barrier = await raise_(ask, council, named=True)
    await record(ask, barrier, council, named=True)
    assert str(await history(ask, barrier)).count(council) == 2

    wanted = WithdrawSupport(barrier["id"], council)
    await ask("barriers", "withdraw_support", wanted, lead(council))
    await record(ask, barrier, council, named=False)

    told = await history(ask, barrier)
    assert council not in str(told)
    assert {each["data"]["low"] for each in told["happenings"] if "low" in each["data"]} == {None}
    assert council in str(await history(ask, barrier, ANALYST))
