"""Barriers in two processes on real servers, asked as different councils."""

import asyncio
from uuid import uuid4

import pytest

from backbone import database
from contracts.barriers.messages import (
    AcknowledgeBarrier,
    GetBarrier,
    GetTaxonomy,
    PublishTaxonomy,
    SupportBarrier,
    WithdrawSupport,
)
from contracts.errors import (
    Conflict,
    Invalid,
    KeyReused,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Stale,
    VersionRequired,
)
from deploy.local.stack import Stack
from services.barriers import store
from tests.services.asking import ADMINISTRATOR, ANALYST, Asking, lead, officer
from tests.services.barriers.conftest import TAXONOMY
from tests.services.barriers.doing import listed, new_code, raise_, read, request, similar, support

ODD = [
    '"',
    '"unclosed phrase',
    "-minus -only",
    "$where $gt {$ne: null}",
    "\\ \\\\ \\u0000 %00",
    "' OR 1=1 --",
    "ŵŷ â ô î, ni allwn rannu cyfeiriadau â’r bwrdd iechyd",
    "日本語 العربية 🙂🙂🙂",
    "a",
    "!!! ??? ...",
    "the and of",
    "word " * 1900,
    "x" * 9_999,
]


async def test_anybody_reads_the_taxonomy(ask: Asking) -> None:
    taxonomy = await ask("barriers", "taxonomy", GetTaxonomy())

    assert len(taxonomy["content"]["kinds"]) == 12


async def test_publishing_the_same_taxonomy_again_changes_nothing(ask: Asking) -> None:
    before = await ask("barriers", "taxonomy", GetTaxonomy())
    document = PublishTaxonomy(TAXONOMY)

    again = await ask("barriers", "publish_taxonomy", document, ADMINISTRATOR)

    assert again == before


async def test_only_an_administrator_publishes_a_taxonomy(ask: Asking) -> None:
    for caller in (ANALYST, lead("CMD")):
        with pytest.raises(NotAllowed):
            await ask("barriers", "publish_taxonomy", PublishTaxonomy(TAXONOMY), caller)


async def test_a_raised_barrier_has_a_number_and_its_council_behind_it(
    ask: Asking, council: str
) -> None:
    raised = await raise_(ask, council)

    assert raised["number"].startswith("WB-")
    assert (raised["supporters"], raised["version"], raised["stage"]) == (1, 1, "raised")
    assert (raised["mine"], raised["supported"], raised["council"]) == (True, True, council)


async def test_a_barrier_is_found_by_its_id_and_by_its_number_however_typed(
    ask: Asking, council: str
) -> None:
    raised = await raise_(ask, council)

    typed = raised["number"].replace("-", " ").lower()
    for name in (raised["id"], raised["number"], typed):
        assert await read(ask, name, officer(council)) == raised


async def test_a_mistyped_number_and_an_unknown_id_are_not_found(ask: Asking, council: str) -> None:
    number = (await raise_(ask, council))["number"]
    mistyped = number[:-1] + ("0" if number[-1] != "0" else "1")

    for name in (mistyped, "01890000-0000-7000-8000-000000000000", "$ne", "../x"):
        with pytest.raises(NotFound):
            await read(ask, name, officer(council))


async def test_wrong_choices_are_refused_each_by_its_field(ask: Asking, council: str) -> None:
    for field, given in {
        "kind": {"kind": "bad-luck"},
        "body": {"body": "nobody"},
        "from_level": {"from_level": 2},
    }.items():
        with pytest.raises(Invalid) as refused:
            await raise_(ask, council, **given)
        assert list(refused.value.details) == [field]


