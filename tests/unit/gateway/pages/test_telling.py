"""What is new, what is sent by e-mail, and the end of it, as pages show them."""

import re

import pytest

from contracts.errors import DeadlineExceeded, NotFound
from gateway import sessions
from tests.unit.gateway.pages.test_barrier_page import content

ITEM = {
    "id": "an-item",
    "topic": "our-barriers",
    "name": "barrier-took-in",
    "at": "2027-01-04T09:30:00+00:00",
    "data": {
        "taken_number": "WB-0000-000",
        "number": "WB-1111-111",
        "title": "Letters on paper",
        "bodies": {},
    },
    "link": "/barriers/WB-1111-111",
    "seen": False,
}
NOTHING = {"items": [], "unseen": 0, "next": None}
CHOSEN = {
    "topics": [
        {"topic": "account", "frequency": "at-once"},
        {"topic": "our-barriers", "frequency": "daily"},
    ],
    "quiet": None,
    "returned": False,
    "version": 3,
}
BARRIERS = {"barriers": [], "next": None}


@pytest.fixture
def somebody(services):
    """Signs somebody in with a role of an organisation, and gives the headers of their browser."""

    def headers(role="officer", organisation="DUR"):
        services.know("secret", organisation, role, kind="session")
        return {"cookie": f"{sessions.COOKIE}=secret", "accept": "text/html"}

    services.answers |= {
        "notifications.count_unseen": {"unseen": 4},
        "notifications.whats_new": {"items": [ITEM], "unseen": 4, "next": None},
        "notifications.preferences": CHOSEN,
        "barriers.barriers": BARRIERS,
        "assessment.assessment": {"state": "submitted", "answers": []},
        "matching.help_offer": {"characteristics": ["leadership"]},
        "assessment.model": {
            "version": 1,
            "content": content("models/improvement-and-innovation.yaml"),
        },
    }
    return headers


def token_of(page):
    return re.findall(r'name="csrf_token" value="([^"]+)"', page.text)[-1]


def send(client, headers, address, **typed):
    page = client.get(address, headers=headers)
    return client.post(address, headers=headers, data={"csrf_token": token_of(page), **typed})


def test_every_page_says_how_much_is_new(client, services, somebody) -> None:
    for _ in range(2):
        page = client.get("/accessibility", headers=somebody())

        assert "What is new (4)" in page.text
    # It is not counted for every page.
    assert services.times("notifications.count_unseen") == 1


def test_pages_go_without_a_number_where_it_is_not_known_in_time(
    client, services, somebody
) -> None:
    services.answers["notifications.count_unseen"] = DeadlineExceeded()

    page = client.get("/accessibility", headers=somebody())

    assert page.status_code == 200
    assert '<a href="/news">What is new</a>' in page.text


def test_what_was_seen_is_not_counted_on_the_next_page(client, services, somebody) -> None:
    services.answers["notifications.mark_seen"] = {"unseen": 0}
    headers = somebody()
    page = client.get("/news", headers=headers)
    assert "WB-0000-000 was merged into it" in page.text

    marked = client.post("/news/seen", headers=headers, data={"csrf_token": token_of(page)})

    assert marked.headers["location"] == "/news?done=seen"
    assert "What is new (" not in client.get("/accessibility", headers=headers).text


def test_nothing_new_is_said_so(client, services, somebody) -> None:
    services.answers["notifications.whats_new"] = NOTHING

    page = client.get("/news", headers=somebody()).text

    assert "What concerns you appears here as it happens" in page
    assert "I have read all this" not in page


@pytest.mark.parametrize(
    ("role", "organisation"),
    [
        ("officer", "DUR"),
        ("responder", "dwp"),
        ("analyst", "sector-body"),
        ("administrator", "sector-body"),
    ],
)
def test_everybody_finds_the_newest_on_the_start_page(
    client, somebody, role: str, organisation: str
) -> None:
    page = client.get("/", headers=somebody(role, organisation))

    assert page.status_code == 200
    assert "WB-0000-000 was merged into it" in page.text
    assert 'href="/news">All that is new' in page.text


def test_the_start_page_does_without_news_where_notifications_is_away(
    client, services, somebody
) -> None:
    services.answers["notifications.whats_new"] = DeadlineExceeded()

    page = client.get("/", headers=somebody("analyst", "sector-body"))

    assert page.status_code == 200
    assert "All that is new" not in page.text


def test_the_old_address_of_a_councils_news_leads_to_the_one_list(client, somebody) -> None:
    answer = client.get("/barriers/news", headers=somebody())

    assert (answer.status_code, answer.headers["location"]) == (301, "/news")


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("none", "8", "Choose when the quiet hours begin"),
        ("19", "none", "Choose when the quiet hours end, at another hour"),
    ],
)
def test_quiet_hours_with_one_end_are_not_taken_for_none(
    client, services, somebody, begin: str, end: str, said: str
) -> None:
    typed = {"quiet_begin": begin, "quiet_end": end, "version": "3"}

    answer = send(client, somebody(), "/preferences", **typed)

    assert answer.status_code == 422
    assert said in answer.text
    assert services.times("notifications.set_preferences") == 0


def test_what_was_chosen_is_sent_as_it_was_chosen(client, services, somebody) -> None:
    services.answers["notifications.set_preferences"] = CHOSEN
    typed = {"topic-our-barriers": "weekly", "quiet_begin": "19", "quiet_end": "8", "version": "3"}

    answer = send(client, somebody(), "/preferences", **typed)

    assert answer.headers["location"] == "/preferences?done=saved"
    sent = services.last().message
    assert [(each.topic, each.frequency) for each in sent.topics] == [("our-barriers", "weekly")]
    assert (sent.quiet.begin, sent.quiet.end, sent.version) == (19, 8, 3)


def test_opening_an_unsubscribe_link_ends_nothing_and_a_mail_program_ends_it_by_one_post(
    client, services
) -> None:
    topic = {"topic": "digest", "frequency": "weekly"}
    services.answers["notifications.subscription"] = topic
    services.answers["notifications.unsubscribe"] = {**topic, "frequency": "never"}

    shown = client.get("/unsubscribe/a-secret")
    assert "Stop these e-mails" in shown.text
    assert "Daily and weekly summaries" in shown.text
    assert services.times("notifications.unsubscribe") == 0

    # As RFC 8058 has it: no cookie, no token of a form, from a server of the mail program.
    ended = client.post("/unsubscribe/a-secret", data={"List-Unsubscribe": "One-Click"})
    assert ended.status_code == 200
    assert "These e-mails have ended" in ended.text


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("no-such-unsubscribe-link", "This link is not one of ours"),
        ("unsubscribe-link-expired", "more than a year old"),
    ],
)
def test_a_link_that_is_forged_or_too_old_says_what_to_do(client, services, code, said) -> None:
    for method in ("subscription", "unsubscribe"):
        services.answers[f"notifications.{method}"] = NotFound(code=code)
    for ask in (client.get, client.post):
        answer = ask("/unsubscribe/a-secret", headers={"accept": "text/html"})
        assert answer.status_code == 404
        assert said in answer.text
