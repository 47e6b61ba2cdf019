"""What people choose to be told of, how they end it, and what they find in the web client."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from backbone.clock import now
from contracts.barriers.messages import AcknowledgeBarrier
from contracts.errors import Invalid, NotAllowed, NotFound, NotSignedIn, Stale, VersionRequired
from contracts.notifications.messages.news import CountUnseen, GetWhatsNew, MarkSeen
from contracts.notifications.messages.preferences import (
    GetPreferences,
    GetSubscription,
    QuietHours,
    SetPreferences,
    TopicChoice,
    Unsubscribe,
)
from contracts.notifications.topics import TopicName
from services.notifications import store
from services.notifications.domain import unsubscribing
from tests.services.asking import Asking
from tests.services.barriers.doing import raise_
from tests.services.notifications.telling import (
    comes,
    is_told,
    mails_of,
    new_analyst,
    new_council,
    new_person,
    submitted,
)
from tests.services.publishing import publish

NEVER = (TopicChoice("assessment-submitted", "never"),)


async def test_somebody_sees_what_is_usual_and_changes_what_they_have_seen(
    ask: Asking, kept: Any
) -> None:
    officer = await new_person(ask, kept, await new_council(ask), "officer")
    seen = await ask("notifications", "preferences", GetPreferences(), officer)
    assert {each["topic"]: each["frequency"] for each in seen["topics"]}["our-barriers"] == "daily"
    assert (seen["quiet"], seen["returned"], seen["version"]) == (None, False, 0)

    wanted = SetPreferences(NEVER, QuietHours(22, 7), version=0)
    changed = await ask("notifications", "set_preferences", wanted, officer)

    assert (changed["quiet"], changed["version"]) == ({"begin": 22, "end": 7}, 1)
    with pytest.raises(Stale):
        await ask("notifications", "set_preferences", wanted, officer)
    with pytest.raises(VersionRequired):
        await ask("notifications", "set_preferences", replace(wanted, version=None), officer)
    beyond = replace(wanted, quiet=QuietHours(22, 24), version=1)
    with pytest.raises(Invalid):
        await ask("notifications", "set_preferences", beyond, officer)


async def test_who_wants_no_mail_about_something_finds_it_in_the_web_client_all_the_same(
    ask: Asking, kept: Any, platform: Any
) -> None:
    council = await new_council(ask)
    officer = await new_person(ask, kept, council, "officer")
    lead = await new_person(ask, kept, council, "lead")
    await ask("notifications", "set_preferences", SetPreferences(NEVER, version=0), officer)

    publish(platform, submitted(council, 1))
    await comes(lambda: is_told(kept, officer, "assessment-submitted"))

    assert mails_of(kept, officer) == []
    assert len(mails_of(kept, lead)) == 1


async def test_the_link_of_a_mail_ends_it_without_signing_in(ask: Asking, kept: Any) -> None:
    officer = await new_person(ask, kept, await new_council(ask), "officer")
    key = store.key(kept["secrets"])
    secret = unsubscribing.secret(officer.person, "our-barriers", now().date(), key)

    before = await ask("notifications", "subscription", GetSubscription(secret))
    assert before == {"topic": "our-barriers", "frequency": "daily"}
    for _ in range(2):
        ended = await ask("notifications", "unsubscribe", Unsubscribe(secret))
        assert ended == {"topic": "our-barriers", "frequency": "never"}
    with pytest.raises(NotFound):
        await ask("notifications", "unsubscribe", Unsubscribe(secret[:-2]))


async def test_links_that_are_opened_at_once_end_each_its_topic(ask: Asking, kept: Any) -> None:
    officer = await new_person(ask, kept, await new_council(ask), "officer")
    key = store.key(kept["secrets"])
    topics: list[TopicName] = ["our-barriers", "watched-barriers", "assessment-submitted", "digest"]
    secrets = [
        unsubscribing.secret(officer.person, topic, now().date(), key) for topic in topics * 3
    ]

    ended = await asyncio.gather(
        *(ask("notifications", "unsubscribe", Unsubscribe(secret)) for secret in secrets)
    )

    assert {each["frequency"] for each in ended} == {"never"}
    chosen = (await ask("notifications", "preferences", GetPreferences(), officer))["topics"]
    assert {each["topic"] for each in chosen if each["frequency"] == "never"} == {*topics}


async def test_what_is_new_has_todays_title_and_is_seen_once_somebody_says_so(
    ask: Asking, kept: Any
) -> None:
    council, analyst = await new_council(ask), await new_analyst(ask, kept)
    officer = await new_person(ask, kept, council, "officer")
    barrier = await raise_(ask, council)
    await ask("barriers", "acknowledge", AcknowledgeBarrier(barrier["id"], 1), analyst)
    await comes(lambda: is_told(kept, officer, "barrier-acknowledged"))

    new = await ask("notifications", "whats_new", GetWhatsNew(limit=1), officer)
    assert (new["unseen"], new["next"] is None) == (2, False)
    assert await ask("notifications", "count_unseen", CountUnseen(), officer) == {"unseen": 2}
    (newest,) = new["items"]
    assert newest["data"]["title"] == barrier["title"]
    assert newest["link"] == f"/barriers/{barrier['number']}"
    assert not newest["seen"]

    assert await ask("notifications", "mark_seen", MarkSeen(), officer) == {"unseen": 0}
    assert await ask("notifications", "count_unseen", CountUnseen(), officer) == {"unseen": 0}
    rest = await ask("notifications", "whats_new", GetWhatsNew(new["next"]), officer)
    assert [each["name"] for each in rest["items"]] == ["barrier-raised"]
    assert (rest["unseen"], rest["items"][0]["seen"]) == (0, True)


async def test_a_key_and_a_stranger_have_nothing_to_choose(ask: Asking, kept: Any) -> None:
    officer = await new_person(ask, kept, await new_council(ask), "officer")

    with pytest.raises(NotAllowed):
        await ask("notifications", "preferences", GetPreferences(), replace(officer, kind="key"))
    with pytest.raises(NotSignedIn):
        await ask("notifications", "whats_new", GetWhatsNew())
