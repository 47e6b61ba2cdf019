"""What becomes of a mail, and whose unsubscribe link is believed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from services.notifications.domain import mails, unsubscribing
from services.notifications.domain.mails import Again, Ended

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
TODAY = date(2026, 11, 28)
KEY = b"k" * 32


def row(**said: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {"attempts": 0, "wanted": NOW, "until": None}
    return {**usual, **said}


def test_pauses_grow_with_each_failure() -> None:
    dues = []
    for attempts in range(8):
        again = mails.after_failure(row(attempts=attempts), "451", NOW)
        assert isinstance(again, Again)
        dues.append(again.due)
    assert dues == sorted(dues)
    assert dues[0] < NOW + timedelta(minutes=2)
    assert dues[-1] == NOW + timedelta(hours=6)


def test_it_is_given_up_after_four_days() -> None:
    old = row(wanted=NOW - timedelta(days=4), attempts=20)
    assert mails.after_failure(old, "451", NOW) == Ended("given-up", "451")


def test_it_is_given_up_when_it_will_be_of_no_use() -> None:
    soon = row(until=NOW + timedelta(seconds=30))
    assert mails.after_failure(soon, "451", NOW) == Ended("given-up", "451")


def test_a_mail_server_that_is_away_counts_against_no_mail() -> None:
    again = mails.after_away(row(attempts=2), "away", NOW, failures=50)
    assert again == Again(NOW + timedelta(minutes=1), "away", 2)


def test_a_message_id_says_which_mail_it_is_of() -> None:
    message = mails.message_id("0199:amina-osei", "waymark.example")
    assert message == "<0199%3Aamina-osei@waymark.example>"
    assert mails.mail_of_message(message) == "0199:amina-osei"


def test_no_address_is_kept_of_what_a_mail_server_said() -> None:
    said = "550 5.1.1 <amina@camden.example.org>: no such user 'amina@camden.example.org'"
    assert "amina" not in mails.without_addresses(said)


def test_an_address_is_known_again_however_it_is_written() -> None:
    assert mails.trace_of(" Amina@Example.org", KEY) == mails.trace_of("amina@example.org", KEY)
    assert mails.trace_of("amina@example.org", KEY) != mails.trace_of("amina@example.org", b"other")


class TestAnUnsubscribeLink:
    def test_says_whose_and_which_topic(self) -> None:
        secret = unsubscribing.secret("amina", "our-barriers", TODAY, KEY)
        assert unsubscribing.read(secret, KEY, TODAY) == ("amina", "our-barriers")

    def test_ends_after_a_year(self) -> None:
        secret = unsubscribing.secret("amina", "digest", TODAY, KEY)
        with pytest.raises(unsubscribing.LinkExpired):
            unsubscribing.read(secret, KEY, TODAY + timedelta(days=367))

    @pytest.mark.parametrize(
        "forged", ["", ".", "a.b.c", "é.é", "%%%.***", "YWJj.YWJj", "a" * 400, "\n."]
    )
    def test_that_is_none_is_refused(self, forged: str) -> None:
        with pytest.raises(unsubscribing.NoSuchLink):
            unsubscribing.read(forged, KEY, TODAY)

    def test_of_another_platform_or_person_is_refused(self) -> None:
        ours = unsubscribing.secret("amina", "digest", TODAY, KEY)
        theirs = unsubscribing.secret("tom", "digest", TODAY, KEY)
        crossed = f"{theirs.partition('.')[0]}.{ours.partition('.')[2]}"
        for secret, key in ((ours, b"another" * 5), (crossed, KEY)):
            with pytest.raises(unsubscribing.NoSuchLink):
                unsubscribing.read(secret, key, TODAY)
