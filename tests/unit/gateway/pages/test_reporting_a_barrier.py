"""The pages of a report: each keeps what was typed, says what is wrong and leads on."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient

from contracts.barriers.drafts import mistakes
from contracts.barriers.messages import Typed
from contracts.barriers.personal_data import look_through
from contracts.errors import Conflict, Invalid, NotFound, Stale
from contracts.messages import dump, load
from gateway.sessions import COOKIE

CONTENT = Path(__file__).parents[4] / "content"
REPORT = "/barriers/report/d1"
AT = "2027-01-04T09:30:00+00:00"
WHOLE = {"title": "A title", "story": "A story", "kind": "legal", "who": "unnamed"}


class Kept:
    """One draft, played: what was typed last, and the revision that it has."""

    def __init__(self, services: Any) -> None:
        self.typed = dump(Typed(**WHOLE))
        self.revision = 3
        self.files: list[Any] = []
        services.answers |= {
            "barriers.draft": lambda _: self.shown,
            "barriers.check_draft": lambda _: self.check,
            "barriers.save_draft": self.save,
            "barriers.raise_draft": lambda _: {"number": "WB-7K3Q-9FD"},
        }

    @property
    def shown(self) -> dict[str, Any]:
        return {
            "id": "d1",
            "council": "DUR",
            "typed": self.typed,
            "revision": self.revision,
            "changed_by": "Grace Hartley",
            "changed": AT,
            "files": self.files,
        }

    @property
    def check(self) -> dict[str, Any]:
        typed = load(Typed, self.typed)
        found = look_through(title=typed.title or "", story=typed.story or "")
        return {
            "draft": self.shown,
            "mistakes": [
                {"field": field, "mistakes": told} for field, told in mistakes(typed, "DUR").items()
            ],
            "warnings": [vars(each) for each in found],
        }

    def save(self, message: Any) -> dict[str, Any]:
        given = {name: value for name, value in dump(message.typed).items() if value is not None}
        self.typed = {**self.typed, **given}
        self.revision += 1
        return {"id": "d1", "revision": self.revision, "changed": AT}


def content(path: str) -> Any:
    return yaml.safe_load((CONTENT / path).read_text())


@pytest.fixture(autouse=True)
def kept(services) -> Kept:
    model = content("models/improvement-and-innovation.yaml")
    services.answers |= {
        "assessment.model": {"version": 1, "content": model},
        "barriers.taxonomy": {"version": 1, "content": content("barriers/taxonomy.yaml")},
        "barriers.similar": {"barriers": []},
        "barriers.drafts": {"drafts": [], "most": 50},
        "accounts.all_councils": {"councils": [{"code": "DUR", "name": "Durham"}]},
    }
    return Kept(services)


@pytest.fixture
def browser(app, services) -> Iterator[TestClient]:
    services.know("session", "DUR", "officer", kind="session")
    services.know("of a lead", "DUR", "lead", kind="session")
    with TestClient(
        app,
        base_url="https://testserver",
        headers={"cookie": f"{COOKIE}=session", "accept": "text/html"},
        follow_redirects=False,
    ) as client:
        yield client


def token(browser: TestClient, path: str) -> dict[str, str]:
    page = browser.get(path)
    assert page.status_code == 200, page.headers.get("location")
    return {"csrf_token": page.text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]}


def send(browser: TestClient, page: str, to: str | None = None, **values: Any) -> Any:
    data = {**token(browser, f"{REPORT}/{page}"), "revision": "3", **values}
    return browser.post(f"{REPORT}/{to or page}", data=data)


def test_thirty_thousand_characters_are_kept_and_told_how_many_are_too_many(browser, kept) -> None:
    story = "A word, " * 3750
    shown = send(browser, "what", title="A title", story=story)
    assert shown.status_code == 422
    text = unescape(shown.text)
    assert "What happened must be 10,000 characters or fewer: it has 19,999 too many" in text
    assert story.strip() in text
    assert kept.typed["story"] == story


def test_a_hundred_thousand_and_more_are_not_kept_but_shown_again(browser, services) -> None:
    story = "ŵ" * 100_001
    shown = send(browser, "what", title="A title", story=story)
    assert shown.status_code == 422
    assert story in shown.text
    assert services.times("barriers.save_draft") == 0


def test_what_is_wrong_is_kept_all_the_same_and_told_at_its_field(browser, kept) -> None:
    shown = send(browser, "law", **{"law-1-title": "An Act", "law-1-link": "javascript:alert(1)"})
    assert shown.status_code == 422
    assert 'href="#law-1-link"' in shown.text
    assert "must begin with https://" in shown.text
    assert kept.typed["laws"][1]["link"] == "javascript:alert(1)"
    checked = browser.get(f"{REPORT}/check")
    assert 'href="javascript' not in checked.text


def test_each_page_leads_to_the_next_and_one_that_was_changed_back_to_the_check(browser) -> None:
    assert send(browser, "kind", kind="legal").headers["location"] == f"{REPORT}/law"
    assert send(browser, "kind", kind="legal", then="who").headers["location"] == f"{REPORT}/who"
    changed = send(browser, "kind", to="kind?back=check", kind="legal")
    assert changed.headers["location"] == f"{REPORT}/check"
    later = send(browser, "kind", kind="", then="later")
    assert later.headers["location"] == "/barriers/drafts?done=kept"


def test_pages_that_are_left_empty_lead_on(browser) -> None:
    for page in ("law", "release", "blocks"):
        assert send(browser, page).status_code == 303


def test_half_an_estimate_is_asked_for_whole(browser) -> None:
    shown = send(browser, "release", measure="money", low="lots", high="")
    assert shown.status_code == 422
    for field in ("low", "high", "confidence", "method"):
        assert f'href="#{field}"' in shown.text


def test_two_browsers_on_one_page_are_told_and_lose_nothing(browser, services, kept) -> None:
    services.answers["barriers.save_draft"] = Stale()
    kept.typed["title"] = "What a colleague wrote"
    shown = send(browser, "what", title="What I wrote", story="A story")
    assert shown.status_code == 409
    assert "What a colleague wrote" in shown.text
    assert 'value="What I wrote"' in shown.text
    assert 'name="revision" value="3"' in shown.text


def test_a_draft_that_was_sent_leads_to_its_barrier(browser, services) -> None:
    services.answers["barriers.draft"] = NotFound()
    services.answers["barriers.check_draft"] = NotFound()
    for page in ("what", "check", "discard"):
        assert browser.get(f"{REPORT}/{page}").headers["location"] == "/barriers/d1"


def test_what_looks_personal_is_shown_and_sent_only_on_purpose(browser, services, kept) -> None:
    kept.typed["story"] = "Ask jo@example.org or ring 07700 900123."
    shown = send(browser, "check", to="send")
    assert shown.status_code == 422
    assert "“jo@example.org” looks like an e-mail address" in shown.text
    assert "“07700 900123” looks like a telephone number" in shown.text
    assert services.times("barriers.raise_draft") == 0
    sent = send(browser, "check", to="send", looked="yes")
    assert sent.headers["location"] == "/barriers/WB-7K3Q-9FD?done=sent"
    assert services.last().idempotency_key == "d1-3"


def test_what_is_still_missing_is_told_with_a_link_to_its_page(browser, services, kept) -> None:
    kept.typed |= {"kind": "", "who": None}
    shown = send(browser, "check", to="send")
    assert shown.status_code == 422
    assert 'href="#change-kind"' in shown.text
    assert 'href="#change-who"' in shown.text
    assert services.times("barriers.raise_draft") == 0


def test_an_officer_can_not_send_it_with_the_councils_name_and_is_told_whom_to_ask(
    browser, services, kept
) -> None:
    kept.typed["who"] = "named"
    page = browser.get(f"{REPORT}/check")
    assert "https://testserver/barriers/report/d1/check" in page.text
    assert send(browser, "check", to="send").status_code == 422
    assert services.times("barriers.raise_draft") == 0


def test_what_changed_while_it_was_read_is_not_sent(browser, services) -> None:
    shown = send(browser, "check", to="send", revision="2")
    assert shown.status_code == 422
    assert "changed while you were reading" in shown.text
    services.answers["barriers.raise_draft"] = Conflict()
    assert send(browser, "check", to="send").status_code == 409


@pytest.mark.parametrize(
    ("refusal", "content", "sentence"),
    [
        (None, b"", "Choose a file"),
        (None, b"x" * (4 * 1024 * 1024 + 1), "must be 4 MB or less"),
        (Invalid(details={"name": ["…"]}), b"MZ", "must be PDF"),
        (Invalid(details={"content": ["…"]}), b"MZ", "is not what its name says"),
        (Conflict(code="too-many-files"), b"MZ", "five files already"),
    ],
)
def test_a_file_that_is_not_taken_says_why(
    browser, services, refusal, content: bytes, sentence: str
) -> None:
    services.answers["barriers.add_file"] = refusal
    name = "a.pdf" if content else ""
    shown = browser.post(
        f"{REPORT}/files",
        data=token(browser, f"{REPORT}/files"),
        files={"file": (name, content)} if name else {"other": ("x", b"")},
    )
    assert shown.status_code in (409, 422)
    assert sentence in unescape(shown.text)


def test_a_file_is_saved_and_not_shown_whatever_is_in_it(browser, services) -> None:
    file = {"name": 'Tŷ "1".pdf', "type": "application/pdf"}
    services.answers["barriers.file"] = {"file": file, "content": "JVBERi0="}
    answer = browser.get("/barriers/d1/files/f1")
    assert answer.content == b"%PDF-"
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''T%C5%B7%20%221%22.pdf"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers.get_list("content-security-policy") == [
        "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
    ]
