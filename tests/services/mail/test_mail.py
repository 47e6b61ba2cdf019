"""E-mail from its row to a real mail server, by two instances of notifications."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.database import Database

from backbone.clock import now
from backbone.identifiers import new_id
from contracts.accounts.links import AskNewPassword
from contracts.accounts.messages import DisablePerson, RegisterPerson
from contracts.callers import SECTOR_BODY, Caller
from contracts.errors import Invalid, NotAllowed, NotFound, NotSignedIn
from contracts.notifications.messages.mails import ListMails, ReportReceipt, ReportReturned
from contracts.notifications.messages.preferences import SetPreferences, TopicChoice
from deploy.local.processes import Command, Process
from deploy.local.servers import Servers
from deploy.local.stack import Stack
from services.notifications import store
from services.notifications.domain.mails import mail, mail_of_message
from tests.homes import home
from tests.services.asking import ADMINISTRATOR, ANALYST, Asking, asking
from tests.services.mail.server import MailServer, environment

Documents = Collection[dict[str, Any]]
pytestmark = pytest.mark.usefixtures("server")
RECEIPTS = "the token of the receipts"
SECONDS = 20.0


class Platform(Stack):
    """Its notifications send to a mail server of the test's."""

    def __init__(self, folder: Path, server: MailServer, given: dict[str, str]) -> None:
        super().__init__(folder, instances={"accounts": 1, "notifications": 2}, given=given)
        self._server = server

    @property
    def notifications(self) -> list[Process]:
        return [self.processes["notifications-1"], self.processes["notifications-2"]]

    def command(self, service: str, number: int) -> Command:
        usual = super().command(service, number)
        told = {"NOTIFY_RECEIPTS_TOKEN": RECEIPTS, "PUBLIC_URL": "https://waymark.example"}
        return replace(
            usual, environment={**usual.environment, **environment(self._server), **told}
        )


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    server = MailServer(tmp_path_factory.mktemp("mail"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def server(running: MailServer) -> MailServer:
    running.forget()
    return running


@pytest.fixture(scope="module")
def platform(servers: Servers, running: MailServer) -> Iterator[Platform]:
    given = {"AMQP_URL": servers.amqp_url, "MONGODB_URL": servers.mongodb_root_url}
    folder = servers.home.parent / f"{servers.home.name}-mail"
    with home(folder), Platform(folder, running, given) as platform:
        yield platform


@pytest.fixture(scope="module")
async def ask(platform: Platform) -> AsyncIterator[Asking]:
    async with asking(platform) as ask:
        yield ask


@pytest.fixture(scope="module")
def records(platform: Platform) -> Iterator[Database[dict[str, Any]]]:
    client: MongoClient[dict[str, Any]] = MongoClient(
        platform.mongodb_url("notifications"), tz_aware=True
    )
    with client:
        yield client.get_default_database()


@pytest.fixture
def mails(records: Database[dict[str, Any]]) -> Documents:
    return records[store.MAILS.collection]


@pytest.fixture
async def person(ask: Asking) -> dict[str, Any]:
    return await somebody(ask)


async def somebody(ask: Asking, **said: Any) -> dict[str, Any]:
    known = {
        "email": f"{new_id()}@council.example.org",
        "name": "Siân Ŵyn",
        "organisation": SECTOR_BODY,
        "role": "administrator",
        "password": "correct horse battery staple",
    }
    asked = RegisterPerson(**{**known, **said})
    person: dict[str, Any] = await ask("accounts", "register_person", asked, ADMINISTRATOR)
    return person


def waits(mails: Documents, person: dict[str, Any], count: int = 1, **said: Any) -> list[str]:
    """So many mails to somebody, stored as whoever tells people stores them."""
    rows = [row(person, **said) for _ in range(count)]
    with mails.database.client.start_session() as session, session.start_transaction():
        store.insert_mails(mails, rows, session)
    return [each["_id"] for each in rows]


def parked(**data: Any) -> dict[str, Any]:
    """What the mail tells of."""
    item = {"topic": "running", "name": "events-parked", "at": now(), "data": data}
    return {"items": [item]}


def row(person: dict[str, Any], **said: Any) -> dict[str, Any]:
    one = f"{new_id()}:{person['id']}"
    usual: dict[str, Any] = {
        "person": person["id"],
        "topic": "running",
        "template": "running",
        "data": parked(service="barriers", parked=1),
        "created": now(),
    }
    return mail(one, **{**usual, **said})


def said(taken: EmailMessage, form: str) -> str:
    body = taken.get_body((form,))
    assert body is not None
    return str(body.get_content())


async def ends(mails: Documents, one: str) -> dict[str, Any]:
    return await comes(mails, one, lambda row: row["state"] != "waiting")


async def comes(mails: Documents, one: str, to: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        found = mails.find_one({"_id": one})
        assert found is not None
        if to(found):
            return found
        # The connection to the broker has to be kept alive meanwhile.
        await asyncio.sleep(0.05)
    raise AssertionError(found)


def due_now(mails: Documents, one: str) -> None:
    """As if its pause, or the claim of a process that died, had run out."""
    mails.update_one({"_id": one}, {"$set": {"due": now()}})


async def test_each_mail_is_sent_once_over_few_connections(
    server: MailServer, mails: Documents, person: dict[str, Any]
) -> None:
    ids = waits(mails, person, 40)
    for one in ids:
        assert (await ends(mails, one))["state"] == "sent"
    taken = sorted(each["Message-ID"] for each in await asyncio.to_thread(server.wait_for, 40))
    quoted = sorted(f"<{one.replace(':', '%3A')}@waymark.example>" for one in ids)
    assert taken == quoted
    assert set(server.recipients) == {person["email"]}
    assert server.connections < 15


async def test_a_mail_is_in_its_readers_language_with_a_link_that_ends_its_topic(
    server: MailServer, mails: Documents, ask: Asking
) -> None:
    waits(mails, await somebody(ask, language="cy"))
    (taken,) = await asyncio.to_thread(server.wait_for, 1)
    assert taken["Content-Language"] == "cy"
    assert taken["Auto-Submitted"] == "auto-generated"
    assert taken["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert taken["List-Unsubscribe"].startswith("<https://waymark.example/unsubscribe/")
    assert "Siân Ŵyn" in taken["To"]
    assert said(taken, "plain").startswith("Helo Siân Ŵyn,")
    assert 'href="https://waymark.example/admin/parked"' in said(taken, "html")


async def test_what_was_sent_keeps_no_words(mails: Documents, person: dict[str, Any]) -> None:
    (one,) = waits(mails, person)
    kept = await ends(mails, one)
    assert set(kept) == {
        *("_id", "person", "topic", "state", "created", "ended", "attempts", "reason")
    }
    assert person["email"] not in str(kept)


async def test_a_mail_that_is_stored_again_is_not_sent_again(
    server: MailServer, mails: Documents, person: dict[str, Any]
) -> None:
    once = row(person)
    for _ in range(2):
        with mails.database.client.start_session() as session, session.start_transaction():
            store.insert_mails(mails, [once], session)
        await ends(mails, once["_id"])
    assert len(server.taken) == 1


async def test_an_address_without_a_mailbox_gets_no_more_until_its_owner_says_so(
    server: MailServer, mails: Documents, person: dict[str, Any], ask: Asking
) -> None:
    server.answers[person["email"]] = f"550 5.1.1 <{person['email']}>: no such user"
    other = await somebody(ask)
    (first,), (others,) = waits(mails, person), waits(mails, other)
    refused = await ends(mails, first)
    assert (refused["state"], refused["reason"]) == (
        "returned",
        "550 5.1.1 <(address)>: no such user",
    )
    assert (await ends(mails, others))["state"] == "sent"
    del server.answers[person["email"]]
    (second,) = waits(mails, person)
    assert (await ends(mails, second))["reason"] == "address-returned"


async def test_a_link_to_sign_in_is_sent_where_mail_came_back_and_ends_that_once_it_is_taken(
    server: MailServer, mails: Documents, person: dict[str, Any], ask: Asking
) -> None:
    returned = ReportReturned(address=person["email"])
    await ask("notifications", "report_returned", returned, ADMINISTRATOR)
    (unsent,) = waits(mails, person)
    assert (await ends(mails, unsent))["reason"] == "address-returned"

    await ask("accounts", "ask_new_password", AskNewPassword(person["email"]))

    (taken,) = await asyncio.to_thread(server.wait_for, 1)
    assert "https://waymark.example/welcome/" in said(taken, "plain")
    assert (await ends(mails, mail_of_message(taken["Message-ID"])))["state"] == "sent"
    (next_one,) = waits(mails, person)
    assert (await ends(mails, next_one))["state"] == "sent"


@pytest.mark.parametrize(
    "answer", ["451 4.7.1 Try again later", "552 5.2.2 Mailbox full", "550 Blocked"]
)
async def test_a_refusal_that_may_pass_is_tried_again(
    answer: str, server: MailServer, mails: Documents, person: dict[str, Any]
) -> None:
    server.answers[person["email"]] = answer
    (one,) = waits(mails, person)
    tried = await comes(mails, one, lambda row: row["attempts"] == 1)
    assert (tried["state"], tried["reason"]) == ("waiting", answer)
    server.forget()
    due_now(mails, one)
    assert (await ends(mails, one))["state"] == "sent"


async def test_what_can_not_be_sent_for_days_is_given_up_with_its_reason(
    server: MailServer, mails: Documents, person: dict[str, Any], ask: Asking
) -> None:
    server.said = "554 5.6.0 This is not to my taste"
    (one,) = waits(mails, person, created=now() - timedelta(days=4))
    assert (await ends(mails, one))["state"] == "given-up"
    listed = await ask("notifications", "mails", ListMails(state="given-up"), ADMINISTRATOR)
    assert (one, server.said) in [(each["id"], each["reason"]) for each in listed["mails"]]


async def test_a_mail_server_that_is_away_delays_mails_and_loses_none(
    server: MailServer, mails: Documents, person: dict[str, Any]
) -> None:
    with server.away():
        ids = waits(mails, person, 5)
        await comes(mails, ids[0], lambda row: row["reason"] is not None)
    assert len({each["Message-ID"] for each in await asyncio.to_thread(server.wait_for, 5)}) == 5
    assert {(await ends(mails, one))["state"] for one in ids} == {"sent"}
    assert len(server.taken) == 5


async def test_a_mail_server_that_breaks_off_gets_the_mail_once_it_is_well(
    server: MailServer, mails: Documents, person: dict[str, Any]
) -> None:
    server.breaks_off = True
    (one,) = waits(mails, person)
    await comes(mails, one, lambda row: row["reason"] is not None)
    server.breaks_off = False
    assert (await ends(mails, one))["state"] == "sent"
    assert len(server.taken) == 1


async def test_a_process_that_is_killed_before_the_answer_repeats_one_message_id_and_no_other(
    server: MailServer, mails: Documents, person: dict[str, Any], platform: Platform
) -> None:
    server.hold()
    ids = waits(mails, person, 3)
    assert await asyncio.to_thread(server.holding.wait, SECONDS)
    killed = [(process, process.pid) for process in platform.notifications]
    for process, _ in killed:
        process.kill()
    for process, before in killed:
        process.wait_revived(before)
    server.let_go()
    held = [each["Message-ID"] for each in server.taken]
    for one in ids:
        due_now(mails, one)
        assert (await ends(mails, one))["state"] == "sent"
    came = [each["Message-ID"] for each in server.taken]
    assert sorted(came) == sorted([*{*came}, *held])
    assert len({*came}) == 3


async def test_a_stop_waits_for_the_mail_in_hand(
    server: MailServer, mails: Documents, person: dict[str, Any], platform: Platform
) -> None:
    server.hold()
    ids = waits(mails, person, 3)
    assert await asyncio.to_thread(server.holding.wait, SECONDS)
    for process in platform.notifications:
        process.ask_to_stop()
    await asyncio.sleep(0.3)  # so that they have begun to stop while the answer is out
    server.let_go()
    for process in platform.notifications:
        process.stop()
    for process in platform.notifications:
        process.start()
    for process in platform.notifications:
        process.wait_ready()
    assert {(await ends(mails, one))["state"] for one in ids} == {"sent"}
    assert len(server.taken) == 3


async def test_nobody_writes_to_somebody_who_has_gone_nor_what_is_too_late(
    mails: Documents, person: dict[str, Any], ask: Asking
) -> None:
    gone = await somebody(ask)
    await ask(
        "accounts", "disable_person", DisablePerson(gone["id"], gone["version"]), ADMINISTRATOR
    )
    (unsent,) = waits(mails, gone)
    (late,) = waits(mails, person, until=now() - timedelta(seconds=1))
    assert (await ends(mails, unsent))["reason"] == "person-gone"
    assert (await ends(mails, late))["reason"] == "too-late"


async def test_a_summary_goes_out_without_what_its_reader_has_ended_since(
    server: MailServer, mails: Documents, ask: Asking
) -> None:
    reader, other = await somebody(ask), await somebody(ask)
    ended = (TopicChoice("webhooks", "never"), TopicChoice("digest", "never"))
    for who, topics in ((reader, ended), (other, (*ended, TopicChoice("running", "never")))):
        caller = Caller(who["id"], SECTOR_BODY, "administrator", who["name"])
        await ask("notifications", "set_preferences", SetPreferences(topics, version=0), caller)
    items = parked(service="barriers", parked=1)["items"]
    paused = {"topic": "webhooks", "name": "webhook-paused", "at": now(), "data": {}}
    data = {"round": "daily", "items": [*items, paused], "digest": {"barrier-raised": ["b"]}}
    summary = {"topic": "digest", "template": "digest", "data": data}

    (one,), (unwanted,) = waits(mails, reader, **summary), waits(mails, other, **summary)

    assert (await ends(mails, unwanted))["reason"] == "unwanted"
    assert (await ends(mails, one))["state"] == "sent"
    (taken,) = server.taken
    assert "/admin/parked" in said(taken, "plain")
    assert "webhook" not in said(taken, "plain")


async def test_while_barriers_is_away_links_to_sign_in_are_made_and_sent(
    mails: Documents, records: Database[dict[str, Any]], person: dict[str, Any], ask: Asking
) -> None:
    """The platform of these tests has no barriers at all."""
    of_barrier = [{"topic": "clocks", "name": "barrier-clock-ran-out", "at": now()}]
    data = {"items": [{**each, "data": {"barrier": "b"}} for each in of_barrier]}
    waiting = waits(mails, person, 3, topic="clocks", template="clocks", data=data)
    told = {"_id": new_id(), **store.telling("barrier-raised", {"barrier": "b"}, now())}
    records[store.TELLINGS.collection].insert_one(told)
    refused = await comes(mails, waiting[0], lambda row: row["reason"] is not None)
    assert refused["reason"] in ("deadline-exceeded", "service-unavailable")

    newcomer = await somebody(ask, password=None)

    until = time.monotonic() + SECONDS
    while not (link := mails.find_one({"person": newcomer["id"], "topic": "account"})):
        assert time.monotonic() < until
        await asyncio.sleep(0.05)
    assert (await ends(mails, link["_id"]))["state"] == "sent"
    assert {mails.find_one({"_id": one})["state"] for one in waiting} == {"waiting"}
    mails.delete_many({"_id": {"$in": waiting}})
    records[store.TELLINGS.collection].delete_one({"_id": told["_id"]})


async def test_a_mail_that_can_not_be_rendered_holds_up_no_other(
    mails: Documents, person: dict[str, Any]
) -> None:
    (wrong,), (right,) = waits(mails, person, data=parked()), waits(mails, person)
    assert (await ends(mails, right))["state"] == "sent"
    tried = await comes(mails, wrong, lambda row: row["attempts"] == 1)
    assert "no attribute 'service'" in tried["reason"]
    mails.delete_one({"_id": wrong})


class TestMailThatComesBackLater:
    async def test_is_reported_by_its_message_id(
        self, server: MailServer, mails: Documents, person: dict[str, Any], ask: Asking
    ) -> None:
        (one,) = waits(mails, person)
        (taken,) = await asyncio.to_thread(server.wait_for, 1)
        await ends(mails, one)
        reported = ReportReturned(message=taken["Message-ID"])
        noted = await ask("notifications", "report_returned", reported, ADMINISTRATOR)
        assert noted == {"sending": False}
        assert (await ends(mails, one))["state"] == "returned"
        (next_one,) = waits(mails, person)
        assert (await ends(mails, next_one))["reason"] == "address-returned"

    async def test_is_reported_by_a_receipt(
        self, mails: Documents, person: dict[str, Any], ask: Asking
    ) -> None:
        (one,) = waits(mails, person)
        await ends(mails, one)
        told = ReportReceipt(RECEIPTS, person["email"], "delivered", one)
        assert await ask("notifications", "report_receipt", told) == {"sending": True}
        failed = replace(told, status="permanent-failure")
        assert await ask("notifications", "report_receipt", failed) == {"sending": False}
        assert (await ends(mails, one))["state"] == "returned"
        (next_one,) = waits(mails, person)
        assert (await ends(mails, next_one))["reason"] == "address-returned"

    async def test_is_believed_of_nobody_else(self, ask: Asking) -> None:
        forged = ReportReceipt("guessed", "somebody@example.org", "permanent-failure")
        with pytest.raises(NotSignedIn):
            await ask("notifications", "report_receipt", forged)
        with pytest.raises(NotAllowed):
            await ask("notifications", "report_returned", ReportReturned(message="x"), ANALYST)
        with pytest.raises(NotFound):
            await ask(
                "notifications", "report_returned", ReportReturned(message="x"), ADMINISTRATOR
            )
        with pytest.raises(Invalid):
            await ask("notifications", "report_returned", ReportReturned(), ADMINISTRATOR)
