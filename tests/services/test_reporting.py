"""Reporting in two processes, with one of barriers beside it, on real servers.

The events of accounts and assessment are published as they would; barriers are raised for real.
The tests share one sector: what one adds, the others see, so each looks at what is its own.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pymongo import MongoClient

from backbone import broker
from contracts.accounts.events import CouncilChanged, CouncilFacts, CouncilRegistered
from contracts.assessment.events import AssessmentReopened, AssessmentSubmitted, SubmittedAnswer
from contracts.barriers.events import (
    BarrierAcknowledged,
    BarrierAnswered,
    BarrierAppealed,
    BarrierClosed,
    BarrierEscalated,
    BarrierPutToBody,
    BarrierRaised,
    BarrierReopened,
    BarrierResolved,
    BarrierSupported,
    BarrierSupportWithdrawn,
    BarrierTakenUp,
)
from contracts.barriers.messages import (
    PublishTaxonomy,
    RaiseBarrier,
    SupportBarrier,
    WithdrawSupport,
)
from contracts.barriers.words import Facets
from contracts.cloudevents import Envelope, envelope_of
from contracts.errors import Conflict, NotAllowed, NotSignedIn
from contracts.events import Event
from contracts.reporting.messages import (
    GetComparison,
    PublishFigures,
    SectorBarriers,
    SectorStandingQuery,
)
from contracts.topology import notices_exchange
from deploy.local.servers import Servers
from deploy.local.stack import Stack
from tests.services.asking import ADMINISTRATOR, ANALYST, Asking, asking, lead, officer, serving
from tests.services.publishing import publish

TAXONOMY = Path("content/barriers/taxonomy.yaml").read_text()
NOW = datetime.now(UTC).replace(microsecond=0)
LONG_AGO = NOW - timedelta(days=3 * 365)


@pytest.fixture(scope="module")
def platform(servers: Servers) -> Iterator[Stack]:
    with serving(servers, {"barriers": 1, "reporting": 2}) as stack:
        yield stack


@pytest.fixture(scope="module")
async def ask(platform: Stack) -> AsyncIterator[Asking]:
    async with asking(platform) as ask:
        await ask("barriers", "publish_taxonomy", PublishTaxonomy(TAXONOMY), ADMINISTRATOR)
        yield ask


@pytest.fixture
def snapshots(platform: Stack) -> Iterator[Any]:
    """The collection of the days' figures, empty before and after."""
    with MongoClient(platform.mongodb_url("reporting")) as client:
        collection = client["reporting"]["snapshots"]
        collection.delete_many({})
        yield collection
        collection.delete_many({})


def new_code() -> str:
    return f"R{uuid4().hex[:8].upper()}"


def facts(code: str, *, nation: str, current: bool = True) -> CouncilFacts:
    return CouncilFacts(
        code=code,
        name=code.title(),
        official_name=f"{code} Council",
        nation=nation,
        region=f"{nation} region",
        kind="UA",
        kind_name="Unitary authority",
        current=current,
    )


def submitted(
    code: str, *answers: SubmittedAnswer, at: datetime | None = None, number: int = 1
) -> Event:
    """Just now, unless told: so reporting takes no first figures by itself, even around 04:00."""
    return AssessmentSubmitted(code, "model", 1, number, answers, at or datetime.now(UTC))


def placed(characteristic: str, current: int, target: int) -> SubmittedAnswer:
    return SubmittedAnswer(characteristic, "placed", current, target)


def envelope(event: Event, sequence: int) -> Envelope:
    return envelope_of(event, id=str(uuid4()), sequence=sequence, correlation_id="test")


def join(platform: Stack, councils: Iterable[tuple[CouncilFacts, Event]]) -> None:
    """Registers councils, each with what it submitted."""
    publish(
        platform,
        *(
            each
            for council, submission in councils
            for each in (
                envelope(CouncilRegistered(council.code, council, NOW), 1),
                envelope(submission, 1),
            )
        ),
    )


