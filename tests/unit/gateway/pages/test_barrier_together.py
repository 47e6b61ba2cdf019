"""The pages on which councils work on a barrier together, without services."""

from typing import Any

import pytest

from contracts.barriers import messages
from contracts.errors import NotFound
from services.barriers.service import BarriersService
from tests.unit.gateway import example_answers
from tests.unit.gateway.example_answers import example

PAGE = "/barriers/WB-7K3Q-9FD"
BARRIER = {**example(messages.Barrier), "number": "WB-7K3Q-9FD", "stage": "raised"}
TAXONOMY: dict[str, Any] = {
    name: [] for name in ("kinds", "bodies", "stages", "effects", "natures", "nations")
}


@pytest.fixture(autouse=True)
def _answers(services: Any) -> None:
    services.answers |= {
        **dict(example_answers.of(BarriersService)),
        "barriers.barrier": BARRIER,
        "barriers.taxonomy": {"version": 1, "content": TAXONOMY},
        "accounts.all_councils": {"councils": [{"code": "DUR", "name": "Durham"}]},
    }


@pytest.mark.parametrize("caller", ["officer", "lead", "analyst"])
@pytest.mark.parametrize("address", ["/group", "/workarounds", "/questions", "/links"])
def test_where_nothing_is_there_yet_the_page_says_so(client, key, address: str, caller: str):
    assert client.get(PAGE + address, headers=key(caller)).status_code == 200


def test_a_barrier_without_a_group_lets_a_lead_begin_one(client, services, key) -> None:
    services.answers["barriers.group"] = NotFound(code="no-such-group")

    for_a_lead = client.get(f"{PAGE}/group", headers=key("lead"))
    for_an_officer = client.get(f"{PAGE}/group", headers=key("officer"))

    assert f"{PAGE}/group/begin" in for_a_lead.text
    assert for_an_officer.status_code == 200
    assert f"{PAGE}/group/begin" not in for_an_officer.text


def test_a_barrier_that_is_not_there_has_no_group(client, services, key) -> None:
    services.answers["barriers.group"] = NotFound(code="no-such-barrier")

    assert client.get(f"{PAGE}/group", headers=key("lead")).status_code == 404


def test_the_links_of_the_sector_are_no_barrier(client, key) -> None:
    page = client.get("/barriers/links", headers=key("officer"))

    assert page.status_code == 200
    assert "No barriers are linked here yet" in page.text
