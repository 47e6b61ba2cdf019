"""Administrators deal with what is parked, in both languages and without scripts."""

import pytest

from tests import poison
from tests.away import away

WHY = "It was made up by a test."


@pytest.fixture
def administrator(administration):
    return administration.person_of_demo("administrator", "sector-body")


@pytest.mark.parametrize("language", ["en", "cy"])
def test_what_is_mended_is_retried_and_goes_on(visit, administrator, stack, language: str) -> None:
    visitor = visit(administrator, language=language)
    with poison.parked(stack, mended=True) as (first, second):
        visitor.goto(f"/admin?lang={language}")
        visitor.inspect()
        visitor.follow("Parked events")
        visitor.inspect()
        visitor.open(visitor.page.locator('a[href="/admin/parked/reporting"]'))
        visitor.inspect()
        visitor.goto(f"/admin/parked/reporting/{second}")
        visitor.inspect()
        visitor.follow("Go to the earlier one")
        visitor.inspect()
        assert poison.WORDS not in visitor.page.content()
        visitor.press("Retry")
        visitor.sees("Done")
        assert first not in visitor.page.content()
        visitor.inspect()
    visitor.goto(f"/admin/parked/reporting/{first}")
    visitor.sees("That event is not parked any more: somebody has retried or discarded it.")
    visitor.sees("Nothing is parked here. All is as it should be.")
    visitor.inspect()
    visitor.goto("/admin/parked")
    visitor.sees("Nothing is parked. All is as it should be.")
    visitor.inspect()


@pytest.mark.parametrize("scripts", [True, False])
def test_what_fails_again_stays_and_may_be_discarded(visit, administrator, stack, scripts) -> None:
    visitor = visit(administrator, scripts=scripts)
    inspect = visitor.inspect if scripts else lambda: None
    with poison.parked(stack) as (first, second):
        visitor.goto(f"/admin/parked/reporting/{first}")
        visitor.press("Retry")
        visitor.sees(
            "This one failed, and is parked with those behind it. Mend the cause, then retry."
        )
        inspect()
        visitor.follow("Discard this event")
        inspect()
        visitor.page.locator("#why").fill("short")
        visitor.press("Discard")
        assert visitor.mistakes == ["Say why, in 10 characters or more"]
        assert visitor.page.locator("#why").input_value() == "short"
        inspect()
        visitor.page.locator("#why").fill(WHY)
        visitor.press("Discard")
        visitor.sees("The event is discarded. 1 event took effect.")
        inspect()
        assert visitor.goto(f"/admin/parked/reporting/{second}/discard").status == 200
        visitor.sees("That event is not parked any more: somebody has retried or discarded it.")


def test_one_that_is_not_the_first_can_not_be_discarded(visit, administrator, stack) -> None:
    visitor = visit(administrator)
    with poison.parked(stack) as (_, second):
        assert visitor.goto(f"/admin/parked/reporting/{second}/discard").status == 409
        visitor.inspect()


def test_a_service_that_is_away_is_said_to_be(visit, administrator, stack) -> None:
    visitor = visit(administrator)
    with away(stack, "reporting"):
        visitor.goto("/admin/parked")
        visitor.sees("Away")
        visitor.inspect()
        assert visitor.goto("/admin/parked/reporting").status in (503, 504)
        visitor.inspect()
    assert visitor.goto("/admin/parked/nowhere").status == 404


def test_the_pages_are_for_administrators(visit, council) -> None:
    lead = visit(council.lead)
    for address in ("", "/reporting", "/reporting/any", "/reporting/any/discard"):
        assert lead.goto(f"/admin/parked{address}").status == 403
    lead.inspect()
