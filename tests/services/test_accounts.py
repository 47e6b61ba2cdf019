"""Accounts in two processes at once, on real servers."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import jwt
import pytest
from pymongo import MongoClient
from pymongo.database import Database

from backbone.tokens import TokenVerifier
from contracts.accounts.addressees import GetAddressees, GetEndedOrganisations
from contracts.accounts.bodies import (
    AllBodies,
    ChangeBody,
    GetBody,
    GivenName,
    ListBodies,
    RegisterBody,
)
from contracts.accounts.links import AskNewPassword, GetSignInLink, InviteAgain, LookAtLink, UseLink
from contracts.accounts.messages import (
    AllCouncils,
    CreateKey,
    DisablePerson,
    GetCouncil,
    ImportCouncils,
    ListCouncils,
    ListKeys,
    ListPeople,
    OperatorToken,
    RegisterPerson,
    ResolveKey,
    ResolveSession,
    RevokeKey,
    SignIn,
    SignOut,
)
from contracts.callers import ANONYMOUS, SECTOR_BODY, Caller
from contracts.errors import (
    Conflict,
    Invalid,
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
    responder,
    serving,
)

DATA = Path(__file__).parents[3] / "shared" / "data"
PASSWORD = "correct horse battery staple"
HEADER = (
    "local-authority-code,official-name,nice-name,gss-code,start-date,end-date,replaced-by,nation,"
    "region,local-authority-type,local-authority-type-name,county-la,combined-authority,"
    "current-authority,area,pop-2020,lat,long"
)


@pytest.fixture(scope="module")
def platform(servers: Servers) -> Iterator[Stack]:
    with serving(servers, {"accounts": 2}) as stack:
        yield stack


@pytest.fixture(scope="module")
async def ask(platform: Stack) -> AsyncIterator[Asking]:
    async with asking(platform) as ask:
        await ask("accounts", "import_councils", ImportCouncils(register(CMD, HCK)), ADMINISTRATOR)
        yield ask


@pytest.fixture(scope="module")
def records(platform: Stack) -> Iterator[Database[dict[str, Any]]]:
    client: MongoClient[dict[str, Any]] = MongoClient(platform.mongodb_url("accounts"))
    with client:
        yield client.get_default_database()


def row(code: str, **said: str) -> str:
    cells = {
        "name": f"Place {code}",
        "nation": "England",
        "end": "",
        "successors": "",
        "current": "True",
        "population": "1000.0",
        **said,
    }
    return (
        f"{code},{cells['name']} Council,{cells['name']},,,{cells['end']},{cells['successors']},"
        f"{cells['nation']},London,LBO,London borough,,,{cells['current']},22.0,"
        f"{cells['population']},51.5,-0.1"
    )


CMD, HCK = row("CMD", name="Camden"), row("HCK", name="Hackney")


def register(*rows: str) -> str:
    return "\n".join([HEADER, *rows, ""])


def new_code() -> str:
    return f"T{uuid4().hex[:8].upper()}"


def somebody(**said: Any) -> RegisterPerson:
    known = {
        "email": f"{uuid4().hex}@example.org",
        "name": "Sam Somebody",
        "organisation": "CMD",
        "role": "officer",
        "password": PASSWORD,
    }
    return RegisterPerson(**{**known, **said})


async def registered(ask: Asking, **said: Any) -> dict[str, Any]:
    person: dict[str, Any] = await ask(
        "accounts", "register_person", somebody(**said), ADMINISTRATOR
    )
    return person


async def signed_in(ask: Asking, person: dict[str, Any]) -> dict[str, Any]:
    session: dict[str, Any] = await ask("accounts", "sign_in", SignIn(person["email"], PASSWORD))
    return session


def events(records: Database[dict[str, Any]], subject: str) -> list[str]:
    found = records["events"].find({"subject": subject}).sort("sequence")
    return [event["type"].removeprefix("uk.waymark.accounts.") for event in found]


# Councils


async def test_an_imported_council_can_be_read_by_anybody(ask: Asking) -> None:
    council = await ask("accounts", "council", GetCouncil("CMD"))
    assert council["name"] == "Camden"
    assert council["place"]["population"] == 1000
    with pytest.raises(NotFound):
        await ask("accounts", "council", GetCouncil("ZZZ"))


async def test_the_same_import_again_changes_nothing(ask: Asking) -> None:
    code = new_code()
    file = ImportCouncils(register(row(code)))
    first = await ask("accounts", "import_councils", file, ADMINISTRATOR)
    again = await ask("accounts", "import_councils", file, ADMINISTRATOR)
    assert (first["registered"], first["changed"], first["unchanged"]) == (1, 0, 0)
    assert (again["registered"], again["changed"], again["unchanged"]) == (0, 0, 1)


async def test_each_council_has_one_event_for_each_change(
    ask: Asking, records: Database[dict[str, Any]]
) -> None:
    code = new_code()
    for name in ("One", "One", "Two"):
        file = ImportCouncils(register(row(code, name=name)))
        await ask("accounts", "import_councils", file, ADMINISTRATOR)
    assert events(records, code) == ["council-registered.v1", "council-changed.v1"]


async def test_a_broken_row_is_named_and_nothing_is_half_loaded(ask: Asking) -> None:
    code = new_code()
    file = register(row(code), row(new_code(), nation="Narnia"), row(new_code(), population="x"))
    with pytest.raises(Invalid) as refused:
        await ask("accounts", "import_councils", ImportCouncils(file), ADMINISTRATOR)
    assert refused.value.code == "broken-table"
    assert set(refused.value.details) == {"register line 3", "register line 4"}
    with pytest.raises(NotFound):
        await ask("accounts", "council", GetCouncil(code))


async def test_a_broken_row_is_left_out_where_asked(ask: Asking) -> None:
    code = new_code()
    file = register(row(new_code(), nation="Narnia"), row(code))
    request = ImportCouncils(file, skip_invalid=True)
    answer = await ask("accounts", "import_councils", request, ADMINISTRATOR)
    assert answer["registered"] == 1
    assert [(each["file"], each["line"]) for each in answer["skipped"]] == [("register", 2)]
    assert (await ask("accounts", "council", GetCouncil(code)))["code"] == code


async def test_the_register_keeps_the_context_and_the_context_the_register(ask: Asking) -> None:
    code = new_code()
    context = f"local-authority-code,imd-quintile,rural-urban\n{code},3,Urban\n"
    for file in (
        ImportCouncils(register(row(code))),
        ImportCouncils(context=context),
        ImportCouncils(register(row(code, name="Renamed"))),
    ):
        await ask("accounts", "import_councils", file, ADMINISTRATOR)
    council = await ask("accounts", "council", GetCouncil(code))
    assert council["name"] == "Renamed"
    assert (
        council["place"] | {"population": 1000, "deprivation": 3, "rurality": "Urban"}
        == (council["place"])
    )


async def test_two_imports_at_once_register_a_council_once(
    ask: Asking, records: Database[dict[str, Any]]
) -> None:
    codes = [new_code() for _ in range(20)]
    file = ImportCouncils(register(*map(row, codes)))
    answers = await asyncio.gather(
        *(ask("accounts", "import_councils", file, ADMINISTRATOR) for _ in range(4))
    )
    assert sum(answer["registered"] for answer in answers) == 20
    assert sum(answer["unchanged"] for answer in answers) == 60
    assert events(records, codes[0]) == ["council-registered.v1"]


@pytest.mark.parametrize("who", [ANALYST, lead("CMD"), officer("CMD"), ANONYMOUS])
async def test_only_an_administrator_imports_councils(ask: Asking, who: Caller) -> None:
    with pytest.raises(NotAllowed if who.signed_in else NotSignedIn):
        await ask("accounts", "import_councils", ImportCouncils(register(CMD)), who)


async def test_councils_are_listed_by_name_page_by_page(ask: Asking) -> None:
    mark = uuid4().hex[:8]
    names = [f"{letter} {mark}" for letter in "CABED"]
    file = register(*(row(new_code(), name=name) for name in names))
    await ask("accounts", "import_councils", ImportCouncils(file), ADMINISTRATOR)
    found, after = [], None
    while True:
        request = ListCouncils(search=mark.upper(), after=after, limit=2)
        page = await ask("accounts", "councils", request)
        found += [council["name"] for council in page["councils"]]
        after = page["next"]
        if after is None:
            break
    assert found == sorted(names)


async def test_a_search_is_taken_as_it_is_written(ask: Asking) -> None:
    for search in (".*", "(", "$where", "[a-z]"):
        page = await ask("accounts", "councils", ListCouncils(search=search))
        assert page["councils"] == []


async def test_a_forged_cursor_is_refused(ask: Asking) -> None:
    forged = base64.urlsafe_b64encode(json.dumps([{"$ne": None}, 1]).encode()).decode()
    for cursor in ("nonsense", forged):
        with pytest.raises(Invalid):
            await ask("accounts", "councils", ListCouncils(after=cursor))


@pytest.mark.skipif(not DATA.exists(), reason="mySociety's files are not here")
async def test_the_whole_register_loads_and_a_second_time_changes_nothing(ask: Asking) -> None:
    file = ImportCouncils(
        (DATA / "uk_local_authorities.csv").read_text(), (DATA / "la_context.csv").read_text()
    )
    await ask("accounts", "import_councils", file, ADMINISTRATOR, deadline=30)
    again = await ask("accounts", "import_councils", file, ADMINISTRATOR, deadline=30)
    assert (again["registered"], again["changed"], again["unchanged"]) == (0, 0, 470)
    councils = (await ask("accounts", "all_councils", AllCouncils()))["councils"]
    known = {council["code"]: council for council in councils}
    assert sum(each["current"] for each in known.values() if not each["code"].startswith("T")) > 0
    assert known["ALL"]["successors"] == ["CBD"]
    assert not known["ALL"]["current"]
    assert known["ADU"]["place"]["deprivation"] == 4


# Signing in


async def test_whoever_is_registered_signs_in_and_is_known_everywhere(
    ask: Asking, platform: Stack
) -> None:
    person = await registered(ask, role="lead", language="cy")
    session = await signed_in(ask, person)
    identity = await ask("accounts", "resolve_session", ResolveSession(session["secret"]))
    assert identity["credential"] == session["session"]
    assert (identity["role"], identity["language"]) == ("lead", "cy")
    caller = TokenVerifier(platform.keys.public).caller(identity["token"])
    assert caller == Caller(person["id"], "CMD", "lead", "Sam Somebody", "session")


async def test_a_token_lives_for_two_minutes(ask: Asking) -> None:
    session = await signed_in(ask, await registered(ask))
    identity = await ask("accounts", "resolve_session", ResolveSession(session["secret"]))
    expires = datetime.fromisoformat(identity["token_expires"])
    assert timedelta(seconds=100) < expires - datetime.now(UTC) <= timedelta(seconds=120)


async def test_wrong_password_and_unknown_address_are_answered_alike(ask: Asking) -> None:
    person = await registered(ask)
    answers = []
    for email in (person["email"], "nobody@example.org"):
        with pytest.raises(NotSignedIn) as refused:
            await ask("accounts", "sign_in", SignIn(email, "wrong password"))
        answers.append(refused.value.to_dict())
    assert answers[0] == answers[1]
    assert answers[0]["code"] == "wrong-credentials"


async def test_no_secret_and_no_password_is_stored(
    ask: Asking, records: Database[dict[str, Any]]
) -> None:
    session = await signed_in(ask, await registered(ask))
    key = await ask("accounts", "create_key", CreateKey("A", "CMD", "officer"), ADMINISTRATOR)
    stored = str([list(records[name].find()) for name in records.list_collection_names()])
    for secret in (PASSWORD, session["secret"], key["secret"]):
        assert secret not in stored


async def test_a_session_that_was_signed_out_is_over(
    ask: Asking, records: Database[dict[str, Any]]
) -> None:
    session = await signed_in(ask, await registered(ask))
    for _ in range(2):
        await ask("accounts", "sign_out", SignOut(session["secret"]))
    with pytest.raises(NotSignedIn):
        await ask("accounts", "resolve_session", ResolveSession(session["secret"]))
    assert events(records, session["session"]) == ["session-started.v1", "session-ended.v1"]


async def test_an_expired_session_is_over(ask: Asking, records: Database[dict[str, Any]]) -> None:
    session = await signed_in(ask, await registered(ask))
    records["sessions"].update_one(
        {"_id": session["session"]}, {"$set": {"expires": datetime.now(UTC)}}
    )
    with pytest.raises(NotSignedIn):
        await ask("accounts", "resolve_session", ResolveSession(session["secret"]))


# Links to choose a password

NOTIFICATIONS = Caller("notifications", SECTOR_BODY, None, "notifications", kind="service")


async def newest_link(ask: Asking, records: Database[dict[str, Any]], person: str) -> str:
    """Its secret, as notifications is told it for the e-mail."""
    (stored,) = records["people"].find({"_id": person})
    wanted = GetSignInLink(person, stored["link"]["id"])
    sent = await ask("accounts", "sign_in_link", wanted, NOTIFICATIONS)
    assert sent["path"].startswith("/welcome/")
    return str(sent["path"].rpartition("/")[2])


async def test_whoever_chooses_a_new_password_is_signed_out_wherever_the_old_one_was_used(
    ask: Asking, records: Database[dict[str, Any]]
) -> None:
    person = await registered(ask)
    session = await signed_in(ask, person)
    await ask("accounts", "ask_new_password", AskNewPassword(person["email"]))
    secret = await newest_link(ask, records, person["id"])
    for _ in range(3):
        await ask("accounts", "look_at_link", LookAtLink(secret))
    await ask("accounts", "resolve_session", ResolveSession(session["secret"]))
    await ask("accounts", "use_link", UseLink(secret, "three other words"))
    # As where the process died before it told of the end of each session.
    records["sessions"].update_one({"_id": session["session"]}, {"$set": {"ended": False}})
    with pytest.raises(NotSignedIn):
        await ask("accounts", "resolve_session", ResolveSession(session["secret"]))
    with pytest.raises(NotSignedIn):
        await signed_in(ask, person)
    await ask("accounts", "sign_in", SignIn(person["email"], "three other words"))


async def test_of_two_clicks_at_once_one_chooses_the_password(
    ask: Asking, records: Database[dict[str, Any]]
) -> None:
    person = await registered(ask, password=None)
    secret = await newest_link(ask, records, person["id"])
    passwords = [f"three words apart {each}" for each in range(4)]
    answers = await asyncio.gather(
        *(ask("accounts", "use_link", UseLink(secret, each)) for each in passwords),
        return_exceptions=True,
    )
    refused = [each for each in answers if isinstance(each, NotFound)]
    assert [each.code for each in refused] == ["sign-in-link-over"] * 3
    (chosen,) = (
        password
        for password, answer in zip(passwords, answers, strict=True)
        if not isinstance(answer, Exception)
    )
    await ask("accounts", "sign_in", SignIn(person["email"], chosen))
    assert events(records, person["id"]).count("password-chosen.v1") == 1


async def test_a_link_that_is_over_forged_or_of_somebody_without_access_is_answered_alike(
    ask: Asking, records: Database[dict[str, Any]]
) -> None:
    followed, gone = [await registered(ask, password=None) for _ in range(2)]
    first = await newest_link(ask, records, followed["id"])
    await ask("accounts", "invite_again", InviteAgain(followed["id"]), lead("CMD"))
    last = await newest_link(ask, records, gone["id"])
    disabled = DisablePerson(gone["id"], version=gone["version"])
    await ask("accounts", "disable_person", disabled, ADMINISTRATOR)
    for secret in (first, last, "forged"):
        for method, message in (
            ("look_at_link", LookAtLink(secret)),
            ("use_link", UseLink(secret, "three words apart")),
        ):
            with pytest.raises(NotFound) as refused:
                await ask("accounts", method, message)
            assert refused.value.code == "sign-in-link-over"


async def test_a_link_is_told_to_services_alone_and_stored_nowhere(
    ask: Asking, records: Database[dict[str, Any]]
) -> None:
    person = await registered(ask, password=None)
    secret = await newest_link(ask, records, person["id"])
    stored = str([list(records[name].find()) for name in records.list_collection_names()])
    assert secret not in stored
    (document,) = records["people"].find({"_id": person["id"]})
    for who in (ADMINISTRATOR, lead("CMD")):
        with pytest.raises(NotAllowed):
            await ask(
                "accounts",
                "sign_in_link",
                GetSignInLink(person["id"], document["link"]["id"]),
                who,
            )


async def test_a_lead_invites_nobody_of_another_council(ask: Asking) -> None:
    person = await registered(ask, password=None)
    for who in (lead("HCK"), officer("CMD"), ANALYST):
        with pytest.raises(NotAllowed):
            await ask("accounts", "invite_again", InviteAgain(person["id"]), who)


@pytest.mark.parametrize("secret", ["", "forged", "x" * 500, "\x00"])
async def test_a_forged_session_is_nobodys(ask: Asking, secret: str) -> None:
    with pytest.raises(NotSignedIn):
        await ask("accounts", "resolve_session", ResolveSession(secret))


async def test_a_token_signed_by_somebody_else_is_refused(ask: Asking) -> None:
    forged = jwt.encode({"sub": "x", "role": "administrator"}, "k" * 32, algorithm="HS256")
    with pytest.raises(NotSignedIn):
        await ask._client.call("accounts", "keys", ListKeys(), token=forged)


# Bodies


def new_body() -> str:
    return f"body-{uuid4().hex[:8]}"


def a_body(id: str, **said: Any) -> RegisterBody:
    known = {"name": GivenName("A body", "Corff"), "kind": "department", "stands_for": "dwp"}
    return RegisterBody(id, **{**known, **said})


async def ended(ask: Asking, id: str, *, version: int = 1) -> dict[str, Any]:
    request = ChangeBody(id, GivenName("A body", "Corff"), "department", "dwp", True, version)
    return dict(await ask("accounts", "change_body", request, ADMINISTRATOR))


async def test_a_registered_body_is_read_by_anybody_and_changed_as_a_whole(
    ask: Asking, records: Database[dict[str, Any]]
) -> None:
    body = new_body()
    first = await ask("accounts", "register_body", a_body(body), ADMINISTRATOR)
    renamed = ChangeBody(body, GivenName("Another", "Arall"), "nhs", version=first["version"])
    changed = await ask("accounts", "change_body", renamed, ADMINISTRATOR)
    assert changed["name"] == {"en": "Another", "cy": "Arall"}
    assert (changed["kind"], changed["stands_for"], changed["ended"]) == ("nhs", None, False)
    assert await ask("accounts", "body", GetBody(body)) == changed
    assert changed in (await ask("accounts", "all_bodies", AllBodies()))["bodies"]
    assert events(records, body) == ["body-registered.v1", "body-changed.v1"]


async def test_bodies_are_listed_page_by_page_and_the_ended_ones_apart(ask: Asking) -> None:
    body = new_body()
    await ask("accounts", "register_body", a_body(body, kind="police"), ADMINISTRATOR)
    await ask("accounts", "register_body", a_body(new_body(), kind="police"), ADMINISTRATOR)
    await ended(ask, body)
    found, after = [], None
    while True:
        wanted = ListBodies(ended=False, after=after, limit=1)
        page = await ask("accounts", "bodies", wanted)
        found += [each["id"] for each in page["bodies"]]
        after = page["next"]
        if after is None:
            break
    assert found == sorted(found)
    assert body not in found
    over = await ask("accounts", "bodies", ListBodies(ended=True, limit=100))
    assert body in {each["id"] for each in over["bodies"]}


async def test_a_body_is_registered_once_and_never_under_the_name_of_others(ask: Asking) -> None:
    body = new_body()
    await ask("accounts", "register_body", a_body(body), ADMINISTRATOR)
    with pytest.raises(Conflict) as refused:
        await ask("accounts", "register_body", a_body(body), ADMINISTRATOR)
    assert refused.value.code == "body-is-there"
    for taken in (SECTOR_BODY, "cmd"):
        with pytest.raises(Invalid) as invalid:
            await ask("accounts", "register_body", a_body(taken), ADMINISTRATOR)
        assert invalid.value.code == "no-id-for-a-body"
    with pytest.raises(Invalid):
        await ask("accounts", "register_body", a_body("Not An Id"), ADMINISTRATOR)


async def test_a_body_that_changed_meanwhile_is_not_changed(ask: Asking) -> None:
    body = new_body()
    await ask("accounts", "register_body", a_body(body), ADMINISTRATOR)
    for version, refusal in ((7, Stale), (None, VersionRequired)):
        change = ChangeBody(body, GivenName("New", "Newydd"), "nhs", version=version)
        with pytest.raises(refusal):
            await ask("accounts", "change_body", change, ADMINISTRATOR)
    with pytest.raises(NotFound):
        await ended(ask, new_body())


@pytest.mark.parametrize(
    "who", [ANALYST, lead("CMD"), responder("dwp"), ANONYMOUS], ids=lambda who: str(who.role)
)
async def test_only_an_administrator_runs_bodies_and_their_people(ask: Asking, who: Caller) -> None:
    body = new_body()
    await ask("accounts", "register_body", a_body(body), ADMINISTRATOR)
    for method, request in (
        ("register_body", a_body(new_body())),
        ("change_body", ChangeBody(body, GivenName("New", "Newydd"), "nhs", version=1)),
        ("register_person", somebody(organisation=body, role="responder")),
        ("create_key", CreateKey("A", body, "responder")),
    ):
        with pytest.raises(NotAllowed if who.signed_in else NotSignedIn):
            await ask("accounts", method, request, who)


async def test_a_responder_lists_neither_people_nor_keys(ask: Asking) -> None:
    for method, request in (("people", ListPeople()), ("keys", ListKeys())):
        with pytest.raises(NotAllowed):
            await ask("accounts", method, request, responder("dwp"))


async def test_nobody_answers_for_a_body_once_it_has_ended(ask: Asking) -> None:
    body = new_body()
    await ask("accounts", "register_body", a_body(body), ADMINISTRATOR)
    person = await registered(ask, organisation=body, role="responder")
    session = await signed_in(ask, person)
    key = await ask("accounts", "create_key", CreateKey("A", body, "responder"), ADMINISTRATOR)
    questions = (
        ("resolve_session", ResolveSession(session["secret"])),
        ("resolve_key", ResolveKey(key["secret"])),
        ("sign_in", SignIn(person["email"], PASSWORD)),
    )
    for method, request in questions:
        await ask("accounts", method, request)
    await ended(ask, body)
    for method, request in questions:
        with pytest.raises(NotAllowed) as refused:
            await ask("accounts", method, request)
        assert refused.value.code == "body-answers-no-more"
    with pytest.raises(Conflict) as conflict:
        await registered(ask, organisation=body, role="responder")
    assert conflict.value.code == "body-has-ended"


# People


async def test_an_address_belongs_to_one_person(ask: Asking) -> None:
    request = partial(somebody, email=f"{uuid4().hex}@example.org")
    outcomes = await asyncio.gather(
        *(ask("accounts", "register_person", request(), ADMINISTRATOR) for _ in range(4)),
        return_exceptions=True,
    )
    refused = [each for each in outcomes if isinstance(each, Refusal)]
    assert len(refused) == 3
    assert {each.code for each in refused} == {"email-taken"}


async def test_a_registration_sent_twice_is_answered_alike(ask: Asking) -> None:
    request, key = somebody(), uuid4().hex
    first, second = [
        await ask("accounts", "register_person", request, ADMINISTRATOR, idempotency_key=key)
        for _ in range(2)
    ]
    assert first == second


@pytest.mark.parametrize(
    ("organisation", "role", "code"),
    [
        ("CMD", "analyst", "role-does-not-fit"),
        ("CMD", "administrator", "role-does-not-fit"),
        (SECTOR_BODY, "officer", "role-does-not-fit"),
        ("CMD", "responder", "role-does-not-fit"),
        (SECTOR_BODY, "responder", "role-does-not-fit"),
        ("ZZZ", "officer", "no-such-organisation"),
        ("nobody", "responder", "no-such-organisation"),
    ],
)
async def test_a_role_must_fit_its_organisation(
    ask: Asking, organisation: str, role: str, code: str
) -> None:
    for method, request in (
        ("register_person", somebody(organisation=organisation, role=role)),
        ("create_key", CreateKey("A", organisation, role)),  # type: ignore[arg-type]
    ):
        with pytest.raises(Invalid) as refused:
            await ask("accounts", method, request, ADMINISTRATOR)
        assert refused.value.code == code


async def test_nobody_new_acts_for_a_council_that_has_ended(ask: Asking) -> None:
    code = new_code()
    ended = row(code, current="False", end="2023-03-31", successors="CMD")
    await ask("accounts", "import_councils", ImportCouncils(register(ended)), ADMINISTRATOR)
    with pytest.raises(Conflict) as refused:
        await ask("accounts", "register_person", somebody(organisation=code), ADMINISTRATOR)
    assert refused.value.details == {"successors": ["CMD"]}


async def test_nobody_acts_for_a_council_once_it_has_ended(ask: Asking) -> None:
    code = new_code()
    await ask("accounts", "import_councils", ImportCouncils(register(row(code))), ADMINISTRATOR)
    person = await registered(ask, organisation=code, role="lead")
    session = await signed_in(ask, person)
    key = await ask("accounts", "create_key", CreateKey("A", code, "officer"), ADMINISTRATOR)
    questions = (
        ("resolve_session", ResolveSession(session["secret"])),
        ("resolve_key", ResolveKey(key["secret"])),
        ("sign_in", SignIn(person["email"], PASSWORD)),
    )
    for method, request in questions:
        await ask("accounts", method, request)
    ended = row(code, current="False", end="2023-03-31", successors="CMD")
    await ask("accounts", "import_councils", ImportCouncils(register(ended)), ADMINISTRATOR)
    for method, request in questions:
        with pytest.raises(NotAllowed) as refused:
            await ask("accounts", method, request)
        assert refused.value.code == "council-acts-no-more"
        assert refused.value.details == {"successors": ["CMD"]}
    await ask("accounts", "sign_out", SignOut(session["secret"]))


async def test_nobody_of_a_council_or_body_that_has_ended_is_written_to(ask: Asking) -> None:
    code, body, other = new_code(), new_body(), new_code()
    councils = register(row(code), row(other))
    await ask("accounts", "import_councils", ImportCouncils(councils), ADMINISTRATOR)
    await ask("accounts", "register_body", a_body(body), ADMINISTRATOR)
    officer, still = [await registered(ask, organisation=each) for each in (code, other)]
    responder = await registered(ask, organisation=body, role="responder")
    everybody = GetAddressees((code,), (still["id"], responder["id"]))

    async def written_to() -> set[str]:
        found = await ask("accounts", "addressees", everybody, NOTIFICATIONS)
        return {each["person"] for each in found["people"]}

    assert await written_to() == {officer["id"], still["id"], responder["id"]}
    over = row(code, current="False", end="2023-03-31", successors="CMD")
    await ask("accounts", "import_councils", ImportCouncils(register(over)), ADMINISTRATOR)
    await ended(ask, body)
    assert await written_to() == {still["id"]}
    asked = GetEndedOrganisations((other, code, body, "nobody"))
    found = await ask("accounts", "ended_organisations", asked, NOTIFICATIONS)
    assert found["organisations"] == sorted([code, body])
    for method, request in (("addressees", everybody), ("ended_organisations", asked)):
        with pytest.raises(NotAllowed):
            await ask("accounts", method, request, ADMINISTRATOR)


async def test_a_wrong_password_is_not_told_that_its_council_has_ended(ask: Asking) -> None:
    code = new_code()
    await ask("accounts", "import_councils", ImportCouncils(register(row(code))), ADMINISTRATOR)
    person = await registered(ask, organisation=code)
    ended = row(code, current="False", end="2023-03-31", successors="CMD")
    await ask("accounts", "import_councils", ImportCouncils(register(ended)), ADMINISTRATOR)
    with pytest.raises(NotSignedIn):
        await ask("accounts", "sign_in", SignIn(person["email"], "wrong password"))


async def test_a_lead_registers_people_of_their_own_council_alone(ask: Asking) -> None:
    person = await ask("accounts", "register_person", somebody(), lead("CMD"))
    assert person["organisation"] == "CMD"
    with pytest.raises(NotAllowed):
        await ask("accounts", "register_person", somebody(), lead("HCK"))
    with pytest.raises(NotAllowed):
        await ask(
            "accounts",
            "register_person",
            somebody(organisation=SECTOR_BODY, role="administrator"),
            lead("CMD"),
        )


@pytest.mark.parametrize("who", [ANALYST, officer("CMD"), ANONYMOUS])
async def test_nobody_else_changes_people_or_keys(ask: Asking, who: Caller) -> None:
    person = await registered(ask)
    key = await ask("accounts", "create_key", CreateKey("A", "CMD", "officer"), ADMINISTRATOR)
    for method, request in (
        ("register_person", somebody()),
        ("disable_person", DisablePerson(person["id"])),
        ("create_key", CreateKey("A", "CMD", "officer")),
        ("revoke_key", RevokeKey(key["id"])),
        ("keys", ListKeys()),
    ):
        with pytest.raises(NotAllowed if who.signed_in else NotSignedIn):
            await ask("accounts", method, request, who)


async def test_people_are_listed_to_their_own_and_to_administrators_alone(ask: Asking) -> None:
    own, other = await registered(ask), await registered(ask, organisation="HCK")
    for who in (officer("CMD"), lead("CMD")):
        found = await everybody(ask, who)
        assert own["id"] in found
        assert other["id"] not in found
    assert {own["id"], other["id"]} <= await everybody(ask, ADMINISTRATOR)
    with pytest.raises(NotAllowed):
        await ask("accounts", "people", ListPeople(organisation="HCK"), lead("CMD"))
    with pytest.raises(NotAllowed):
        await ask("accounts", "people", ListPeople(organisation="CMD"), ANALYST)


async def everybody(ask: Asking, who: Caller) -> set[str]:
    found: set[str] = set()
    after = None
    while True:
        page = await ask("accounts", "people", ListPeople(after=after, limit=50), who)
        found |= {person["id"] for person in page["people"]}
        after = page["next"]
        if after is None:
            return found


async def test_whoever_is_disabled_is_out_at_once_and_can_not_come_back(
    ask: Asking, records: Database[dict[str, Any]]
) -> None:
    person = await registered(ask)
    session = await signed_in(ask, person)
    disabled = await ask(
        "accounts", "disable_person", DisablePerson(person["id"], 1), ADMINISTRATOR
    )
    assert (disabled["enabled"], disabled["version"]) == (False, 2)
    with pytest.raises(NotSignedIn):
        await ask("accounts", "resolve_session", ResolveSession(session["secret"]))
    with pytest.raises(NotSignedIn):
        await signed_in(ask, person)
    assert events(records, session["session"])[-1] == "session-ended.v1"


async def test_a_person_who_changed_meanwhile_is_not_disabled(ask: Asking) -> None:
    person = await registered(ask)
    with pytest.raises(Stale):
        await ask("accounts", "disable_person", DisablePerson(person["id"], 7), ADMINISTRATOR)


async def test_nobody_is_disabled_by_who_does_not_say_which_version_they_read(ask: Asking) -> None:
    person = await registered(ask)
    with pytest.raises(VersionRequired):
        await ask("accounts", "disable_person", DisablePerson(person["id"]), ADMINISTRATOR)
    await signed_in(ask, person)


async def test_a_lead_disables_nobody_of_another_council(ask: Asking) -> None:
    person = await registered(ask, organisation="HCK")
    with pytest.raises(NotAllowed):
        await ask("accounts", "disable_person", DisablePerson(person["id"]), lead("CMD"))


# Keys and the operator


async def test_a_key_acts_for_its_organisation_until_it_is_revoked(
    ask: Asking, platform: Stack
) -> None:
    key = await ask("accounts", "create_key", CreateKey("Intranet", "CMD", "officer"), lead("CMD"))
    assert key["secret"].startswith("wmk_")
    identity = await ask("accounts", "resolve_key", ResolveKey(key["secret"]))
    caller = TokenVerifier(platform.keys.public).caller(identity["token"])
    assert caller == Caller(key["id"], "CMD", "officer", "Intranet", "key")
    await ask("accounts", "revoke_key", RevokeKey(key["id"]), lead("CMD"))
    with pytest.raises(NotSignedIn):
        await ask("accounts", "resolve_key", ResolveKey(key["secret"]))


async def test_a_key_asked_for_twice_is_one_key_with_its_secret(ask: Asking) -> None:
    request, again = CreateKey("Twice", "CMD", "officer"), uuid4().hex
    first, second = [
        await ask("accounts", "create_key", request, ADMINISTRATOR, idempotency_key=again)
        for _ in range(2)
    ]
    assert first == second
    await ask("accounts", "resolve_key", ResolveKey(second["secret"]))


async def test_a_lead_sees_and_revokes_keys_of_their_own_council_alone(ask: Asking) -> None:
    key = await ask("accounts", "create_key", CreateKey("Other", "HCK", "lead"), ADMINISTRATOR)
    own = (await ask("accounts", "keys", ListKeys(), lead("CMD")))["keys"]
    every = (await ask("accounts", "keys", ListKeys(), ADMINISTRATOR))["keys"]
    assert key["id"] not in {each["id"] for each in own}
    assert key["id"] in {each["id"] for each in every}
    assert all("secret" not in each for each in every)
    with pytest.raises(NotAllowed):
        await ask("accounts", "revoke_key", RevokeKey(key["id"]), lead("CMD"))


async def test_the_operator_proves_themselves_by_the_secret_of_deployment(
    ask: Asking, platform: Stack
) -> None:
    secret = platform.environment.of_operator()["OPERATOR_SECRET"]
    identity = await ask("accounts", "operator_token", OperatorToken(secret))
    caller = TokenVerifier(platform.keys.public).caller(identity["token"])
    assert (caller.role, caller.organisation, caller.kind) == (
        "administrator",
        SECTOR_BODY,
        "operator",
    )
    for wrong in ("", "wrong", secret + "x", "é"):
        with pytest.raises(NotSignedIn) as refused:
            await ask("accounts", "operator_token", OperatorToken(wrong))
        assert refused.value.code == "not-the-operator"
