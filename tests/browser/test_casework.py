"""An analyst's and a council's way through the life of a barrier, page by page."""

import pytest

from tests.browser.people import Administration, Council

RESOLUTIONS = {
    "law-or-rule-changed": {"evidence": "The order came into force.", "link": "https://gov.uk/x"},
    "not-actually-a-barrier": {
        "evidence": "The guidance says so.",
        "note": "A council may share it under the same Act.",
        "note_cy": "Caiff cyngor ei rannu o dan yr un Ddeddf.",
    },
}


@pytest.fixture
def number(council: Council) -> str:
    return council.raise_barrier(f"{council.code} waits", "Nobody says for what.")


def test_an_analyst_takes_it_to_a_body_and_resolves_it(visit, administration, number) -> None:
    administration.work_on(number, ("acknowledgements", None))
    analyst = visit(administration.person_of_demo("analyst", "sector-body"))
    page = f"/barriers/{number}"
    analyst.goto(f"{page}/casework/take-up")
    analyst.inspect()
    analyst.press("Take it up")
    analyst.sees("You are its named contact now.")
    analyst.inspect()

    for name, button in (
        ("assign", "Give it to them"),
        ("put-to-body", "Send the letter"),
        ("close", "Close it"),
        ("resolve", "Continue"),
        ("resolve?way=not-actually-a-barrier", "Resolve it"),
    ):
        analyst.goto(f"{page}/casework/{name}")
        analyst.inspect()
        analyst.press(button)
        assert analyst.mistakes, name
        analyst.inspect()

    analyst.goto(f"{page}/casework/put-to-body")
    analyst.page.locator("#body").select_option("dwp")
    analyst.page.locator("#letter").fill("Please change the regulation.")
    analyst.press("Send the letter")
    analyst.sees("The body sees it now, and has two months to answer.")
    analyst.inspect()
    analyst.goto(f"{page}/casework/escalate")
    analyst.sees("This can’t be done with the barrier now. What can be done stands below.")

    analyst.goto(f"{page}/casework/resolve")
    analyst.inspect()
    analyst.choose("way", "workaround-found")
    analyst.press("Continue")
    analyst.page.locator("#evidence").fill("A joint notice does it.")
    analyst.press("Resolve it")
    analyst.sees("Councils see how it was resolved.")
    analyst.sees("A workaround was found.")
    analyst.inspect()


def test_what_was_typed_stays_where_somebody_came_between(visit, administration, number) -> None:
    administration.work_on(number, ("acknowledgements", None), ("take-ups", None))
    analyst = visit(administration.person_of_demo("analyst", "sector-body"))
    analyst.goto(f"/barriers/{number}/casework/put-to-body")
    analyst.page.locator("#body").select_option("dwp")
    analyst.page.locator("#letter").fill("A letter that took an hour.")
    administration.work_on(number, ("assignments", {"person": "p", "name": "Nia"}))
    analyst.press("Send the letter")

    assert analyst.mistakes
    assert analyst.page.locator("#letter").input_value() == "A letter that took an hour."
    analyst.press("Send the letter")
    analyst.sees("The body sees it now, and has two months to answer.")


@pytest.mark.parametrize("way", [*RESOLUTIONS, "closed"])
def test_councils_see_how_it_ended_and_reopen_or_appeal(
    visit, administration: Administration, council: Council, number: str, way: str
) -> None:
    closing = {"reason": "out-of-scope", "why": "It is about a private contract."}
    end = (
        ("closings", closing)
        if way == "closed"
        else ("resolutions", {"way": way} | RESOLUTIONS[way])
    )
    administration.work_on(number, ("acknowledgements", None), ("take-ups", None), end)
    language = "cy" if way == "not-actually-a-barrier" else "en"
    lead = visit(council.lead, language=language)
    lead.goto(f"/barriers/{number}?lang={language}")
    lead.inspect()

    appeals = way == "not-actually-a-barrier"
    lead.follow("Appeal" if appeals else "Ask to reopen it")
    lead.inspect()
    lead.page.locator("#why").fill("It is not so for districts.")
    lead.press("Send the appeal" if appeals else "Reopen it")
    done = "Your council’s appeal is in: it is worked on again."
    lead.sees(done if appeals else "It is worked on again.")
    lead.inspect()
