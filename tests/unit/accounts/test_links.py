"""Links by which people choose a password: good once, for a while, and only the newest."""

from datetime import UTC, datetime, timedelta

import pytest

from contracts.accounts.events import PasswordChosen, PersonRegistered, SignInLinkMade
from services.accounts.domain import links, people, sessions
from services.accounts.domain.links import HasPassword, LinkOver, NewLink, TooManyLinks
from services.accounts.domain.people import Person

AT = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
NOBODY_YET = Person("p", "rhys@example.org", "Rhys", "GWN", "officer", "cy", password_hash=None)
FIRST, SECOND = NewLink("one", "hash of one"), NewLink("two", "hash of two")


def invited(link: NewLink = FIRST, at: datetime = AT) -> Person:
    return links.register(NOBODY_YET, link, at).state


def chosen(person: Person, link: NewLink = FIRST, at: datetime = AT) -> Person:
    return links.use(person, secret_hash=link.secret_hash, password_hash="argon", at=at).state


def test_who_is_registered_without_a_password_is_sent_a_link_for_the_first_sign_in() -> None:
    told = links.register(NOBODY_YET, FIRST, AT)

    assert [type(each) for each in told.events] == [PersonRegistered, SignInLinkMade]
    assert (told.state.link.purpose, told.state.link.expires) == (
        "first-sign-in",
        AT + timedelta(days=7),
    )


def test_a_link_is_good_once() -> None:
    used = chosen(invited())

    assert used.password_hash == "argon"
    with pytest.raises(LinkOver):
        chosen(used)


def test_a_link_is_good_for_a_while() -> None:
    with pytest.raises(LinkOver):
        chosen(invited(), at=AT + timedelta(days=7))


def test_a_newer_link_ends_the_one_before() -> None:
    again = links.invite_again(invited(), SECOND, AT).state

    with pytest.raises(LinkOver):
        chosen(again)
    assert chosen(again, SECOND).password_hash == "argon"


def test_who_has_a_password_gets_a_link_for_a_new_one_and_keeps_the_old_one_until_then() -> None:
    asked = links.ask(chosen(invited()), SECOND, AT).state

    assert (asked.link.purpose, asked.password_hash) == ("new-password", "argon")
    used = links.use(asked, secret_hash="hash of two", password_hash="newer", at=AT)
    assert used.events == (PasswordChosen("p", AT),)


def test_nobody_is_sent_more_than_five_links_a_day() -> None:
    person = invited()
    for _ in range(links.MOST_A_DAY - 1):
        person = links.ask(person, SECOND, AT).state

    assert links.ask(person, FIRST, AT).events == ()
    with pytest.raises(TooManyLinks):
        links.invite_again(person, FIRST, AT)
    assert links.ask(person, FIRST, AT + timedelta(days=1, seconds=1)).events


def test_who_has_a_password_is_not_invited() -> None:
    with pytest.raises(HasPassword):
        links.invite_again(chosen(invited()), SECOND, AT)


def test_who_has_no_access_any_more_has_no_link_either() -> None:
    gone = people.disable(invited(), by="somebody", at=AT).state

    assert links.ask(gone, SECOND, AT).events == ()
    with pytest.raises(LinkOver):
        chosen(gone)


def test_a_session_ends_with_the_password_that_it_began_with() -> None:
    before = chosen(invited())
    began = sessions.start("s", secret_hash="hash", person=before, at=AT).state
    asked = links.ask(before, SECOND, AT).state
    after = chosen(asked, SECOND)

    assert began.lives(AT, asked)
    assert not began.lives(AT, after)
    assert sessions.start("t", secret_hash="hash", person=after, at=AT).state.lives(AT, after)
