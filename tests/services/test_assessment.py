"""Assessment in two processes, on real servers."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from pymongo import MongoClient

from contracts.assessment.messages import (
    GetAssessment,
    GetModel,
    PublishModel,
    ReopenAssessment,
    SaveAnswer,
    SubmitAssessment,
)
from contracts.callers import Caller
from contracts.errors import (
    Conflict,
    Invalid,
    KeyReused,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Refusal,
    Stale,
    VersionRequired,
)
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

MODEL = Path("content/models/improvement-and-innovation.yaml").read_text()
CHARACTERISTICS = [each["id"] for each in yaml.safe_load(MODEL)["characteristics"]]


@pytest.fixture(scope="module")
def platform(servers: Servers) -> Iterator[Stack]:
    with serving(servers, {"assessment": 2}) as stack:
        yield stack


@pytest.fixture(scope="module")
async def ask(platform: Stack) -> AsyncIterator[Asking]:
    async with asking(platform) as ask:
        await ask("assessment", "publish_model", PublishModel(MODEL), ADMINISTRATOR)
        yield ask


@pytest.fixture
def council() -> str:
    """A code that no other test uses."""
    return f"T{uuid4().hex[:8].upper()}"


def placed(council: str, characteristic: str = "leadership", **given: Any) -> SaveAnswer:
    answer = {"current": 2, "target": 3, "confidence": "medium", "revision": 0, **given}
    return SaveAnswer(council=council, characteristic=characteristic, kind="placed", **answer)


async def save(
    ask: Asking, request: SaveAnswer, caller: Caller | None = None, **options: Any
) -> Any:
    caller = caller or officer(request.council)
    return await ask("assessment", "save_answer", request, caller, **options)


async def answer_all(ask: Asking, council: str) -> int:
    """The assessment's version with all of it answered."""
    for characteristic in CHARACTERISTICS:
        assessment = await save(ask, placed(council, characteristic))
    return int(assessment["version"])


async def seen(ask: Asking, council: str, caller: Caller | None = None) -> Any:
    request = GetAssessment(council)
    return await ask("assessment", "assessment", request, caller or officer(council))


async def refusal(awaited: Any) -> Refusal:
    with pytest.raises(Refusal) as refused:
        await awaited
    return refused.value


async def test_the_model_is_read_by_anybody(ask: Asking) -> None:
    model = await ask("assessment", "model", GetModel())

    assert [each["id"] for each in model["content"]["characteristics"]] == CHARACTERISTICS


async def test_the_same_model_is_not_published_twice(ask: Asking) -> None:
    once = await ask("assessment", "publish_model", PublishModel(MODEL), ADMINISTRATOR)

    again = await ask("assessment", "publish_model", PublishModel(MODEL), ADMINISTRATOR)

    assert again == once == await ask("assessment", "model", GetModel())


async def test_a_new_version_leaves_the_old_one_as_it_was(ask: Asking) -> None:
    before = await ask("assessment", "model", GetModel())
    changed = MODEL.replace("Use it to talk about", f"Use it ({uuid4()}) to talk about")

    new = await ask("assessment", "publish_model", PublishModel(changed), ADMINISTRATOR)

    assert new["version"] == before["version"] + 1
    assert await ask("assessment", "model", GetModel()) == new
    assert await ask("assessment", "model", GetModel(version=before["version"])) == before


async def test_the_same_model_published_at_once_becomes_one_version(ask: Asking) -> None:
    before = await ask("assessment", "model", GetModel())
    request = PublishModel(MODEL.replace("Use it to talk about", f"Use it ({uuid4()}) to discuss"))

    published = await asyncio.gather(
        *(ask("assessment", "publish_model", request, ADMINISTRATOR) for _ in range(4))
    )

    assert {each["version"] for each in published} == {before["version"] + 1}


async def test_a_model_with_mistakes_is_refused_with_every_one_by_its_path(ask: Asking) -> None:
    broken = MODEL.replace("      cy: Cyson\n", "", 1).replace("level: 5", "level: 6", 1)

    refused = await refusal(ask("assessment", "publish_model", PublishModel(broken), ADMINISTRATOR))

    assert isinstance(refused, Invalid)
    assert "levels[1].name.cy" in refused.details
    assert "levels[4].level" in refused.details


async def test_only_an_administrator_publishes_a_model(ask: Asking) -> None:
    with pytest.raises(NotAllowed):
        await ask("assessment", "publish_model", PublishModel(MODEL), lead("CMD"))
    with pytest.raises(NotSignedIn):
        await ask("assessment", "publish_model", PublishModel(MODEL))


