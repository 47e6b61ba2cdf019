"""What responders of a body see and send, with their words kept whatever comes of it."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.barriers.messages import Barrier
from contracts.errors import Conflict, NotAllowed, Stale, Unavailable
from contracts.messages import dump, load
from gateway.sessions import COOKIE

CONTENT = Path(__file__).parents[4] / "content"
NUMBER = "WB-7K3Q-9FD"
AT = "2027-01-04T09:30:00+00:00"
DUE = "2027-03-05T23:59:59+00:00"


def a_barrier(**life: Any) -> dict[str, Any]:
    """A barrier that is with the department, with every field that there is."""
    said = {
        "id": "01890000-0000-7000-8000-000000000000",
        "number": NUMBER,
        "title": "The job centre tells us nothing",
        "story": "Nobody knows who lost what.",
        "facets": {"kind": "legal", "body": "dwp"},
        "stage": "with-body",
        "supporters": 3,
        "named_supporters": [],
        "raised": AT,
        "version": 7,
        "life": {
            "steps": [{"stage": "raised", "at": AT}],
            "can": ["answer", "ask-for-facts"],
            "due": DUE,
            "outer": DUE,
            "body": "dwp",
            **life,
        },
    }
    return dump(load(Barrier, said))


BARRIER = a_barrier()
SUMMARY = {**BARRIER, "due": DUE, "overdue": True, "facts_wanted": False}
LETTER = {
    "kind": "put",
    "body": "dwp",
    "text": "May they tell councils?",
    "by": "Priya Shah",
    "at": "2027-01-05T09:30:00+00:00",
}
WORDS = "We will change <the> regulations in the spring."
ANSWER = {"says": "will-change", "answer": WORDS, "link": "https://www.gov.uk/guidance"}
DWP = {"id": "dwp", "name": {"en": "Work and Pensions", "cy": "Gwaith a Phensiynau"}}


class OthersAway(dict[str, Any]):
    """What is not played is away: the rest of the barrier's page says so and is not looked at."""

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ARG002 (of a dict)
        return super().get(name, Unavailable())


@pytest.fixture(autouse=True)
def _answers(services) -> None:
    model = yaml.safe_load(
        (CONTENT / "models" / "improvement-and-innovation.yaml").read_text("utf-8")
    )
    taxonomy = yaml.safe_load((CONTENT / "barriers" / "taxonomy.yaml").read_text("utf-8"))
    services.know("secret", "dwp", "responder", kind="session")
    services.answers = OthersAway()
    services.answers |= {
        "assessment.model": {"version": 1, "content": model},
        "barriers.taxonomy": {"version": 1, "content": taxonomy},
        "barriers.barrier": BARRIER,
        "barriers.case": {"letters": [LETTER], "remarks": []},
        "barriers.barriers": {"barriers": [{**SUMMARY, "with_body": "dwp"}]},
        "accounts.all_bodies": {"bodies": [DWP]},
        "accounts.all_councils": {"councils": []},
    }


@pytest.fixture
def read(client) -> Any:
    def page(path: str) -> Any:
        return client.get(path, headers={"cookie": f"{COOKIE}=secret", "accept": "text/html"})

    return page


@pytest.fixture
def send(client, read) -> Any:
    def sent(path: str, **typed: str) -> Any:
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', read(path).text))
        headers = {"cookie": f"{COOKIE}=secret", "accept": "text/html"}
        return client.post(path, data={**hidden, **typed}, headers=headers)

    return sent


def test_the_start_page_of_a_responder_has_what_is_due_first(read, services) -> None:
    page = read("/").text
    (asked,) = (each.message for each in services.asked if each.method == "barriers.barriers")
    assert (asked.with_body, asked.order) == ("dwp", "by-due")
    assert "Your answer is due by 5 March 2027." in page
    assert "Overdue" in page
    assert 'href="/addressed"' in page


def test_what_waits_for_facts_says_so(read, services) -> None:
    waiting = {**SUMMARY, "with_body": "dwp", "facts_wanted": True}
    services.answers["barriers.barriers"] = {"barriers": [waiting]}
    assert "your own time waits for them" in read("/addressed").text


def test_what_is_with_the_body_no_more_is_listed_apart(read, services) -> None:
    def lists(message: Any) -> dict[str, Any]:
        return {"barriers": [{**SUMMARY, "with_body": None}] if message.addressed else []}

    services.answers["barriers.barriers"] = lists
    page = read("/addressed").text
    assert "Nothing waits for you." in page
    assert NUMBER in page


def test_the_letters_are_a_thread_with_what_can_be_done(read) -> None:
    page = read(f"/barriers/{NUMBER}").text
    assert "Put to Work and Pensions" in page
    assert LETTER["text"] in page
    assert f'href="/barriers/{NUMBER}/answer"' in page
    assert f'href="/barriers/{NUMBER}/ask-for-facts"' in page


