"""Councils that work on a barrier together, in two processes on real servers."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contracts.barriers.messages import (
    AddGroupNote,
    AnswerQuestion,
    ArrangeMeeting,
    AskQuestion,
    BecomeContact,
    BeginGroup,
    EndContact,
    GetGroup,
    GetTogether,
    GetWorkaround,
    HandOverGroup,
    JoinGroup,
    LeaveGroup,
    LinkBarriers,
    ListLinks,
    ListQuestions,
    ListSectorLinks,
    ListWorkarounds,
    MarkWorkaround,
    MergeBarrier,
    ModerateQuestion,
    ModerateWorkaround,
    OfferWorkaround,
    RemoveGroupNote,
    SettleQuestion,
    UnlinkBarriers,
    WithdrawMark,
    WithdrawWorkaround,
)
from contracts.callers import Caller
from contracts.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.services.asking import ADMINISTRATOR, ANALYST, Asking, lead, officer
from tests.services.barriers.doing import new_code, raise_, read

WHY = "It names a resident of theirs."
RESPONDER = Caller("responder", "dwp", "responder", "Rae Responder")


@pytest.fixture
async def barrier(ask: Asking, council: str) -> str:
    return str((await raise_(ask, council, body="dwp"))["id"])


async def offer(ask: Asking, barrier: str, council: str, **given: Any) -> Any:
    wanted = OfferWorkaround(
        barrier, council, **{"title": "A shared form", "text": "Ask once.", **given}
    )
    return await ask("barriers", "offer_workaround", wanted, lead(council))


async def mark(ask: Asking, workaround: str, council: str, **given: Any) -> Any:
    wanted = MarkWorkaround(workaround, council, **{"worked": True, **given})
    return await ask("barriers", "mark_workaround", wanted, lead(council))


async def together(ask: Asking, barrier: str, caller: Caller) -> Any:
    return await ask("barriers", "together", GetTogether(barrier), caller)


async def link(ask: Asking, barrier: str, feeds: str, caller: Caller) -> Any:
    return await ask("barriers", "link_barriers", LinkBarriers(barrier, feeds, "So."), caller)


async def begin(ask: Asking, barrier: str, *councils: str) -> Any:
    """A group that the first of `councils` begins and the others join."""
    first, *others = councils
    wanted = BeginGroup(barrier, first, "Change the form")
    begun = await ask("barriers", "begin_group", wanted, lead(first))
    for each in others:
        begun = await ask("barriers", "join_group", JoinGroup(barrier, each), lead(each))
    return begun


async def test_a_workaround_is_offered_unnamed_and_marked_by_others(
    ask: Asking, barrier: str, council: str
) -> None:
    other = new_code()
    offered = await offer(ask, barrier, council, link="https://www.gov.uk/a")
    await mark(ask, offered["id"], other, note="Two days of work.", named=True)

    seen = await together(ask, barrier, officer(other))

    (found,) = seen["workarounds"]
    assert (found["council"], found["mine"], found["worked_for"]) == (None, False, 1)
    (said,) = found["marks"]
    assert (said["council"], said["mine"], said["note"]) == (other, True, "Two days of work.")
    assert council not in repr(seen["workarounds"])


async def test_a_council_that_marks_from_many_browsers_at_once_counts_once(
    ask: Asking, barrier: str, council: str
) -> None:
    offered, other = await offer(ask, barrier, council), new_code()

    await asyncio.gather(
        *(mark(ask, offered["id"], other, note=f"Says {number}.") for number in range(5)),
        *(mark(ask, offered["id"], new_code()) for _ in range(5)),
    )

    found = await ask("barriers", "workaround", GetWorkaround(offered["id"]), officer(other))
    assert (found["worked_for"], found["not_for"], len(found["marks"])) == (6, 0, 6)
    withdrawn = await ask(
        "barriers", "withdraw_mark", WithdrawMark(offered["id"], other), officer(other)
    )
    assert withdrawn["worked_for"] == 5


async def test_what_worked_for_most_stands_first_page_by_page(
    ask: Asking, barrier: str, council: str
) -> None:
    first, second, third = [await offer(ask, barrier, council) for _ in range(3)]
    await mark(ask, third["id"], new_code())
    await mark(ask, first["id"], new_code(), worked=False, note="Too slow.")

    page = await ask("barriers", "workarounds", ListWorkarounds(barrier, limit=2), ANALYST)
    after = ListWorkarounds(barrier, after=page["next"], limit=2)
    rest = await ask("barriers", "workarounds", after, ANALYST)

    ids = [each["id"] for each in page["workarounds"] + rest["workarounds"]]
    assert ids == [third["id"], first["id"], second["id"]]


async def test_a_workaround_is_withdrawn_by_its_council_and_hidden_by_analysts_alone(
    ask: Asking, barrier: str, council: str
) -> None:
    offered, hidden = [await offer(ask, barrier, council) for _ in range(2)]
    hide = ModerateWorkaround(hidden["id"], hidden=True, why=WHY)
    withdraw = WithdrawWorkaround(offered["id"])
    for caller in (lead(new_code()), ADMINISTRATOR, RESPONDER):
        with pytest.raises(NotAllowed):
            await ask("barriers", "withdraw_workaround", withdraw, caller)
        with pytest.raises(NotAllowed):
            await ask("barriers", "moderate_workaround", hide, caller)
    await ask("barriers", "withdraw_workaround", withdraw, officer(council))
    await ask("barriers", "moderate_workaround", hide, ANALYST)

    for_others = await together(ask, barrier, officer(new_code()))
    for_its_own = await together(ask, barrier, officer(council))

    assert for_others["workarounds"] == []
    (own,) = for_its_own["workarounds"]
    assert (own["id"], own["moderation"][0]["why"]) == (hidden["id"], WHY)
    with pytest.raises(NotFound):
        await ask("barriers", "workaround", GetWorkaround(hidden["id"]), officer(new_code()))
    with pytest.raises(NotFound):
        await ask("barriers", "workaround", GetWorkaround(offered["id"]), officer(council))


async def test_a_group_has_named_councils_one_that_leads_and_what_it_agreed(
    ask: Asking, barrier: str, council: str
) -> None:
    other, stranger = new_code(), new_code()
    await begin(ask, barrier, council, other)
    note = AddGroupNote(barrier, datetime.now(UTC).date(), "We write to the minister.")
    meeting = ArrangeMeeting(
        barrier, datetime.now(UTC).replace(microsecond=0) + timedelta(days=3), "Online"
    )

    await ask("barriers", "become_contact", BecomeContact(barrier), officer(council, "Grace"))
    await ask("barriers", "add_group_note", note, officer(other))
    await ask("barriers", "arrange_meeting", meeting, officer(other))
    (group,) = (await together(ask, barrier, officer(stranger)))["groups"]

    assert group["members"] == sorted([council, other])
    assert (group["lead"], group["joined"]) == (council, False)
    assert group["contact"] == {"name": "Grace", "mine": False}
    assert datetime.fromisoformat(group["meeting"]["at"]) == meeting.at
    assert [each["council"] for each in group["notes"]] == [other]
    (for_analysts,) = (await together(ask, barrier, ANALYST))["groups"]
    assert for_analysts["contact"] == {"name": None, "mine": False}


async def test_only_a_lead_joins_only_members_write_and_only_who_leads_hands_over(
    ask: Asking, barrier: str, council: str
) -> None:
    other = new_code()
    begun = BeginGroup(barrier, council, "Change the form")
    with pytest.raises(NotAllowed):
        await ask("barriers", "begin_group", begun, officer(council))
    await begin(ask, barrier, council, other)
    stranger = new_code()
    note = AddGroupNote(barrier, datetime.now(UTC).date(), "We agreed.")
    key = Caller("a-key", council, "lead", "A key", "key")
    for method, message, caller in (
        ("begin_group", BeginGroup(barrier, stranger, "Mine"), officer(stranger)),
        ("join_group", JoinGroup(barrier, stranger), officer(stranger)),
        ("join_group", JoinGroup(barrier, council), lead(stranger)),
        ("add_group_note", note, lead(stranger)),
        ("hand_over_group", HandOverGroup(barrier, other), lead(other)),
        ("hand_over_group", HandOverGroup(barrier, other), officer(council)),
        ("become_contact", BecomeContact(barrier), lead(other)),
        ("become_contact", BecomeContact(barrier), key),
        ("leave_group", LeaveGroup(barrier, council), lead(other)),
    ):
        with pytest.raises(NotAllowed):
            await ask("barriers", method, message, caller)
    with pytest.raises(Conflict):
        await ask("barriers", "begin_group", BeginGroup(barrier, stranger, "Mine"), lead(stranger))


async def test_leaving_needs_nobody_and_the_last_one_ends_the_group(
    ask: Asking, barrier: str, council: str
) -> None:
    other = new_code()
    await begin(ask, barrier, council, other)
    contact = BecomeContact(barrier)
    await ask("barriers", "become_contact", contact, officer(council))
    await ask("barriers", "end_contact", EndContact(barrier), lead(council))
    await ask("barriers", "hand_over_group", HandOverGroup(barrier, other), lead(council))

    left = await ask("barriers", "leave_group", LeaveGroup(barrier, other), officer(other))
    ended = await ask("barriers", "leave_group", LeaveGroup(barrier, council), officer(council))

    assert (left["lead"], left["members"]) == (council, [council])
    assert (ended["lead"], ended["members"]) == (None, [])
    with pytest.raises(NotFound):
        await ask("barriers", "join_group", JoinGroup(barrier, other), lead(other))


async def test_a_note_is_removed_by_who_wrote_it_or_an_analyst(
    ask: Asking, barrier: str, council: str
) -> None:
    other = new_code()
    await begin(ask, barrier, council, other)
    note = AddGroupNote(barrier, datetime.now(UTC).date(), "We agreed.")
    written = await ask("barriers", "add_group_note", note, officer(council))
    remove = RemoveGroupNote(barrier, written["notes"][0]["id"])

    with pytest.raises(NotAllowed):
        await ask("barriers", "remove_group_note", remove, lead(other))
    await ask("barriers", "remove_group_note", remove, ANALYST)

    found = await ask("barriers", "group", GetGroup(barrier), officer(other))
    assert found["notes"] == []


async def test_a_question_is_answered_by_councils_the_exchange_and_the_body_addressed(
    ask: Asking, barrier: str, council: str
) -> None:
    asked = await ask(
        "barriers", "ask_question", AskQuestion(barrier, council, "Who?"), officer(council)
    )
    other = new_code()
    for caller in (officer(other), ANALYST, RESPONDER):
        answer = AnswerQuestion(asked["id"], f"We do, says {caller.role}.")
        await ask("barriers", "answer_question", answer, caller)
    stranger = Caller("another", "hmrc", "responder", "Hal")
    for caller in (stranger, ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            await ask("barriers", "answer_question", AnswerQuestion(asked["id"], "I"), caller)
    settle = SettleQuestion(asked["id"], answered=True)
    with pytest.raises(NotAllowed):
        await ask("barriers", "settle_question", settle, lead(other))
    await ask("barriers", "settle_question", settle, officer(council))

    listed = await ask("barriers", "questions", ListQuestions(barrier), officer(new_code()))

    (found,) = listed["questions"]
    assert [each["signed"] for each in found["answers"]] == ["council", "exchange", "body"]
    assert (found["answered"], found["council"], found["answers"][0]["council"]) == (
        True,
        None,
        None,
    )
    assert found["answers"][2]["body"] == "dwp"
    (shown,) = (await together(ask, barrier, officer(other)))["questions"]
    assert (len(shown["answers"]), shown["more_answers"]) == (1, True)


async def test_a_hidden_question_is_seen_by_who_asked_and_by_analysts(
    ask: Asking, barrier: str, council: str
) -> None:
    asked = await ask(
        "barriers", "ask_question", AskQuestion(barrier, council, "Who?"), officer(council)
    )
    hide = ModerateQuestion(asked["id"], hidden=True, why=WHY)
    with pytest.raises(NotAllowed):
        await ask("barriers", "moderate_question", hide, lead(council))
    await ask("barriers", "moderate_question", hide, ANALYST)

    for caller, number in ((officer(council), 1), (ANALYST, 1), (officer(new_code()), 0)):
        assert len((await together(ask, barrier, caller))["questions"]) == number


async def test_a_graph_goes_two_steps_both_ways_and_has_what_feeds_each_other(
    ask: Asking, barrier: str, council: str
) -> None:
    a, b, c, d = [(await raise_(ask, new_code()))["id"] for _ in range(4)]
    for source, fed in ((a, b), (b, barrier), (barrier, c), (c, d), (c, barrier), (d, a)):
        await link(ask, source, fed, officer(council))

    graph = (await together(ask, barrier, officer(new_code())))["graph"]

    assert {each["id"]: each["distance"] for each in graph["barriers"]} == {
        a: -2,
        b: -1,
        barrier: 0,
        c: -1,
        d: 2,
    }
    assert len(graph["links"]) == 6
    assert not graph["left_off"]
    direct = await ask("barriers", "links", ListLinks(barrier), officer(council))
    assert len(direct["links"]) == 3
    assert all(each["mine"] for each in direct["links"])


async def test_a_link_is_made_once_in_a_direction_and_removed_by_its_council_or_an_analyst(
    ask: Asking, barrier: str, council: str
) -> None:
    other = await raise_(ask, new_code())
    made = await link(ask, barrier, other["number"], officer(council))
    assert await link(ask, barrier, other["id"], officer(council)) == made
    with pytest.raises(Conflict):
        await link(ask, barrier, other["id"], ANALYST)
    for feeds in (barrier, "WB-NONE", new_code()):
        with pytest.raises(Invalid) as refused:
            await link(ask, barrier, feeds, officer(council))
        assert list(refused.value.details) == ["feeds"]
    for caller in (lead(new_code()), ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            await ask("barriers", "unlink_barriers", UnlinkBarriers(made["id"]), caller)

    await ask("barriers", "unlink_barriers", UnlinkBarriers(made["id"]), ANALYST)

    assert (await together(ask, barrier, officer(council)))["graph"]["links"] == []
    again = await link(ask, barrier, other["id"], ANALYST)
    assert not again["mine"]


async def test_the_links_of_the_sector_narrow_to_a_kind(ask: Asking, council: str) -> None:
    funding = (await raise_(ask, council, kind="funding"))["id"]
    legal = (await raise_(ask, council))["id"]
    await link(ask, funding, legal, officer(council))
    narrowed = ListSectorLinks(kind="funding", limit=1)

    found = await ask("barriers", "sector_links", narrowed, officer(new_code()))

    assert [(each["barrier"], each["feeds"]) for each in found["links"]] == [(funding, legal)]
    assert {each["id"] for each in found["barriers"]} == {funding, legal}


async def test_nothing_is_there_for_a_barrier_that_is_not(ask: Asking, council: str) -> None:
    with pytest.raises(NotFound):
        await together(ask, "01890000-0000-7000-8000-000000000000", officer(council))
    with pytest.raises(NotFound):
        await offer(ask, "01890000-0000-7000-8000-000000000000", council)
    with pytest.raises(NotFound):
        await mark(ask, "$ne", council)


async def test_what_was_added_to_a_barrier_is_shown_with_the_one_that_took_it_in(
    ask: Asking, barrier: str, council: str
) -> None:
    into = await raise_(ask, new_code())
    before, after = await raise_(ask, new_code()), await raise_(ask, new_code())
    await offer(ask, barrier, council)
    await begin(ask, barrier, council)
    question = AskQuestion(barrier, council, "Who?")
    await ask("barriers", "ask_question", question, officer(council))
    await link(ask, before["id"], barrier, officer(council))
    await link(ask, into["id"], after["id"], officer(council))
    await link(ask, into["id"], barrier, officer(council))

    await merge(ask, barrier, into["number"])
    seen = await together(ask, into["id"], officer(council))

    assert len(seen["workarounds"]) == len(seen["questions"]) == len(seen["groups"]) == 1
    assert {each["id"]: each["distance"] for each in seen["graph"]["barriers"]} == {
        before["id"]: -1,
        into["id"]: 0,
        after["id"]: 1,
    }
    assert len(seen["graph"]["links"]) == 2
    far = (await together(ask, before["id"], officer(council)))["graph"]
    assert {each["id"] for each in far["barriers"]} == {before["id"], into["id"], after["id"]}


async def test_a_merged_barrier_takes_nothing_more_and_names_the_one_that_took_it_in(
    ask: Asking, barrier: str, council: str
) -> None:
    into = await raise_(ask, new_code())
    offered = await offer(ask, barrier, council)
    await begin(ask, barrier, council)
    await merge(ask, barrier, into["number"])

    for added in (
        offer(ask, barrier, council),
        begin(ask, barrier, new_code()),
        mark(ask, offered["id"], new_code()),
        link(ask, barrier, (await raise_(ask, new_code()))["id"], ANALYST),
    ):
        with pytest.raises(Conflict) as refused:
            await added
        assert refused.value.details["into"] == into["number"]
    assert not (await together(ask, barrier, ANALYST))["open"]
    left = await ask("barriers", "leave_group", LeaveGroup(barrier, council), officer(council))
    assert left["members"] == []


async def merge(ask: Asking, barrier: str, into: str) -> None:
    version = (await read(ask, barrier, ANALYST))["version"]
    wanted = MergeBarrier(barrier, into, "They say the same.", version)
    await ask("barriers", "merge", wanted, ANALYST)