@pytest.mark.parametrize("wanted", [GetModel("no-such-model"), GetModel(version=4711)])
async def test_a_model_that_is_not_there_is_not_found(ask: Asking, wanted: GetModel) -> None:
    with pytest.raises(NotFound):
        await ask("assessment", "model", wanted)


async def test_an_assessment_that_nobody_began_has_version_0(ask: Asking, council: str) -> None:
    assessment = await seen(ask, council)

    assert (assessment["state"], assessment["version"]) == ("not-started", 0)


async def test_a_saved_answer_is_read_again_with_who_wrote_it(ask: Asking, council: str) -> None:
    await save(ask, placed(council, note="See the audit."))

    (answer,) = (await seen(ask, council))["answers"]

    assert (answer["note"], answer["by"], answer["revision"]) == (
        "See the audit.",
        "Olu Officer",
        1,
    )


async def test_an_assessment_stays_on_the_model_that_it_was_begun_with(
    ask: Asking, council: str
) -> None:
    begun = await save(ask, placed(council))
    changed = MODEL.replace("Use it to talk about", f"Use it ({uuid4()}) to talk about")
    await ask("assessment", "publish_model", PublishModel(changed), ADMINISTRATOR)

    goes_on = await save(ask, placed(council, "data-and-insight"))

    assert goes_on["model_version"] == begun["model_version"]


async def test_who_changes_a_colleagues_answer_unseen_is_told_and_shown_it(
    ask: Asking, council: str
) -> None:
    await save(ask, placed(council, note="Mine"), officer(council, "Ada"))

    refused = await refusal(save(ask, placed(council, note="Yours"), officer(council, "Bo")))

    assert isinstance(refused, Stale)
    assert refused.code == "answer-changed"
    assert (refused.details["answer"]["note"], refused.details["answer"]["by"]) == ("Mine", "Ada")
    assert (await seen(ask, council))["answers"][0]["note"] == "Mine"


async def test_of_two_officers_who_save_the_same_answer_at_once_one_is_told(
    ask: Asking, council: str
) -> None:
    saves = [save(ask, placed(council, note=f"Note {number}")) for number in range(6)]

    results = await asyncio.gather(*saves, return_exceptions=True)

    refused = [each for each in results if isinstance(each, BaseException)]
    (saved,) = (each for each in results if not isinstance(each, BaseException))
    assert {getattr(each, "code", repr(each)) for each in refused} == {"answer-changed"}
    assert (await seen(ask, council))["answers"] == saved["answers"]


async def test_officers_who_answer_different_characteristics_at_once_do_not_collide(
    ask: Asking, council: str
) -> None:
    await asyncio.gather(*(save(ask, placed(council, each)) for each in CHARACTERISTICS))

    assessment = await seen(ask, council)

    assert [each["characteristic"] for each in assessment["answers"]] == CHARACTERISTICS
    assert assessment["version"] == len(CHARACTERISTICS)


async def test_who_does_not_name_the_revision_is_asked_for_it(ask: Asking, council: str) -> None:
    with pytest.raises(VersionRequired):
        await save(ask, placed(council, revision=None))


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"current": 6}, "current"),
        ({"target": 1}, "target"),
        ({"confidence": None}, "confidence"),
        ({"reason": "It has no place here"}, "reason"),
        ({"characteristic": "magic"}, "characteristic"),
        ({"note": "x" * 4001}, "note"),
        ({"target_by": "soon"}, "target_by"),
    ],
)
async def test_a_wrong_answer_is_refused_by_field_and_changes_nothing(
    ask: Asking, council: str, given: dict[str, Any], path: str
) -> None:
    refused = await refusal(save(ask, placed(council, **given)))

    assert isinstance(refused, Invalid)
    assert list(refused.details) == [path]
    assert (await seen(ask, council))["version"] == 0


async def test_a_command_sent_again_under_its_key_takes_effect_once(
    ask: Asking, council: str
) -> None:
    key = str(uuid4())
    first = await save(ask, placed(council), idempotency_key=key)
    await save(ask, placed(council, target=4, revision=1))

    again = await save(ask, placed(council), idempotency_key=key)

    assert again == first
    assert (await seen(ask, council))["answers"][0]["target"] == 4


async def test_the_same_key_at_once_takes_effect_once(ask: Asking, council: str) -> None:
    key = str(uuid4())
    saves = [save(ask, placed(council), idempotency_key=key) for _ in range(5)]

    replies = await asyncio.gather(*saves)

    assert all(reply == replies[0] for reply in replies)
    assert (await seen(ask, council))["version"] == 1