def test_a_barrier_that_was_put_to_others_is_read_without_letters(read, services) -> None:
    services.answers["barriers.case"] = NotAllowed()
    services.answers["barriers.barrier"] = a_barrier(can=[])
    page = read(f"/barriers/{NUMBER}")
    assert page.status_code == 200
    assert "Letters" not in page.text
    assert "/answer" not in page.text


def test_councils_never_ask_for_letters(client, services) -> None:
    services.know("other", "DUR", "officer", kind="session")
    page = client.get(f"/barriers/{NUMBER}", headers={"cookie": f"{COOKIE}=other"})
    assert page.status_code == 200
    assert services.times("barriers.case") == 0


def test_an_answer_is_sent_once_with_the_version_that_was_read(send, services) -> None:
    services.answers["barriers.answer"] = BARRIER
    sent = send(f"/barriers/{NUMBER}/answer", **ANSWER)
    assert sent.headers["location"] == f"/barriers/{NUMBER}?done=answer"
    message = services.last().message
    assert (message.says, message.answer, message.link) == tuple(ANSWER.values())
    assert message.version == 7
    assert services.last().idempotency_key


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"says": ""}, "Choose what your answer is"),
        ({"answer": ""}, "Say what you will do and by when"),
        ({"link": "javascript:alert(1)"}, "Enter a whole web address"),
        ({"answer": "x" * 10_001}, "Your answer must be 10,000 characters or fewer"),
    ],
)
def test_a_wrong_answer_is_shown_again_with_what_to_do(send, services, typed, said) -> None:
    page = send(f"/barriers/{NUMBER}/answer", **{**ANSWER, **typed})
    assert page.status_code == 422
    assert page.text.count(said) >= 2
    assert services.times("barriers.answer") == 0


@pytest.mark.parametrize(
    ("refusal", "status", "said"),
    [
        (Stale(), 412, "Somebody changed this barrier while you were writing"),
        (Conflict(), 409, "What you typed is still below"),
        (Unavailable(), 503, "away for the moment"),
    ],
)
def test_no_word_is_lost_where_it_could_not_be_taken(send, services, refusal, status, said) -> None:
    services.answers["barriers.answer"] = refusal
    page = send(f"/barriers/{NUMBER}/answer", **ANSWER)
    assert page.status_code == status
    assert said in page.text
    assert WORDS in unescape(page.text)
    assert 'value="will-change" checked' in page.text


def test_a_question_is_sent_and_an_empty_one_is_not(send, services) -> None:
    services.answers["barriers.ask_for_facts"] = BARRIER
    path = f"/barriers/{NUMBER}/ask-for-facts"
    assert send(path, question="").status_code == 422
    assert send(path, question="How many?").status_code == 303
    assert services.last().message.question == "How many?"


def test_who_may_not_answer_now_reads_where_the_barrier_stands(read, services) -> None:
    services.answers["barriers.barrier"] = a_barrier(can=[])
    for name in ("answer", "ask-for-facts"):
        shown = read(f"/barriers/{NUMBER}/{name}")
        assert shown.headers["location"] == f"/barriers/{NUMBER}"


def test_these_pages_are_for_responders_alone(client, services) -> None:
    services.know("other", "sector-body", "analyst", kind="session")
    for path in ("/addressed", f"/barriers/{NUMBER}/answer", f"/barriers/{NUMBER}/ask-for-facts"):
        assert client.get(path, headers={"cookie": f"{COOKIE}=other"}).status_code == 403


def test_analysts_see_what_is_due_first_theirs_and_nobodys(client, services) -> None:
    services.know("other", "sector-body", "analyst", kind="session")
    headers = {"cookie": f"{COOKIE}=other"}
    for whose, field in (("mine", "assigned_to_me"), ("nobody", "unassigned")):
        page = client.get(f"/casework?whose={whose}", headers=headers).text
        message = next(each.message for each in services.asked if each.method.endswith("barriers"))
        assert (getattr(message, field), message.order) == (True, "by-due")
        assert "Work and Pensions to answer by 5 March 2027" in page
        services.asked.clear()
    assert client.get("/", headers=headers).text.count(NUMBER) > 1


def test_the_work_is_for_analysts_alone_and_a_wrong_cursor_leads_to_its_beginning(
    client, services, read
) -> None:
    assert read("/casework").status_code == 403
    services.know("other", "sector-body", "analyst", kind="session")
    headers = {"cookie": f"{COOKIE}=other"}
    assert client.get(f"/casework?after={'x' * 600}", headers=headers).status_code == 200
