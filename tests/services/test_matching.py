"""Matching in two processes, with one of assessment beside it, on real servers.

The register's events are published as accounts would; everything else is asked of the services.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml

from backbone import broker
from contracts.accounts.events import CouncilChanged, CouncilFacts, CouncilRegistered, Place
from contracts.assessment.messages import PublishModel, SaveAnswer, SubmitAssessment
from contracts.cloudevents import envelope_of
from contracts.errors import Invalid, NotAllowed, NotFound, NotSignedIn, Stale, VersionRequired
from contracts.events import Event
from contracts.matching.messages import (
    GetHelpOffer,
    GetPeers,
    GetResource,
    GetSuggestions,
    ListResources,
    OfferHelp,
    PublishResources,
    WithdrawHelp,
)
from contracts.topology import notices_exchange
from deploy.local.servers import Servers
from deploy.local.stack import Stack
from tests.services.asking import (
    ADMINISTRATOR,
    ANALYST,
    Asking,
    asking,
    lead,
    officer,
    serving,
)
from tests.services.publishing import publish

MODEL = Path("content/models/improvement-and-innovation.yaml").read_text()
CHARACTERISTICS = [each["id"] for each in yaml.safe_load(MODEL)["characteristics"]]
RESOURCES = [path.read_text() for path in sorted(Path("content/resources").glob("*.yaml"))]
NOW = datetime(2027, 1, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def platform(servers: Servers) -> Iterator[Stack]:
    with serving(servers, {"assessment": 1, "matching": 2}) as stack:
        yield stack


@pytest.fixture(scope="module")
async def ask(platform: Stack) -> AsyncIterator[Asking]:
    async with asking(platform) as ask:
        await ask("assessment", "publish_model", PublishModel(MODEL), ADMINISTRATOR)
        for document in RESOURCES:
            await ask("matching", "publish_resources", PublishResources(document), ADMINISTRATOR)
        yield ask


@pytest.fixture
def code() -> str:
    """A council's code that no other test uses."""
    return new_code()


def new_code() -> str:
    return f"M{uuid4().hex[:8].upper()}"


def facts(code: str, nation: str = "England", **place: Any) -> CouncilFacts:
    known = {
        "population": 200_000,
        "area": 400.0,
        "latitude": 52.0,
        "longitude": -1.0,
        "deprivation": 3,
        "rurality": "Urban",
    }
    return CouncilFacts(
        code=code,
        name=code.title(),
        official_name=f"{code} Council",
        nation=nation,
        region="Midlands",
        kind="UA",
        kind_name="Unitary authority",
        place=Place(**{**known, **place}),
    )


def tell(platform: Stack, event: Event, sequence: int = 1) -> None:
    """What accounts would."""
    publish(platform, envelope_of(event, id=str(uuid4()), sequence=sequence, correlation_id="test"))


def register(platform: Stack, *councils: CouncilFacts) -> None:
    for council in councils:
        tell(platform, CouncilRegistered(council.code, council, NOW))


async def submit(ask: Asking, code: str, **levels: tuple[int, int]) -> None:
    """Submits levels, from and to, for characteristics; for all others that it doesn't know."""
    given = {name.replace("_", "-"): pair for name, pair in levels.items()}
    for characteristic in CHARACTERISTICS:
        pair = given.get(characteristic)
        answer = (
            SaveAnswer(code, characteristic, "placed", *pair, confidence="high", revision=0)
            if pair
            else SaveAnswer(code, characteristic, "dont-know", revision=0)
        )
        saved = await ask("assessment", "save_answer", answer, officer(code))
    await ask("assessment", "submit", SubmitAssessment(code, saved["version"]), lead(code))


async def offer(ask: Asking, code: str, *characteristics: str, version: int | None = 0) -> Any:
    request = OfferHelp(code, characteristics, version=version)
    return await ask("matching", "offer_help", request, lead(code))


