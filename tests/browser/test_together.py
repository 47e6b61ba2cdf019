"""What councils do about a barrier together, in every state that its pages are designed for."""

import secrets
from typing import Any

import pytest

from tests.browser.people import Council


@pytest.fixture
def number(council: Council) -> str:
    return council.raise_barrier("Two systems do not talk", "They never did.")


def add(council: Council, number: str, noun: str, **body: Any) -> dict[str, Any]:
    """Adds something as a lead of the council."""
    answer = council.api.post(
        f"/barriers/{number}/{noun}",
        json=body,
        headers={"idempotency-key": secrets.token_hex(16)},
    )
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_forms_say_what_is_wrong_and_keep_what_was_typed(visit, council, number) -> None:
    offered = add(council, number, "workarounds", title="A form", text="Ask once.")
    add(council, number, "group", purpose="Change the form")
    asked = add(council, number, "questions", text="Who?")
    lead = visit(council.lead)
    for address, button in [
        ("workarounds/offer", "Offer it"),
        (f"workarounds/{offered['id']}/mark", "Say so"),
        ("group/begin", "Agree and begin"),
        ("group/meeting", "Save"),
        ("group/notes", "Save"),
        ("questions/ask", "Ask"),
        (f"questions/{asked['id']}/answer", "Answer"),
        ("links/add", "Link them"),
    ]:
        lead.goto(f"/barriers/{number}/{address}")
        lead.press(button)
        assert lead.mistakes, address
        lead.inspect()


def test_councils_work_on_a_barrier_together(visit, administration, council, number) -> None:
    other = council.raise_barrier("A rule that nobody knows", "It is there.")
    lead = visit(council.lead)
    lead.goto(f"/barriers/{number}/group")
    lead.inspect()
    lead.press("Begin a working group")
    lead.page.locator("#purpose").fill("Change the form.")
    lead.press("Agree and begin")
    lead.sees("The group is there. Tell other councils of it.")
    lead.press("I am the contact: councils may read my name here")
    lead.follow("Arrange the next meeting")
    for name, typed in [
        ("at-day", "27"),
        ("at-month", "6"),
        ("at-year", "2099"),
        ("time", "2:30pm"),
        ("place", "Online"),
    ]:
        lead.page.locator(f"#{name}").fill(typed)
    lead.press("Save")
    lead.page.get_by_text("27 June 2099, 2:30pm").wait_for()
    lead.press("Write down what was agreed")
    lead.page.locator("#text").fill("We write to the minister.")
    lead.press("Save")
    lead.sees("It is written down.")
    lead.inspect()
    lead.goto(f"/barriers/{number}/links/add")
    lead.choose("which", "feeds")
    lead.page.locator("#feeds").fill("WB-NONE")
    lead.page.locator("#why").fill("Without it nobody asks.")
    lead.press("Link them")
    assert lead.mistakes == [lead.say("Enter the number of another barrier, such as WB-7K3Q-9FD")]
    lead.page.locator("#feeds").fill(other)
    lead.press("Link them")
    lead.sees("The two are linked.")
    lead.inspect()
    neighbour = administration.found_council()
    officer = visit(neighbour.officer)
    officer.goto(f"/barriers/{number}/workarounds/offer")
    officer.page.locator("#title").fill("One form for all")
    officer.page.locator("#text").fill("We ask once.")
    officer.page.locator("#link").fill("javascript:alert(1)")
    officer.press("Offer it")
    assert len(officer.mistakes) == 1
    officer.page.locator("#link").fill("https://www.gov.uk/forms")
    officer.press("Offer it")
    officer.sees("Your workaround is there for others.")
    officer.inspect()
    lead.goto(f"/barriers/{number}/workarounds")
    lead.page.get_by_text("Say whether it worked for you").first.click()
    lead.choose("worked", "yes")
    lead.page.locator("#note").fill("Two days.")
    lead.choose("named", "yes")
    lead.press("Say so")
    lead.sees("Others see now what you say.")
    lead.inspect()
    for visitor in (officer, visit(administration.person_of_demo("analyst", "sector-body"))):
        for address in (
            f"/barriers/{number}",
            f"/barriers/{number}/group",
            f"/barriers/{number}/workarounds",
            f"/barriers/{number}/links",
            "/barriers/links",
        ):
            assert visitor.goto(address).status == 200
            visitor.inspect()


def test_a_question_is_asked_answered_and_hidden(visit, administration, council, number) -> None:
    officer = visit(council.officer)
    officer.goto(f"/barriers/{number}/questions/ask")
    officer.page.locator("#text").fill("Who has tried it?")
    officer.press("Ask")
    officer.sees("Your question is asked.")
    analyst = visit(administration.person_of_demo("analyst", "sector-body"))
    analyst.goto(f"/barriers/{number}/questions")
    analyst.page.get_by_role("link", name="Answer the question").click()
    analyst.page.locator("#text").fill("Four councils have.")
    analyst.press("Answer")
    analyst.sees("Your answer is there.")
    analyst.inspect()
    analyst.page.get_by_role("link", name="Hide this answer").click()
    analyst.press("Hide it")
    assert analyst.mistakes
    analyst.inspect()
    analyst.page.locator("#why").fill("It names a resident.")
    analyst.press("Hide it")
    analyst.sees("Show this answer again")
    analyst.inspect()
    officer.goto(f"/barriers/{number}/questions")
    officer.sees("Nobody has answered yet.")
    officer.inspect()


def test_the_words_are_there_in_welsh(visit, council, number) -> None:
    add(council, number, "group", purpose="Newid y ffurflen")
    officer = visit(council.officer, language="cy")
    for address in ("", "/group", "/workarounds", "/questions", "/links"):
        assert officer.goto(f"/barriers/{number}{address}?lang=cy").status == 200
        officer.inspect()
