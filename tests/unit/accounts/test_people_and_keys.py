from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from contracts.accounts.bodies import BodyFacts, BodyName
from contracts.accounts.events import (
    ApiKeyCreated,
    ApiKeyRevoked,
    CouncilFacts,
    PersonDisabled,
    PersonRegistered,
    SessionEnded,
    SessionStarted,
)
from contracts.callers import ANONYMOUS, ROLES, SECTOR_BODY, Caller, Role
from contracts.errors import NotAllowed, NotSignedIn, Refusal
from services.accounts.domain import keys, organisations, people, sessions

NOW = datetime(2027, 1, 4, tzinfo=UTC)
CAMDEN = CouncilFacts(
    "CMD", "Camden", "London Borough of Camden", "England", "London", "LBO", "London borough"
)
DWP = BodyFacts("dwp", BodyName("Work and Pensions", "Gwaith a Phensiynau"), "department", "dwp")
AMINA = people.Person("1", "amina@camden.example.org", "Amina", "CMD", "officer", "en", "hash")
KEY = keys.ApiKey("k", "Intranet", "CMD", "officer", "hash", NOW)


def caller(role: Role, organisation: str) -> Caller:
    return Caller("somebody", organisation, role, "Somebody")


@pytest.mark.parametrize("role", ROLES)
def test_each_role_belongs_to_a_council_a_body_or_the_sector_body(role: Role) -> None:
    for organisation, entry, roles in (
        ("CMD", CAMDEN, {"officer", "lead"}),
        ("dwp", DWP, {"responder"}),
        (SECTOR_BODY, None, {"analyst", "administrator"}),
    ):
        fits = role in roles
        try:
            organisations.must_fit(role, organisation, entry)
        except organisations.RoleDoesNotFit:
            assert not fits
        else:
            assert fits


def test_nobody_acts_for_an_organisation_that_is_not_there() -> None:
    with pytest.raises(organisations.NoSuchOrganisation):
        organisations.must_fit("officer", "ZZZ", None)


def test_nobody_new_acts_for_a_council_that_has_ended() -> None:
    ended = replace(CAMDEN, current=False, successors=("HCK",))
    with pytest.raises(organisations.CouncilHasEnded) as refused:
        organisations.must_fit("officer", "CMD", ended)
    assert refused.value.details == {"successors": ["HCK"]}


def test_nobody_new_answers_for_a_body_that_has_ended() -> None:
    with pytest.raises(organisations.BodyHasEnded):
        organisations.must_fit("responder", "dwp", replace(DWP, ended=True))


def test_an_administrator_runs_every_organisation_and_a_lead_their_own() -> None:
    organisations.must_run("CMD", caller("administrator", SECTOR_BODY))
    organisations.must_run("CMD", caller("lead", "CMD"))


@pytest.mark.parametrize(
    "who",
    [
        caller("lead", "HCK"),
        caller("officer", "CMD"),
        caller("analyst", SECTOR_BODY),
        caller("responder", "dwp"),
        ANONYMOUS,
    ],
)
def test_nobody_else_says_who_acts_for_a_council(who: Caller) -> None:
    with pytest.raises(NotAllowed if who.signed_in else NotSignedIn):
        organisations.must_run("CMD", who)


def test_a_councils_people_see_their_own_alone_and_an_administrator_all() -> None:
    assert organisations.seen_by(caller("officer", "CMD")) == "CMD"
    assert organisations.seen_by(caller("administrator", SECTOR_BODY)) is None
    for who in (caller("analyst", SECTOR_BODY), caller("responder", "dwp")):
        with pytest.raises(NotAllowed):
            organisations.seen_by(who)


def test_what_is_told_of_a_person_holds_neither_name_nor_address() -> None:
    (event,) = people.register(AMINA, NOW).events
    assert event == PersonRegistered("1", "CMD", "officer", NOW)


def test_a_persons_access_ends_once() -> None:
    outcome = people.disable(AMINA, by="2", at=NOW)
    assert outcome.events == (PersonDisabled("1", NOW),)
    assert not outcome.state.enabled
    assert people.disable(outcome.state, by="2", at=NOW).events == ()


def test_nobody_ends_their_own_access() -> None:
    with pytest.raises(people.NotYourself):
        people.disable(AMINA, by="1", at=NOW)


def test_a_session_lives_for_twelve_hours() -> None:
    outcome = sessions.start("s", secret_hash="hash", person=AMINA, at=NOW)
    assert outcome.events == (SessionStarted("s", "1", NOW),)
    assert outcome.state.lives(NOW + timedelta(hours=11, minutes=59), AMINA)
    assert not outcome.state.lives(NOW + timedelta(hours=12), AMINA)


def test_a_session_ends_once() -> None:
    session = sessions.start("s", secret_hash="hash", person=AMINA, at=NOW).state
    ended = sessions.end(session, at=NOW)
    assert ended.events == (SessionEnded("s", "1", NOW),)
    assert not ended.state.lives(NOW, AMINA)
    assert sessions.end(ended.state, at=NOW).events == ()


def test_a_key_is_created_and_revoked_once() -> None:
    assert keys.create(KEY).events == (ApiKeyCreated("k", "CMD", "officer", NOW),)
    revoked = keys.revoke(KEY, at=NOW)
    assert revoked.events == (ApiKeyRevoked("k", NOW),)
    assert keys.revoke(revoked.state, at=NOW).events == ()


def test_every_wrong_sign_in_is_answered_alike() -> None:
    refusal: Refusal = people.WrongCredentials()
    assert refusal.code == "wrong-credentials"
    assert refusal.details == {}
