"""What is put to a body: as its responder and as an analyst see it, and with a keyboard alone."""

import pytest

from tests.browser.people import Administration, Council, Person
from tests.browser.test_keyboard import pick, tab_to

WORDS = "We will change the regulations in the spring."


@pytest.fixture
def put(administration: Administration, council: Council) -> str:
    """The number of a barrier that was put to the department."""
    number = council.raise_barrier(f"{council.code} hears nothing", "Nobody says who lost what.")
    administration.put_to(number, "dwp")
    return number


@pytest.fixture
def helen(administration: Administration) -> Person:
    return administration.person_of_demo("responder", "dwp")


def test_a_responder_asks_for_facts_and_answers(visit, administration, helen, put: str) -> None:
    responder = visit(helen)
    for address in ("/", "/addressed", f"/barriers/{put}", "/barriers"):
        assert responder.goto(address).status == 200
        responder.inspect()
    for name, button in (("answer", "Send the answer"), ("ask-for-facts", "Ask")):
        responder.goto(f"/barriers/{put}/{name}")
        responder.inspect()
        responder.press(button)
        assert responder.mistakes
        responder.inspect()

    responder.page.locator("#question").fill("How many are they?")
    responder.press("Ask")
    responder.sees("Your question is sent. The time for your answer stands still until the facts")
    responder.inspect()
    administration.work_on(put, ("facts", {"facts": "About two hundred a year."}))
    responder.goto(f"/barriers/{put}")
    responder.sees("About two hundred a year.")

    responder.press("Answer")
    responder.choose("says", "will-change")
    responder.page.locator("#answer").fill(WORDS)
    responder.press("Send the answer")
    responder.sees("We will change it")
    responder.sees(WORDS)
    responder.inspect()
    responder.goto("/addressed")
    done = responder.page.locator("main ul.govuk-list").last
    assert put in done.inner_text()


def test_the_same_pages_are_there_in_welsh(visit, helen, put: str) -> None:
    responder = visit(helen, language="cy")
    responder.goto("/?lang=cy")
    for address in ("/", "/addressed", f"/barriers/{put}", f"/barriers/{put}/answer"):
        responder.goto(address)
        responder.inspect()


def test_analysts_have_their_work_by_its_day(visit, administration, put: str) -> None:
    analyst = visit(administration.person_of_demo("analyst", "sector-body"))
    for address in ("/", "/casework", "/casework?whose=nobody", "/casework?whose=all"):
        assert analyst.goto(address).status == 200
        analyst.inspect()
    analyst.goto(f"/barriers/{put}")
    analyst.sees("May they tell councils?")


def test_councils_read_no_letters(visit, council: Council, put: str) -> None:
    officer = visit(council.officer)
    officer.goto(f"/barriers/{put}")
    assert "May they tell councils?" not in officer.page.content()
    assert officer.goto("/addressed").status == 403


def test_answering_needs_no_mouse(visit, helen, put: str) -> None:
    responder = visit(helen)
    keyboard = responder.page.keyboard
    responder.goto("/addressed")
    tab_to(responder, f"main a[href='/barriers/{put}']")
    keyboard.press("Enter")
    responder.page.wait_for_url(f"**/barriers/{put}")
    tab_to(responder, f"main a[href='/barriers/{put}/answer']")
    keyboard.press("Enter")
    responder.page.wait_for_url("**/answer")
    pick(responder, "says", "not-what-the-law-says")
    tab_to(responder, "#answer")
    keyboard.type(WORDS)
    tab_to(responder, "main form[action$='/answer'] button")
    keyboard.press("Enter")
    responder.sees("Your answer is sent.")