async def eventually(check: Callable[[], Awaitable[bool]], seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not await check():
        assert time.monotonic() < until, "it never came"
        await asyncio.sleep(0.02)


async def picture(ask: Asking) -> Any:
    return await ask("reporting", "sector_barriers", SectorBarriers())


async def standing(ask: Asking) -> Any:
    return await ask("reporting", "sector_standing", SectorStandingQuery(), ANALYST)


async def compare(ask: Asking, code: str, characteristic: str, group: Any = "all") -> Any:
    wanted = GetComparison(code, characteristic, group)
    return await ask("reporting", "comparison", wanted, officer(code))


async def publish_figures(ask: Asking, **options: Any) -> Any:
    given = {"deadline": 30, **options}
    return await ask("reporting", "publish_figures", PublishFigures(), ADMINISTRATOR, **given)


def row(rows: list[dict[str, Any]], id_: str) -> tuple[int, int]:
    found = [each for each in rows if each["id"] == id_]
    return (found[0]["barriers"], found[0]["support"]) if found else (0, 0)


async def of_body(ask: Asking, body: str) -> tuple[int, int]:
    return row((await picture(ask))["by_body"], body)


def raised(body: str, barrier: str, council: str | None = None) -> BarrierRaised:
    facets = Facets("legal", body=body)
    return BarrierRaised(barrier, "WB-1", "A title", facets, council, 1, NOW)


async def test_a_raised_barrier_is_in_the_picture_within_a_second(ask: Asking) -> None:
    code = new_code()
    before = await of_body(ask, "ofsted")
    wanted = RaiseBarrier(code, "A title", "A story", "legal", named=False, body="ofsted")
    await ask("barriers", "raise_barrier", wanted, lead(code))

    async def appeared() -> bool:
        return await of_body(ask, "ofsted") == (before[0] + 1, before[1] + 1)

    await eventually(appeared, seconds=1)


async def test_support_counts_councils_and_goes_when_it_is_withdrawn(ask: Asking) -> None:
    code, *others = [new_code() for _ in range(21)]
    wanted = RaiseBarrier(code, "A title", "A story", "legal", named=False, body="cqc")
    barrier = (await ask("barriers", "raise_barrier", wanted, lead(code)))["id"]
    await asyncio.gather(
        *(
            ask("barriers", "support", SupportBarrier(barrier, other), officer(other))
            for other in others
        )
    )

    async def all_counted() -> bool:
        return await of_body(ask, "cqc") == (1, 21)

    await eventually(all_counted)
    most = {each["id"]: each["supporters"] for each in (await picture(ask))["most_supported"]}
    assert most[barrier] == 21
    withdrawal = WithdrawSupport(barrier, others[0])
    await ask("barriers", "withdraw_support", withdrawal, officer(others[0]))

    async def one_fewer() -> bool:
        return await of_body(ask, "cqc") == (1, 20)

    await eventually(one_fewer)


async def test_the_picture_is_read_by_anybody_and_names_no_council(
    ask: Asking, platform: Stack
) -> None:
    code, body = new_code(), f"b{uuid4().hex}"
    publish(platform, envelope(raised(body, str(uuid4()), council=code), 1))

    async def appeared() -> bool:
        return await of_body(ask, body) == (1, 1)

    await eventually(appeared)
    assert code not in repr(await picture(ask))


async def test_events_out_of_order_and_twice_give_the_same_picture(
    ask: Asking, platform: Stack
) -> None:
    barrier, body = str(uuid4()), f"b{uuid4().hex}"
    history = [
        envelope(event, number)
        for number, event in enumerate(
            (
                raised(body, barrier),
                BarrierSupported(barrier, None, 2, NOW),
                BarrierSupported(barrier, None, 3, NOW),
                BarrierAcknowledged(barrier, NOW),
                BarrierSupportWithdrawn(barrier, None, 2, NOW),
            ),
            start=1,
        )
    ]
    publish(platform, *(history[place] for place in (4, 2, 2, 3, 1)))
    assert await of_body(ask, body) == (0, 0)
    publish(platform, history[0], *history)

    async def settled() -> bool:
        return await of_body(ask, body) == (1, 2)

    await eventually(settled)
    await asyncio.sleep(0.3)
    assert await of_body(ask, body) == (1, 2)


LIFE: list[tuple[Any, str]] = [
    (lambda id_: BarrierAcknowledged(id_, NOW), "acknowledged"),
    (lambda id_: BarrierTakenUp(id_, "p", NOW, NOW), "being-worked-on"),
    (lambda id_: BarrierPutToBody(id_, "dwp", NOW, NOW), "with-body"),
    (lambda id_: BarrierAnswered(id_, "dwp", NOW, NOW), "being-worked-on"),
    (lambda id_: BarrierEscalated(id_, "dwp", NOW, NOW), "with-body"),
    (lambda id_: BarrierResolved(id_, "workaround-found", NOW), "resolved"),
    (lambda id_: BarrierReopened(id_, NOW, NOW), "being-worked-on"),
    (lambda id_: BarrierClosed(id_, "other", NOW), "closed"),
    (lambda id_: BarrierAppealed(id_, NOW, NOW), "being-worked-on"),
]


async def test_a_barriers_stage_follows_what_is_done_about_it(platform: Stack) -> None:
    with MongoClient(platform.mongodb_url("reporting")) as client:
        barriers = client["reporting"]["barriers"]
        ids = [str(uuid4()) for _ in LIFE]
        for reached, barrier in enumerate(ids, start=1):
            happened = [make(barrier) for make, _ in LIFE[:reached]]
            publish(
                platform,
                *(
                    envelope(event, number)
                    for number, event in enumerate([raised("dwp", barrier), *happened], start=1)
                ),
            )

        async def all_there() -> bool:
            found = {
                each["_id"]: each.get("stage") for each in barriers.find({"_id": {"$in": ids}})
            }
            return [found.get(barrier) for barrier in ids] == [stage for _, stage in LIFE]

        await eventually(all_there)


async def test_a_barrier_that_nobody_supports_any_more_is_not_counted(
    ask: Asking, platform: Stack
) -> None:
    barrier, body = str(uuid4()), f"b{uuid4().hex}"
    publish(platform, envelope(raised(body, barrier), 1))

    async def counts(number: tuple[int, int]) -> bool:
        return await of_body(ask, body) == number

    await eventually(lambda: counts((1, 1)))
    publish(platform, envelope(BarrierSupportWithdrawn(barrier, None, 0, NOW), 2))
    await eventually(lambda: counts((0, 0)))


async def test_two_instances_sum_what_happens_at_once(ask: Asking, platform: Stack) -> None:
    bodies = [f"b{uuid4().hex}" for _ in range(3)]
    barriers = [(str(uuid4()), bodies[number % 3]) for number in range(120)]
    steps = [envelope(raised(body, barrier), 1) for barrier, body in barriers]
    steps += [envelope(BarrierSupported(barrier, None, 2, NOW), 2) for barrier, _ in barriers]
    publish(platform, *steps)

    async def all_there() -> bool:
        rows = (await picture(ask))["by_body"]
        return all(row(rows, body) == (40, 80) for body in bodies)

    await eventually(all_there)


async def test_listeners_hear_that_the_picture_changed(platform: Stack) -> None:
    with closing(broker.connect(platform.amqp_url)) as connection:
        channel = connection.channel()
        queue = channel.queue_declare("", exclusive=True).queue
        channel.queue_bind(queue, notices_exchange("reporting"), "#")
        publish(platform, envelope(raised("dwp", str(uuid4())), 1))
        heard: list[str] = []

        async def told() -> bool:
            message = channel.basic_get(queue, no_ack=True)
            if message:
                heard.append(message.delivery_info["routing_key"])
            return "reporting.sector-barriers-changed" in heard

        await eventually(told)


async def sector_of(platform: Stack, ask: Asking, characteristic: str) -> list[str]:
    """Sixteen councils of a nation of their own: seven at level 1, nine at 2, all one further."""
    nation = f"N{uuid4().hex[:8]}"
    codes = [new_code() for _ in range(16)]
    levels = [1] * 7 + [2] * 9
    join(
        platform,
        [
            (facts(code, nation=nation), submitted(code, placed(characteristic, at, at + 1)))
            for code, at in zip(codes, levels, strict=True)
        ],
    )

    async def arrived() -> bool:
        answers = [await compare(ask, code, characteristic) for code in codes]
        return all(
            each["own_current"] == level and each["locked"] != "not-submitted"
            for each, level in zip(answers, levels, strict=True)
        )

    await eventually(arrived)
    return codes


def cells(standing: Any, side: str) -> list[int | None]:
    return [cell["councils"] for cell in standing[side]]


@pytest.mark.usefixtures("snapshots")
async def test_a_council_compares_once_the_figures_are_published(
    ask: Asking, platform: Stack
) -> None:
    characteristic = f"c{uuid4().hex}"
    code, *_ = await sector_of(platform, ask, characteristic)
    early = await compare(ask, code, characteristic)
    await publish_figures(ask)

    everybody = await compare(ask, code, characteristic)
    nation = await compare(ask, code, characteristic, "nation")

    assert (early["locked"], early["standing"]) == ("no-figures-yet", None)
    assert (everybody["locked"], everybody["own_current"], everybody["own_target"]) == (None, 1, 2)
    assert everybody["standing"]["councils"] == nation["standing"]["councils"] == 16
    assert cells(nation["standing"], "current") == [7, 9, None, None, None]
    assert cells(nation["standing"], "target") == [None, 7, 9, None, None]
    assert nation["group_value"].startswith("N")


@pytest.mark.usefixtures("snapshots")
async def test_figures_stay_as_they_were_when_the_day_was_taken(
    ask: Asking, platform: Stack
) -> None:
    characteristic = f"c{uuid4().hex}"
    code, *_ = await sector_of(platform, ask, characteristic)
    await publish_figures(ask)
    before = (await compare(ask, code, characteristic))["standing"]
    publish(platform, envelope(submitted(code, placed(characteristic, 4, 5), number=2), 2))

    async def own_changed() -> bool:
        return (await compare(ask, code, characteristic))["own_current"] == 4

    await eventually(own_changed)
    assert (await compare(ask, code, characteristic))["standing"] == before


async def test_a_day_has_one_snapshot_however_many_ask_for_it_at_once(
    ask: Asking, platform: Stack, snapshots: Any
) -> None:
    await sector_of(platform, ask, f"c{uuid4().hex}")
    asked = [publish_figures(ask) for _ in range(4)]
    answers = await asyncio.gather(*asked, return_exceptions=True)

    refused = [each for each in answers if isinstance(each, Conflict)]
    assert [each.code for each in refused] == ["figures-already-published"] * 3
    assert snapshots.count_documents({}) == 1


async def test_figures_published_twice_under_one_key_are_answered_as_the_first_time(
    ask: Asking, platform: Stack, snapshots: Any
) -> None:
    await sector_of(platform, ask, f"c{uuid4().hex}")
    key = {"idempotency_key": str(uuid4())}
    at_once = await asyncio.gather(*(publish_figures(ask, **key) for _ in range(3)))
    later = await publish_figures(ask, **key)

    assert at_once == [later] * 3
    assert later["councils"] >= 16
    assert snapshots.count_documents({}) == 1


async def test_only_an_administrator_publishes_figures(ask: Asking) -> None:
    for caller in (ANALYST, lead("CMD")):
        with pytest.raises(NotAllowed):
            await ask("reporting", "publish_figures", PublishFigures(), caller)


@pytest.mark.usefixtures("snapshots")
async def test_who_has_not_shared_does_not_see(ask: Asking, platform: Stack) -> None:
    characteristic = f"c{uuid4().hex}"
    await sector_of(platform, ask, characteristic)
    stranger, unsure, old = (new_code() for _ in range(3))
    dont_know = SubmittedAnswer(characteristic, "dont-know")
    join(
        platform,
        [
            (facts(unsure, nation="Wales"), submitted(unsure, dont_know)),
            (
                facts(old, nation="Wales"),
                submitted(old, placed(characteristic, 2, 3), at=LONG_AGO),
            ),
        ],
    )
    await publish_figures(ask)
    expected = {stranger: "not-submitted", unsure: "not-placed", old: "too-old"}
    for code, why in expected.items():

        async def locked(code: str = code, why: str = why) -> bool:
            return (await compare(ask, code, characteristic))["locked"] == why

        await eventually(locked)
        assert (await compare(ask, code, characteristic))["standing"] is None


async def test_nobody_compares_as_another_council(ask: Asking) -> None:
    wanted = GetComparison("CMD", "leadership")
    for caller in (lead("LDS"), ANALYST, ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            await ask("reporting", "comparison", wanted, caller)
    with pytest.raises(NotSignedIn):
        await ask("reporting", "comparison", wanted)


@pytest.mark.usefixtures("snapshots")
async def test_ended_councils_and_old_answers_do_not_count(ask: Asking, platform: Stack) -> None:
    characteristic = f"c{uuid4().hex}"
    code, ended, *_ = await sector_of(platform, ask, characteristic)
    old = new_code()
    answer = placed(characteristic, 1, 2)
    join(platform, [(facts(old, nation="Wales"), submitted(old, answer, at=LONG_AGO))])

    async def told_of_the_old_one() -> bool:
        return (await compare(ask, old, characteristic))["locked"] == "too-old"

    await eventually(told_of_the_old_one)
    before = (await standing(ask))["submitted"]
    gone = replace(facts(ended, nation="England"), current=False)
    publish(platform, envelope(CouncilChanged(ended, gone, NOW), 2))

    async def one_fewer() -> bool:
        return (await standing(ask))["submitted"] < before

    await eventually(one_fewer)
    await publish_figures(ask)
    assert (await compare(ask, code, characteristic))["standing"]["councils"] == 15


@pytest.mark.usefixtures("snapshots")
async def test_the_sectors_standing_is_that_of_all_councils_with_small_figures_hidden(
    ask: Asking, platform: Stack
) -> None:
    characteristic = f"c{uuid4().hex}"
    code, *_ = await sector_of(platform, ask, characteristic)
    assert (await standing(ask))["standings"] == []
    await publish_figures(ask)

    sector = await standing(ask)

    (mine,) = [each for each in sector["standings"] if each["characteristic"] == characteristic]
    assert cells(mine, "current") == [7, 9, None, None, None]
    assert sector["submitted"] >= 16
    assert code not in repr(sector)


async def test_reopening_leaves_what_was_submitted(ask: Asking, platform: Stack) -> None:
    characteristic = f"c{uuid4().hex}"
    code, *_ = await sector_of(platform, ask, characteristic)
    publish(platform, envelope(AssessmentReopened(code, NOW), 2))
    await asyncio.sleep(0.3)

    assert (await compare(ask, code, characteristic))["own_current"] == 1