async def peers(ask: Asking, code: str, **given: Any) -> Any:
    request = GetPeers(code, given.pop("characteristic", "data-and-insight"), **given)
    return await ask("matching", "peers", request, officer(code))


async def names(ask: Asking, code: str, **given: Any) -> list[str]:
    return [each["council"] for each in (await peers(ask, code, **given))["peers"]]


async def eventually(check: Callable[[], Awaitable[bool]]) -> None:
    """Waits for what events bring about."""
    until = time.monotonic() + 10
    while not await check():
        assert time.monotonic() < until, "it never came"
        await asyncio.sleep(0.02)


async def helped(ask: Asking, platform: Stack, code: str, *others: CouncilFacts) -> None:
    """`code` stands on 2 of data and insight; `others` on 3 and 4 in turn, and they help."""
    register(platform, facts(code), *others)
    await submit(ask, code, data_and_insight=(2, 4))
    for number, other in enumerate(others):
        await submit(ask, other.code, data_and_insight=(3 + number % 2, 4))
        await offer(ask, other.code, "data-and-insight")
    expected = {each.code for each in others}

    async def all_named() -> bool:
        return expected <= set(await names(ask, code, limit=100))

    await eventually(all_named)


async def test_resources_are_read_by_anybody_page_by_page(ask: Asking) -> None:
    whole = await ask("matching", "resources", ListResources(limit=100))
    first = await ask("matching", "resources", ListResources(limit=10))
    second = await ask("matching", "resources", ListResources(limit=10, after=first["next"]))

    ids = [each["id"] for each in whole["resources"]]
    assert [each["id"] for each in first["resources"] + second["resources"]] == ids[:20]


async def test_resources_are_found_by_the_step_that_they_help_with(ask: Asking) -> None:
    request = ListResources(characteristic="leadership", step=2)

    found = await ask("matching", "resources", request)

    step = {"characteristic": "leadership", "from": 2}
    assert found["resources"]
    assert all(step in each["content"]["steps"] for each in found["resources"])


async def test_a_cursor_of_another_list_is_refused(ask: Asking) -> None:
    with pytest.raises(Invalid):
        await ask("matching", "resources", ListResources(after="bm90IGEgY3Vyc29y"))


async def test_a_resource_has_an_address_of_its_own(ask: Asking) -> None:
    resource = await ask("matching", "resource", GetResource("audit-wales"))

    assert resource["content"]["title"]["en"] == "Audit Wales reports and good practice"
    with pytest.raises(NotFound):
        await ask("matching", "resource", GetResource("no-such-thing"))


async def test_publishing_the_same_resources_again_changes_nothing(ask: Asking) -> None:
    document = PublishResources(RESOURCES[0])

    again = await ask("matching", "publish_resources", document, ADMINISTRATOR)

    count = len(yaml.safe_load(RESOURCES[0]))
    assert again == {"published": 0, "changed": 0, "unchanged": count}


async def test_of_resources_with_a_mistake_none_is_published(ask: Asking) -> None:
    new, *rest = yaml.safe_load(RESOURCES[0])
    new["id"] = f"new-{uuid4().hex[:8]}"
    rest[0]["kind"] = "magic"
    document = PublishResources(yaml.safe_dump([new, *rest]))

    with pytest.raises(Invalid) as refused:
        await ask("matching", "publish_resources", document, ADMINISTRATOR)

    assert "[1].kind" in refused.value.details
    with pytest.raises(NotFound):
        await ask("matching", "resource", GetResource(new["id"]))


async def test_only_an_administrator_publishes_resources(ask: Asking) -> None:
    with pytest.raises(NotAllowed):
        await ask("matching", "publish_resources", PublishResources(RESOURCES[0]), lead("CMD"))


