"""The list of barriers says what narrows it down, and lets one take each of it away."""

import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
import yaml

from contracts.barriers.messages import ListBarriers

CONTENT = Path(__file__).parents[4] / "content"
BARRIER = {
    "number": "WB-7K3Q-9FD",
    "title": "A notice must be printed",
    "facets": {"kind": "legal"},
    "stage": "raised",
    "supporters": 2,
    "raised": "2026-11-02T09:30:00+00:00",
    "supported": True,
}
REMOVE = re.compile(r'href="(/barriers[^"]*)">Remove')


@cache
def content(path):
    return yaml.safe_load((CONTENT / path).read_text())


@pytest.fixture(autouse=True)
def _answers(services):
    model = content("models/improvement-and-innovation.yaml")
    taxonomy = content("barriers/taxonomy.yaml")
    services.answers |= {
        "assessment.model": {"version": 1, "content": model},
        "barriers.taxonomy": {"version": 1, "content": taxonomy},
        "barriers.barriers": {"barriers": [BARRIER], "next": "c1"},
    }


def listed(services):
    return [each.message for each in services.asked if each.method == "barriers.barriers"]


def removals(page):
    return [unescape(href) for href in REMOVE.findall(page.text)]


def test_every_filter_reaches_the_service(client, services, key):
    asked = (
        "search=notice&kind=legal&kind=funding&stage=with-body&body=dwp&nation=Wales&effect=slows"
        "&characteristic=leadership&law=Care+Act&mine=yes&order=most-supported"
    )
    assert client.get(f"/barriers?{asked}", headers=key("officer")).status_code == 200
    (message,) = listed(services)
    assert message.kind == ("legal", "funding")
    assert (message.nation, message.effect, message.law) == ("Wales", "slows", "Care Act")
    assert (message.stage, message.order, message.mine) == ("with-body", "most-supported", True)


def test_each_filter_can_be_taken_away_alone(client, key):
    page = client.get("/barriers?kind=legal&kind=funding&law=Act", headers=key("officer"))
    assert removals(page) == [
        "/barriers?law=Act&kind=funding",
        "/barriers?law=Act&kind=legal",
        "/barriers?kind=legal&kind=funding",
    ]


def test_the_next_page_keeps_the_filters_and_taking_one_away_begins_anew(client, key):
    page = client.get("/barriers?nation=Wales&after=c0", headers=key("officer"))
    assert "/barriers?nation=Wales&after=c1" in unescape(page.text)
    assert removals(page) == ["/barriers"]


def test_a_filter_that_there_is_not_shows_the_whole_list(client, services, key):
    for wrong in ("stage=parked", "kind=Not+A+Slug", "order=level", "nation=France"):
        page = client.get(f"/barriers?{wrong}", headers=key("officer"))
        assert page.status_code == 200
        assert removals(page) == []
        assert listed(services)[-1] == ListBarriers()


def test_a_kind_that_the_taxonomy_has_not_is_shown_as_it_was_asked_for(client, key):
    page = client.get("/barriers?kind=bad-luck", headers=key("officer"))
    assert "Kind: bad-luck" in page.text


def test_the_words_are_explained_to_anybody_in_both_languages(client):
    page = client.get("/barriers/words")
    welsh = client.get("/barriers/words?lang=cy")
    for each in (page, welsh):
        assert each.status_code == 200
        assert "Yr heddlu" in each.text
        assert "The police" in each.text
    assert "A statute, a regulation" in page.text
    assert "Mae statud" in welsh.text
