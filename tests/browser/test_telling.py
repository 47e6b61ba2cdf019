"""What is new, how much of it comes by e-mail, and the end of that, in a real browser."""

import time
from urllib.parse import urlsplit

from tests.browser.visitor import Visitor
from tests.journeys.letters import letter_to


def test_an_officer_is_told_by_e_mail_and_in_the_list_and_ends_the_e_mails(
    stack, visit, council
) -> None:
    officer = visit(council.officer, scripts=False)
    officer.goto("/news")
    officer.sees("Nothing yet. What concerns you appears here as it happens.")
    officer.follow("Choose what we send you by e-mail")
    officer.choose("topic-our-barriers", "at-once")
    officer.page.locator("#quiet_begin").select_option("19")
    officer.press("Save")
    assert officer.mistakes == [officer.say("Choose when the quiet hours end, at another hour")]
    officer.page.locator("#quiet_begin").select_option("none")
    officer.press("Save")
    officer.sees("Your choice is saved.")

    number = council.raise_barrier("Lamps cost too much", "Nobody else sells these lamps.")
    letter = letter_to(stack, council.officer.email, 1)
    assert letter["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    officer.goto("/news")
    officer.sees("It was reported")
    assert officer.page.locator(f"main a[href='/barriers/{number}']").count() == 1
    officer.press("I have read all this")
    officer.sees("Everything is marked as read.")

    link = urlsplit(letter["list-unsubscribe"].strip("<>")).path
    nobody = visit(scripts=False)
    readers = [visit(language=language) for language in ("en", "cy")]
    for reader in readers:
        reader.goto(link)
        reader.inspect()
    nobody.goto(link)
    nobody.press("Stop these e-mails")
    assert nobody.heading == nobody.say("These e-mails have ended")
    for reader in readers:
        reader.goto(link)
        assert reader.heading == reader.say("These e-mails have ended")
        reader.inspect()
    officer.goto("/preferences")
    assert officer.page.locator("input[name=topic-our-barriers][value=never]").is_checked()


def test_the_pages_of_what_is_new_with_nothing_and_with_much_in_both_languages(
    visit, administration
) -> None:
    council = administration.found_council(language="cy")
    officer = visit(council.officer, language="cy")
    officer.goto("/news")
    officer.inspect()
    for each in range(3):
        council.raise_barrier(f"Lamps of kind {each} cost too much", "Nobody else sells them.")
    is_told(officer, 3)
    for page in ("/news", "/preferences", "/", "/unsubscribe/forged"):
        officer.goto(page)
        officer.inspect()
    officer = visit(council.lead)
    for page in ("/news?lang=en", "/preferences"):
        officer.goto(page)
        officer.inspect()


def is_told(visitor: Visitor, times: int) -> None:
    """Waits until so much is new to them: events take their way while pages are read."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        visitor.goto("/news")
        if visitor.page.locator("main li .govuk-tag").count() == times:
            return
    raise AssertionError(f"{times} are not new by now")