async def test_a_key_is_not_used_for_another_request(ask: Asking, council: str) -> None:
    key = str(uuid4())
    await save(ask, placed(council), idempotency_key=key)

    with pytest.raises(KeyReused):
        await save(ask, placed(council, target=4), idempotency_key=key)


async def test_a_lead_submits_what_is_complete(ask: Asking, council: str) -> None:
    version = await answer_all(ask, council)

    submitted = await ask("assessment", "submit", SubmitAssessment(council, version), lead(council))

    assert (submitted["state"], submitted["version"]) == ("submitted", version + 1)
    assert submitted["submitted"]["by"] == "Lee Lead"


async def test_what_is_missing_is_named_to_who_submits(ask: Asking, council: str) -> None:
    await save(ask, placed(council))

    refused = await refusal(
        ask("assessment", "submit", SubmitAssessment(council, 1), lead(council))
    )

    assert refused.code == "assessment-incomplete"
    assert refused.details["missing"] == [each for each in CHARACTERISTICS if each != "leadership"]


async def test_an_officer_does_not_submit(ask: Asking, council: str) -> None:
    refused = await refusal(
        ask("assessment", "submit", SubmitAssessment(council, 0), officer(council))
    )

    assert refused.code == "lead-needed"


async def test_who_submits_says_what_they_checked(ask: Asking, council: str) -> None:
    version = await answer_all(ask, council)

    with pytest.raises(VersionRequired):
        await ask("assessment", "submit", SubmitAssessment(council), lead(council))
    with pytest.raises(Stale):
        await ask("assessment", "submit", SubmitAssessment(council, version - 1), lead(council))


async def test_of_two_submissions_at_once_one_wins_and_the_other_is_told(
    ask: Asking, council: str
) -> None:
    request = SubmitAssessment(council, await answer_all(ask, council))
    callers = [lead(council, name) for name in ("Ada", "Bo", "Cy", "Di")]

    results = await asyncio.gather(
        *(ask("assessment", "submit", request, caller) for caller in callers),
        return_exceptions=True,
    )

    won = [each for each in results if not isinstance(each, BaseException)]
    lost = [each for each in results if isinstance(each, BaseException)]
    assert len(won) == 1
    assert all(isinstance(each, Stale | Conflict) for each in lost)
    assert (await seen(ask, council))["submitted"] == won[0]["submitted"]


async def test_a_submitted_assessment_is_changed_only_after_a_lead_reopened_it(
    ask: Asking, council: str
) -> None:
    request = SubmitAssessment(council, await answer_all(ask, council))
    submitted = await ask("assessment", "submit", request, lead(council))
    change = placed(council, target=5, revision=1)

    refused = await refusal(save(ask, change))
    reopen = ReopenAssessment(council, submitted["version"])
    await ask("assessment", "reopen", reopen, lead(council))
    changed = await save(ask, change)

    assert refused.code == "assessment-submitted"
    assert changed["state"] == "reopened"
    assert changed["submitted"] == submitted["submitted"]


async def test_what_was_never_begun_is_not_reopened(ask: Asking, council: str) -> None:
    with pytest.raises(NotFound):
        await ask("assessment", "reopen", ReopenAssessment(council, 0), lead(council))


async def test_other_councils_neither_see_nor_change_it(ask: Asking, council: str) -> None:
    stranger = lead("ZZZ")

    for awaited in (
        seen(ask, council, stranger),
        save(ask, placed(council), stranger),
        ask("assessment", "submit", SubmitAssessment(council, 0), stranger),
        ask("assessment", "reopen", ReopenAssessment(council, 0), stranger),
    ):
        assert isinstance(await refusal(awaited), NotAllowed)


async def test_an_analyst_sees_what_was_submitted_and_no_draft(ask: Asking, council: str) -> None:
    await save(ask, placed(council, note="A draft"))

    draft = await seen(ask, council, ANALYST)

    assert (draft["state"], draft["answers"]) == ("in-progress", [])


async def test_what_an_answer_says_is_in_no_event_before_it_is_submitted(
    ask: Asking, council: str, servers: Servers
) -> None:
    await save(ask, placed(council, note="A secret note"))

    with MongoClient(servers.mongodb_url("assessment")) as client:
        events = list(client.get_default_database()["events"].find({"subject": council}))

    assert len(events) == 1
    assert "secret" not in repr(events)
    assert "confidence" not in repr(events)