async def test_a_lead_consents_and_withdraws(ask: Asking, code: str) -> None:
    offered = await offer(ask, code, "leadership", "data-and-insight")
    withdrawn = await ask("matching", "withdraw_help", WithdrawHelp(code, 1), lead(code))
    read = await ask("matching", "help_offer", GetHelpOffer(code), officer(code))

    assert (offered["characteristics"], offered["version"]) == (
        ["data-and-insight", "leadership"],
        1,
    )
    assert withdrawn == read == {**offered, "characteristics": [], "version": 2}


async def test_a_council_that_never_offered_has_an_offer_of_nothing(ask: Asking, code: str) -> None:
    never = await ask("matching", "help_offer", GetHelpOffer(code), officer(code))
    withdrawn = await ask("matching", "withdraw_help", WithdrawHelp(code, 0), lead(code))

    assert (never["characteristics"], never["version"]) == ([], 0)
    assert withdrawn == never


async def test_an_officer_does_not_consent_for_the_council(ask: Asking, code: str) -> None:
    request = OfferHelp(code, ("leadership",), version=0)

    with pytest.raises(NotAllowed):
        await ask("matching", "offer_help", request, officer(code))
    with pytest.raises(NotAllowed):
        await ask("matching", "offer_help", request, lead("ZZZ"))


async def test_a_stale_offer_is_refused_and_one_without_a_version_asked_for_it(
    ask: Asking, code: str
) -> None:
    await offer(ask, code, "leadership")

    with pytest.raises(Stale):
        await offer(ask, code, "data-and-insight", version=0)
    with pytest.raises(VersionRequired):
        await offer(ask, code, "data-and-insight", version=None)


async def test_of_two_leads_who_offer_at_once_one_is_told(ask: Asking, code: str) -> None:
    offers = [offer(ask, code, each) for each in CHARACTERISTICS[:5]]

    results = await asyncio.gather(*offers, return_exceptions=True)

    assert sum(isinstance(each, dict) for each in results) == 1
    assert sum(isinstance(each, Stale) for each in results) == 4


async def test_an_offer_for_what_no_model_has_is_refused(ask: Asking, code: str) -> None:
    with pytest.raises(Invalid):
        await offer(ask, code, "magic")


async def test_an_offer_sent_twice_under_its_key_takes_effect_once(ask: Asking, code: str) -> None:
    key, request = str(uuid4()), OfferHelp(code, ("leadership",), version=0)

    replies = await asyncio.gather(
        *(ask("matching", "offer_help", request, lead(code), idempotency_key=key) for _ in range(4))
    )

    assert [each["version"] for each in replies] == [1, 1, 1, 1]


async def test_peers_come_in_the_order_of_likeness_and_not_of_level(
    ask: Asking, platform: Stack, code: str
) -> None:
    far = facts(new_code(), population=900_000, deprivation=1, rurality="Rural")
    near = facts(new_code(), population=205_000)
    middle = facts(new_code(), population=420_000, deprivation=4)
    await helped(ask, platform, code, far, near, middle)
    ours = {far.code, near.code, middle.code}

    found = (await peers(ask, code, limit=100))["peers"]

    mine = [each for each in found if each["council"] in ours]
    assert [each["council"] for each in mine] == [near.code, middle.code, far.code]
    assert [each["steps_ahead"] for each in mine] == [2, 1, 1]
    assert mine[0]["likeness"][0]["variable"] in {"rurality", "deprivation", "nation", "kind"}


async def test_who_withdraws_is_not_named_any_more(ask: Asking, platform: Stack, code: str) -> None:
    helper = facts(new_code())
    await helped(ask, platform, code, helper)

    await ask("matching", "withdraw_help", WithdrawHelp(helper.code, 1), lead(helper.code))

    assert helper.code not in await names(ask, code, limit=100)


async def test_a_council_that_has_ended_is_not_named_any_more(
    ask: Asking, platform: Stack, code: str
) -> None:
    helper = facts(new_code())
    await helped(ask, platform, code, helper)

    ended = CouncilChanged(helper.code, replace(helper, current=False), NOW)
    tell(platform, ended, sequence=2)

    async def gone() -> bool:
        return helper.code not in await names(ask, code, limit=100)

    await eventually(gone)


