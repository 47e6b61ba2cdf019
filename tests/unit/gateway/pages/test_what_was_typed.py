"""Words that somebody typed are never lost to a page that only says sorry."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import yaml
from starlette.testclient import TestClient

from contracts.errors import Conflict, DeadlineExceeded, Failed, NotFound, Unavailable
from gateway import reads
from gateway.sessions import COOKIE

CONTENT = Path(__file__).parents[4] / "content"
WORDS = "Shared definitions were agreed by <all> services in May."
ANSWER = {
    "where": "2",
    "target": "4",
    "month": "3",
    "year": "2027",
    "confidence": "medium",
    "note": WORDS,
    "revision": "1",
    "then": "next",
}
REPORT = {"title": "A notice must be printed", "story": WORDS}
SUBMITTED = Conflict(code="assessment-submitted")

REFUSED = [
    pytest.param(Conflict(), 409, "so this was not saved", id="a conflict"),
    pytest.param(Unavailable(), 503, "away for the moment", id="away"),
    pytest.param(DeadlineExceeded(), 504, "did not answer in time", id="too late"),
    pytest.param(Failed(), 500, "wrong on our side", id="a defect"),
]


def content(path):
    return yaml.safe_load((CONTENT / path).read_text())


@pytest.fixture(autouse=True)
def _answers(services):
    model = content("models/improvement-and-innovation.yaml")
    services.answers |= {
        "assessment.model": {"version": 1, "content": model},
        "assessment.assessment": {"state": "draft", "version": 0, "answers": []},
        "barriers.taxonomy": {"version": 1, "content": content("barriers/taxonomy.yaml")},
        "barriers.similar": {"barriers": []},
        "barriers.drafts": {"drafts": [], "most": 50},
        "accounts.all_councils": {"councils": [{"code": "DUR", "name": "Durham"}]},
    }


@pytest.fixture
def browser(app, services) -> Iterator[TestClient]:
    services.know("session", "DUR", "officer", kind="session")
    with TestClient(
        app,
        base_url="https://testserver",
        headers={"cookie": f"{COOKIE}=session", "accept": "text/html"},
        raise_server_exceptions=False,
        follow_redirects=False,
    ) as client:
        yield client


def field_of(page, name):
    """The value of a hidden field."""
    return page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def send(browser, path, values, language="en", meanwhile=lambda: None):
    """Opens the form, lets something happen, and sends it."""
    headers = {"cookie": f"{COOKIE}=session; waymark-language={language}"}
    page = browser.get(path, headers=headers)
    assert page.status_code == 200
    meanwhile()
    token = {"csrf_token": field_of(page.text, "csrf_token")}
    key = {"key": field_of(page.text, "key")} if 'name="key"' in page.text else {}
    return browser.post(path, data={**token, **key, **values}, headers=headers)


def answered(browser, **how):
    return send(browser, "/assess/leadership", ANSWER, **how)


def reported(browser, **how):
    return send(browser, "/barriers/report", REPORT, **how)


def assert_answer_is_kept(page):
    assert WORDS in unescape(page)
    assert page.count(" checked") == 3
    assert 'value="2027"' in page
    assert field_of(page, "revision") == "1"
    assert "govuk-error-summary" in page


def assert_report_is_kept(page):
    assert WORDS in unescape(page)
    assert f'value="{REPORT["title"]}"' in page
    assert "govuk-error-summary" in page


def test_submitted_meanwhile_the_answer_is_still_in_the_form(browser, services):
    services.answers["assessment.save_answer"] = SUBMITTED
    shown = answered(browser)
    assert shown.status_code == 409
    assert "A lead can reopen them" in shown.text
    assert_answer_is_kept(shown.text)


@pytest.mark.parametrize(("refusal", "status", "sentence"), REFUSED)
def test_an_answer_that_is_not_taken_is_still_in_the_form(
    browser, services, refusal, status, sentence
):
    services.answers["assessment.save_answer"] = refusal
    shown = answered(browser)
    assert shown.status_code == status
    assert sentence in shown.text
    assert_answer_is_kept(shown.text)


@pytest.mark.parametrize(("refusal", "status", "sentence"), REFUSED)
def test_a_report_that_is_not_taken_is_still_in_the_form(
    browser, services, refusal, status, sentence
):
    services.answers["barriers.save_draft"] = refusal
    shown = reported(browser)
    assert shown.status_code == status
    assert sentence in shown.text
    assert_report_is_kept(shown.text)


def test_a_report_sent_again_is_known_to_be_the_same(browser, services):
    services.answers["barriers.save_draft"] = DeadlineExceeded()
    shown = reported(browser)
    assert field_of(shown.text, "key") == services.last().idempotency_key


def test_the_form_is_shown_again_though_its_own_words_can_not_be_read(app, browser, services):
    def away() -> None:
        methods = ("model", "save_answer", "assessment"), ("taxonomy", "similar", "save_draft")
        for service, names in zip(("assessment", "barriers"), methods, strict=True):
            services.answers |= {f"{service}.{name}": Unavailable() for name in names}
        # What was kept in memory has grown too old.
        app.state.cache.drop(reads.MODEL, reads.TAXONOMY)

    answers = dict(services.answers)
    shown = answered(browser, meanwhile=away)
    assert shown.status_code == 503
    assert_answer_is_kept(shown.text)

    services.answers = dict(answers)
    shown = reported(browser, meanwhile=away)
    assert shown.status_code == 503
    assert_report_is_kept(shown.text)


def test_it_is_said_in_welsh_too(browser, services):
    services.answers["assessment.save_answer"] = SUBMITTED
    assert "Gall swyddog arweiniol eu hailagor" in answered(browser, language="cy").text


def test_nobody_begins_a_report_that_nobody_would_take(app, browser, services):
    assert browser.get("/barriers/report").status_code == 200
    services.answers["barriers.taxonomy"] = Unavailable()
    app.state.cache.drop(reads.TAXONOMY)
    assert browser.get("/barriers/report").status_code == 503


def test_after_a_save_without_an_answer_nothing_from_before_counts(browser, services, key):
    def looked() -> int:
        browser.get("/api/v1/councils/DUR/journey", headers=key("officer"))
        return services.times("assessment.assessment")

    nothing = {"suggestions": [], "barriers": []}
    services.answers |= {"matching.suggestions": nothing, "barriers.barriers": nothing}
    services.answers["assessment.save_answer"] = DeadlineExceeded()
    assert looked() == looked()
    assert answered(browser).status_code == 504
    before = services.times("assessment.assessment")
    assert looked() == before + 1


def test_what_is_not_there_is_still_not_found(browser, services):
    services.answers["assessment.save_answer"] = NotFound()
    assert answered(browser).status_code == 404
