"""The pages on which councils say how a barrier bites them, and analysts merge barriers."""

from typing import Any

import pytest

from tests.unit.gateway.pages.test_barrier_page import BARRIER, NUMBER, content

AT = "2026-11-02T09:30:00+00:00"
DAYS = {"measure": "time", "low": 1200, "high": 2000, "confidence": "low", "method": "Counted"}
VOICES = {
    "voices": [
        {"bites": "It is typed twice", "releases": DAYS, "council": "DUR", "own": False},
        {"bites": "We wait for weeks", "releases": None, "council": None, "own": True},
    ],
    "said": 7,
    "sums": [{"measure": "money", "low": 50_000, "high": 90_000, "councils": 5}],
    "own": {"named": False, "bites": "We wait for weeks", "releases": DAYS},
    "watching": True,
    "next": 5,
}
SUMMARY = {name: BARRIER[name] for name in ("id", "number", "title", "facets", "supporters")}
OTHER = {**SUMMARY, "id": "other", "number": "WB-0000-000", "title": "Print it, says the law"}
PREVIEW = {
    "barrier": SUMMARY,
    "into": OTHER,
    "together": 3,
    "both": 1,
    "version": 2,
    "refused": None,
    "why_not": None,
}
OBJECTION = {
    "council": "DUR",
    "reason": "Ours is about Wales",
    "at": AT,
    "answer": None,
    "answered": None,
}
MERGED = {
    "into": "other",
    "number": "WB-0000-000",
    "why": "The same paragraph",
    "at": AT,
    "objections": 1,
    "unanswered": 1,
    "said": [OBJECTION],
    "may_object": True,
    "took_in": [{"number": "WB-1111-111", "at": AT}],
}


@pytest.fixture(autouse=True)
def _answers(services: Any) -> None:
    services.answers |= {
        "assessment.model": {
            "version": 1,
            "content": content("models/improvement-and-innovation.yaml"),
        },
        "barriers.taxonomy": {"version": 1, "content": content("barriers/taxonomy.yaml")},
        "barriers.barrier": {**BARRIER, "merging": MERGED},
        "barriers.voices": VOICES,
        "barriers.preview_merge": PREVIEW,
        "barriers.similar": {"barriers": [OTHER], "notes": []},
        "accounts.all_councils": {"councils": [{"code": "DUR", "name": "Durham"}]},
    }


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize(
    ("path", "role", "shown"),
    [
        ("/words", "officer", "We wait for weeks"),
        ("/support", "lead", "We wait for weeks"),
        ("/voices", "officer", "It is typed twice"),
        ("/merge", "analyst", "Print it, says the law"),
        ("/merge?into=WB-0000-000", "analyst", "Print it, says the law"),
        ("/objection", "lead", "The same paragraph"),
        ("/objections/DUR", "analyst", "Ours is about Wales"),
    ],
)
def test_each_page_shows_what_it_is_for(
    client, key, path: str, role: str, shown: str, language: str
) -> None:
    address = f"/barriers/{NUMBER}{path}"
    page = client.get(address, headers=key(role), params={"lang": language})

    assert page.status_code == 200, page.text
    assert shown in page.text


def test_a_figure_is_shown_as_a_range_with_its_unit(client, key) -> None:
    page = client.get(f"/barriers/{NUMBER}/voices", headers=key("officer")).text

    assert "1,200 to 2,000 days of work a year" in page
    assert "£50,000 to £90,000 a year" in page


def test_what_speaks_against_a_merge_stands_in_the_place_of_the_button(
    client, services, key
) -> None:
    refused = {**PREVIEW, "refused": "merge-in-confidence", "why_not": "Told in confidence"}
    services.answers["barriers.preview_merge"] = refused
    page = client.get(f"/barriers/{NUMBER}/merge?into=WB-0000-000", headers=key("analyst")).text

    assert "A merge would let others know of it" in page
    assert "Merge them" not in page


@pytest.mark.parametrize("path", ["/merge", "/objections/DUR"])
def test_pages_of_analysts_are_for_nobody_else(client, key, path: str) -> None:
    assert client.get(f"/barriers/{NUMBER}{path}", headers=key("lead")).status_code == 403