async def test_who_has_not_submitted_sees_nobody_and_is_told_why(ask: Asking, code: str) -> None:
    answer = await peers(ask, code)

    assert (answer["peers"], answer["why_none"]) == ([], "not-submitted")


async def test_suggestions_hold_every_planned_step_and_no_other(
    ask: Asking, platform: Stack, code: str
) -> None:
    register(platform, facts(code, nation="Wales"))
    await submit(ask, code, leadership=(1, 3), data_and_insight=(3, 3))

    async def suggestions() -> Any:
        reply = await ask("matching", "suggestions", GetSuggestions(code), officer(code))
        return reply["suggestions"]

    async def there() -> bool:
        return bool(await suggestions())

    await eventually(there)
    (only,) = await suggestions()
    resources = {each["resource"]["id"]: each["reasons"] for each in only["resources"]}
    assert (only["characteristic"], only["step"]) == ("leadership", 1)
    assert resources["audit-wales"] == [
        {"code": "for-this-step"},
        {"code": "your-nation", "nation": "Wales"},
        {"code": "in-welsh"},
    ]


async def test_a_resource_is_suggested_as_soon_as_it_is_published_whichever_process_is_asked(
    ask: Asking, platform: Stack, code: str
) -> None:
    register(platform, facts(code, nation="Wales"))
    await submit(ask, code, leadership=(4, 5))

    async def suggested() -> set[str]:
        request = GetSuggestions(code)
        reply = await ask("matching", "suggestions", request, officer(code))
        found = [each for step in reply["suggestions"] for each in step["resources"]]
        return {each["resource"]["id"] for each in found}

    async def there() -> bool:
        return bool(await suggested())

    await eventually(there)
    new = {
        **yaml.safe_load(RESOURCES[0])[0],
        "id": f"new-{uuid4().hex[:8]}",
        "nations": ["Wales"],
        "languages": ["en", "cy"],
        "steps": [{"characteristic": "leadership", "from": 4}],
    }
    document = PublishResources(yaml.safe_dump([new]))
    await ask("matching", "publish_resources", document, ADMINISTRATOR)

    shown = await asyncio.gather(*(suggested() for _ in range(8)))

    assert all(new["id"] in each for each in shown)


async def test_whoever_listens_is_told_that_suggestions_changed(platform: Stack, code: str) -> None:
    with closing(broker.connect(platform.amqp_url)) as connection:
        channel = connection.channel()
        queue = channel.queue_declare(exclusive=True).queue
        channel.queue_bind(queue, notices_exchange("matching"), "#")

        register(platform, facts(code))

        async def told() -> bool:
            message = channel.basic_get(queue, no_ack=True)
            return bool(message) and "suggestions-changed" in str(message.body)

        await eventually(told)


async def test_a_draft_suggests_nothing(ask: Asking, platform: Stack, code: str) -> None:
    register(platform, facts(code))
    draft = SaveAnswer(code, "leadership", "placed", 1, 3, confidence="high", revision=0)
    await ask("assessment", "save_answer", draft, officer(code))

    reply = await ask("matching", "suggestions", GetSuggestions(code), officer(code))

    assert reply == {"council": code, "suggestions": []}


async def test_what_is_suggested_is_seen_by_the_council_and_analysts_alone(
    ask: Asking, code: str
) -> None:
    request = GetSuggestions(code)

    await ask("matching", "suggestions", request, ANALYST)
    with pytest.raises(NotAllowed):
        await ask("matching", "suggestions", request, lead("ZZZ"))
    with pytest.raises(NotAllowed):
        await ask("matching", "suggestions", request, ADMINISTRATOR)
    with pytest.raises(NotSignedIn):
        await ask("matching", "suggestions", request)
