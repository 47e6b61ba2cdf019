"""While a service is away its part of a page says so, and the rest works."""

import pytest

from tests.away import away

PAGES = [
    "/",
    "/assess",
    "/journey",
    "/journey/leadership",
    "/compare/leadership",
    "/people",
    "/barriers",
    "/sector",
]

AWAY = (
    "This part of Waymark is away for the moment",
    "This part of Waymark did not answer in time",
)
"""What a page is called whose own service is the one that is away."""


@pytest.mark.parametrize("service", ["assessment", "matching", "barriers", "reporting"])
def test_pages_say_in_words_what_is_away(visit, council, stack, service: str) -> None:
    council.answer_all()
    council.submit()
    lead = visit(council.lead)
    with away(stack, service):
        for address in PAGES:
            answer = lead.goto(address)
            assert answer.status in (200, 503, 504), address
            if answer.status != 200:
                assert lead.page.locator("h1").inner_text() in map(lead.say, AWAY), address
            lead.inspect()


def test_a_journey_without_its_resources_still_shows_its_tracks(visit, council, stack) -> None:
    council.answer_all()
    council.submit()
    lead = visit(council.lead)
    with away(stack, "matching"):
        lead.goto("/journey")
        lead.sees("Resources and people are away for the moment.")
        assert lead.page.locator(".waymark-path svg").count() == 8