async def test_nobody_raises_or_supports_for_another_council(ask: Asking, council: str) -> None:
    raised = await raise_(ask, council)
    for caller in (officer("ZZZ"), ANALYST, ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            await ask("barriers", "raise_barrier", request(council), caller)
        with pytest.raises(NotAllowed):
            await ask("barriers", "support", SupportBarrier(raised["id"], council), caller)
        with pytest.raises(NotAllowed):
            await ask(
                "barriers", "withdraw_support", WithdrawSupport(raised["id"], council), caller
            )
    with pytest.raises(NotSignedIn):
        await ask("barriers", "raise_barrier", request(council))
    with pytest.raises(NotSignedIn):
        await ask("barriers", "barrier", GetBarrier(raised["id"]))


async def test_an_officer_raises_unnamed_and_a_lead_agrees_to_the_name(
    ask: Asking, council: str
) -> None:
    with pytest.raises(NotAllowed) as refused:
        await ask("barriers", "raise_barrier", request(council, named=True), officer(council))
    unnamed = await ask("barriers", "raise_barrier", request(council), officer(council))

    assert refused.value.code == "lead-needed"
    assert unnamed["supporters"] == 1


async def test_a_command_sent_twice_raises_one_barrier(ask: Asking, council: str) -> None:
    wanted = request(council)
    key = str(uuid4())
    first, again = await asyncio.gather(
        *(
            ask("barriers", "raise_barrier", wanted, lead(council), idempotency_key=key)
            for _ in range(2)
        )
    )

    assert again == first
    other = request(council)
    with pytest.raises(KeyReused):
        await ask("barriers", "raise_barrier", other, lead(council), idempotency_key=key)
    mine = await listed(ask, officer(council), mine=True)
    assert len(mine["barriers"]) == 1


async def test_fifty_councils_that_support_at_once_are_all_counted(
    ask: Asking, council: str
) -> None:
    raised = await raise_(ask, council)
    councils = [new_code() for _ in range(50)]

    await asyncio.gather(*(support(ask, raised["id"], code) for code in councils))

    now = await read(ask, raised["id"], ANALYST)
    assert now["supporters"] == now["version"] == 51
    assert set(now["named_supporters"]) == {council, *councils}


async def test_a_council_that_supports_twice_at_once_counts_once(ask: Asking, council: str) -> None:
    raised = await raise_(ask, new_code())

    await asyncio.gather(*(support(ask, raised["id"], council) for _ in range(5)))

    now = await read(ask, raised["number"], officer(council))
    assert (now["supporters"], now["version"], now["supported"]) == (2, 2, True)


async def test_support_can_be_withdrawn_by_the_council_that_raised_it_too(
    ask: Asking, council: str
) -> None:
    raised = await raise_(ask, council, named=True)
    withdrawal = WithdrawSupport(raised["id"], council)

    withdrawn = await ask("barriers", "withdraw_support", withdrawal, officer(council))
    again = await ask("barriers", "withdraw_support", withdrawal, officer(council))
    for_others = await read(ask, raised["number"], officer("ZZZ"))

    assert again == withdrawn
    assert (withdrawn["supporters"], withdrawn["mine"], withdrawn["supported"]) == (0, True, False)
    assert (for_others["council"], for_others["named_supporters"]) == (None, [])


async def test_others_read_only_the_names_of_councils_that_agreed(
    ask: Asking, council: str
) -> None:
    raised = await raise_(ask, council)
    quiet, named = new_code(), new_code()
    await support(ask, raised["id"], quiet)
    await support(ask, raised["id"], named, named=True)

    for_others = await read(ask, raised["id"], officer("ZZZ"))
    for_administrators = await read(ask, raised["id"], ADMINISTRATOR)

    assert for_others["supporters"] == 3
    assert for_others["named_supporters"] == for_administrators["named_supporters"] == [named]
    assert for_others["council"] is None


async def test_an_analyst_says_which_version_they_acknowledge(ask: Asking, council: str) -> None:
    raised = await raise_(ask, council)
    with pytest.raises(VersionRequired):
        await ask("barriers", "acknowledge", AcknowledgeBarrier(raised["id"]), ANALYST)
    assert (await read(ask, raised["id"], ANALYST))["stage"] == "raised"


async def test_an_analyst_acknowledges_once(ask: Asking, council: str) -> None:
    raised = await raise_(ask, council)
    wanted = AcknowledgeBarrier(raised["id"], version=1)
    with pytest.raises(NotAllowed):
        await ask("barriers", "acknowledge", wanted, lead(council))
    with pytest.raises(Stale):
        await ask("barriers", "acknowledge", AcknowledgeBarrier(raised["id"], 7), ANALYST)

    acknowledged = await ask("barriers", "acknowledge", wanted, ANALYST)
    with pytest.raises(Conflict):
        await ask("barriers", "acknowledge", AcknowledgeBarrier(raised["number"], 2), ANALYST)

    assert (acknowledged["stage"], acknowledged["version"]) == ("acknowledged", 2)


async def test_the_list_is_newest_first_page_by_page(ask: Asking, council: str) -> None:
    raised = [(await raise_(ask, council))["id"] for _ in range(5)]

    first = await listed(ask, officer(council), mine=True, limit=3)
    second = await listed(ask, officer(council), mine=True, limit=3, after=first["next"])

    found = [each["id"] for each in first["barriers"] + second["barriers"]]
    assert found == raised[::-1]
    assert second["next"] is None


async def test_the_list_narrows_to_what_is_asked_for(ask: Asking, council: str) -> None:
    step = {"characteristic": f"c{uuid4().hex}", "from_level": 2}
    wanted = await raise_(ask, council, kind="funding", body="dwp", **step)
    await raise_(ask, council, kind="funding", characteristic=step["characteristic"])
    filters = {"kind": ("legal", "funding"), "body": "dwp", "stage": "raised", **step}

    found = await listed(ask, **filters)

    assert [each["id"] for each in found["barriers"]] == [wanted["id"]]
    assert (await listed(ask, **filters | {"stage": "acknowledged"}))["barriers"] == []


async def test_the_list_narrows_to_a_nation_an_effect_and_the_law_that_is_cited(
    ask: Asking, council: str
) -> None:
    act = f"Act{uuid4().hex}"
    wanted = await raise_(
        ask, council, nation="Wales", effect="slows", law=f"The {act} 1972, section 5"
    )
    await raise_(ask, council, nation="Wales", effect="stops", law=f"{act} 1972")
    await raise_(ask, council, nation="Scotland", effect="slows", law=f"{act} 1972")

    found = await listed(ask, nation="Wales", effect="slows", law=f"1972 {act.upper()}")

    assert [each["id"] for each in found["barriers"]] == [wanted["id"]]
    assert (await listed(ask, law=f"{act} 1973"))["barriers"] == []


async def test_the_most_supported_come_first_page_by_page(ask: Asking, council: str) -> None:
    few, most, some = [(await raise_(ask, council))["id"] for _ in range(3)]
    for barrier in (most, most, some):
        await support(ask, barrier, new_code())
    wanted = {"mine": True, "order": "most-supported", "limit": 2}

    first = await listed(ask, officer(council), **wanted)
    second = await listed(ask, officer(council), after=first["next"], **wanted)

    found = first["barriers"] + second["barriers"]
    assert [each["id"] for each in found] == [most, some, few]
    assert [each["supporters"] for each in found] == [3, 2, 1]


async def test_a_cursor_of_one_order_is_none_of_another(ask: Asking, council: str) -> None:
    for _ in range(2):
        await raise_(ask, council)
    newest = await listed(ask, officer(council), mine=True, limit=1)

    with pytest.raises(Invalid):
        await listed(ask, after=newest["next"], order="most-supported")


async def test_a_list_says_the_same_of_a_barrier_as_the_barrier_itself(
    ask: Asking, council: str
) -> None:
    raised = await raise_(ask, new_code(), nation="UK", law="Care Act 2014")
    await support(ask, raised["id"], council)

    (shown,) = (await listed(ask, officer(council), mine=True))["barriers"]
    itself = await read(ask, raised["id"], officer(council))

    said = {**itself, **itself["life"], "with_body": None}
    assert shown == {name: said[name] for name in shown}


async def test_what_a_barrier_is_found_by_is_given_to_those_of_an_earlier_release(
    ask: Asking, platform: Stack, council: str
) -> None:
    act = f"Act{uuid4().hex}"
    raised = await raise_(ask, council, law=act)
    url = platform.servers.mongodb_root_url
    with database.connect(url, service="tests", workers=1) as client:
        barriers = client["barriers"]["barriers"]
        barriers.update_one(
            {"_id": raised["id"]}, {"$unset": dict.fromkeys(store.BARRIERS.found_by)}
        )
        assert (await listed(ask, law=act))["barriers"] == []

        database.prepare(client["barriers"], store.STORES)

        assert barriers.count_documents({"_id": raised["id"], "voices": 1}) == 1
    assert len((await listed(ask, law=act))["barriers"]) == 1


async def test_mine_are_those_that_the_council_raised_or_supports(
    ask: Asking, council: str
) -> None:
    own, supported = await raise_(ask, council), await raise_(ask, new_code())
    await raise_(ask, new_code())
    await support(ask, supported["id"], council)

    mine = await listed(ask, officer(council), mine=True)

    assert {each["id"] for each in mine["barriers"]} == {own["id"], supported["id"]}
    assert (await listed(ask, ANALYST, mine=True))["barriers"] == []


async def test_a_search_finds_words_and_numbers(ask: Asking, council: str) -> None:
    word = f"gwrych{uuid4().hex}"
    raised = await raise_(ask, council, title=f"Hedges: {word} again")

    for search in (word, word.upper(), f"hedges {word}", raised["number"]):
        found = await listed(ask, search=search)
        assert [each["id"] for each in found["barriers"]] == [raised["id"]]
    assert (await listed(ask, search=f"nothing {word}"))["barriers"] == []


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
async def test_odd_text_finds_something_or_nothing_and_never_fails(ask: Asking, text: str) -> None:
    await similar(ask, text)
    await listed(ask, search=text[:200].strip())


async def test_a_bad_cursor_is_refused(ask: Asking) -> None:
    with pytest.raises(Invalid):
        await listed(ask, after="bm90IGEgY3Vyc29y")
