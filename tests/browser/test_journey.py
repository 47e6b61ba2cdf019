"""One council's way through all of it, in both languages: assess, submit, next step, barrier."""

import time

import pytest

from tests.browser.visitor import Visitor

SOON = 5.0
"""Seconds within which what was submitted shows everywhere, on a machine that is busy."""
CHARACTERISTICS = 8


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_council_goes_from_its_first_answer_to_its_next_step(
    visit, administration, language: str
) -> None:
    council = administration.found_council(language=language)
    officer = visit(council.officer, language=language)
    officer.inspect()
    officer.goto("/assess")
    officer.open(officer.page.locator(".govuk-task-list__link").first)
    for number in range(CHARACTERISTICS):
        officer.inspect()
        officer.answer(target="stay" if number % 3 == 1 else "3")
        officer.press("Save and continue")
    assert officer.heading == officer.say("Check your answers")
    officer.sees(
        "All is answered. Ask a lead of your council to read it through and submit it: "
        "only leads can."
    )

    lead = visit(council.lead, language=language)
    lead.goto("/assess/check")
    lead.press("Submit for our council")
    lead.sees("Your council’s answers are submitted. Now see how others stand, and who can help.")
    lead.inspect()
    assert lead.page.locator(".waymark-path svg").count() == CHARACTERISTICS

    lead.press("Open this step")
    lead.inspect()
    lead.sees("What usually unlocks it")
    assert lead.page.locator(".waymark-card").count() > 0

    lead.follow("Report what is in the way of this step")
    report_all(lead, f"{council.code} never gets its tender answered")
    lead.sees("What happens next")
    lead.inspect()


def report_all(visitor: Visitor, title: str) -> None:
    """Every page of a report, each inspected as it is filled in."""
    visitor.page.locator("#title").fill(title)
    visitor.page.locator("#story").fill("Nobody sold us a thing. Ask jo@example.org about it.")
    save(visitor)
    if visitor.heading == visitor.say("Is it one of these?"):
        visitor.press("Mine is different: go on")
    visitor.choose("kind", "procurement")
    save(visitor)
    link = "https://www.legislation.gov.uk/ukpga/2023/54/section/12"
    visitor.page.locator("#law-0-link").fill(link)
    save(visitor)
    visitor.choose("measure", "money")
    visitor.choose("confidence", "low")
    for field, text in (("low", "£1,000"), ("high", "2,000"), ("method", "Our ledger")):
        visitor.page.locator(f"#{field}").fill(text)
    save(visitor)
    assert visitor.page.locator("#characteristic").input_value()
    save(visitor)
    visitor.inspect()
    visitor.page.locator("#file").set_input_files(
        {"name": "costs.csv", "mimeType": "text/csv", "buffer": b"year,cost"}
    )
    visitor.press("Upload")
    visitor.press("Continue")
    visitor.choose("who", "unnamed")
    save(visitor)
    assert "costs.csv" in visitor.page.locator("main").inner_text()
    visitor.press("Send")
    assert visitor.mistakes == [
        visitor.say("Say that you have looked at what may be personal data")
    ]
    visitor.inspect()
    visitor.choose("looked", "yes")
    visitor.press("Send")


def save(visitor: Visitor) -> None:
    visitor.inspect()
    visitor.press("Save and continue")


def test_comparison_opens_with_ones_own_submission(visit, council) -> None:
    lead = visit(council.lead)
    lead.goto("/compare/leadership")
    lead.sees("Who shares, sees")
    council.answer_all()
    council.submit()
    # Reporting hears of a submission a moment after it.
    deadline = time.monotonic() + SOON
    while lead.page.locator("#group").count() == 0 and time.monotonic() < deadline:
        lead.goto("/compare/leadership")
    assert lead.page.locator("#group").is_visible()
    lead.inspect()


def test_what_a_colleague_wrote_meanwhile_stands_beside_mine_and_neither_is_lost(
    visit, council
) -> None:
    officer = visit(council.officer)
    officer.goto("/assess/leadership")
    officer.answer()
    officer.page.locator("#note").fill("My words")
    council.answer(
        "leadership",
        kind="placed",
        current=4,
        target=5,
        confidence="high",
        note="A colleague’s words",
    )
    officer.press("Save and continue")
    both = officer.page.locator(".waymark-both").inner_text()
    assert "My words" in both
    assert "A colleague’s words" in both
    assert officer.page.locator("#note").input_value() == "My words"
    officer.inspect()
    officer.press("Save and go to the list")
    officer.sees("Your answer is saved. Go on here, or come back another day.")


def test_a_wrong_answer_comes_back_with_every_word_that_was_typed(visit, council) -> None:
    officer = visit(council.officer)
    officer.goto("/assess/leadership")
    officer.choose("where", "3")
    officer.choose("target", "2")
    officer.page.locator("#target_by-month").fill("15")
    officer.page.locator("#note").fill("Words that must not go")
    officer.press("Save and continue")
    assert len(officer.mistakes) == 3
    assert officer.page.locator("#note").input_value() == "Words that must not go"
    assert officer.page.locator('input[name="where"]:checked').get_attribute("value") == "3"
    assert officer.page.evaluate("document.activeElement.className") == "govuk-error-summary"
    officer.inspect()


def test_pressing_back_after_a_sent_form_never_raises_it_twice(visit, council) -> None:
    officer = visit(council.officer)
    title = f"{council.code} waits for a quokka"
    typed = {"title": title, "story": "It never came.", "kind": "culture", "who": "unnamed"}
    begun = council.colleague.post("/barriers/drafts", json={"typed": typed}).json()
    officer.goto(f"/barriers/report/{begun['id']}/check")
    form = officer.page.locator("form[action$='/send']").evaluate(
        "(form) => Object.fromEntries(new FormData(form))"
    )
    for _ in range(2):
        sent = officer.page.request.post(
            f"/barriers/report/{begun['id']}/send",
            form=form,
            headers={"origin": officer.page.url.split("/barriers")[0]},
        )
        assert sent.ok
    found = council.api.get("/barriers", params={"mine": "true"}).json()
    assert [each["title"] for each in found["barriers"]] == [title]
    officer.goto(f"/barriers/report/{begun['id']}/kind")
    officer.sees("What happens next")


def test_what_a_colleague_began_is_gone_on_with_and_told_in_confidence(visit, council) -> None:
    begun = council.colleague.post("/barriers/drafts", json={"typed": {"title": "Kept"}}).json()
    lead = visit(council.lead)
    lead.goto("/barriers/drafts")
    lead.inspect()
    lead.open(lead.page.locator(f"a[href='/barriers/report/{begun['id']}/what']"))
    council.colleague.put(
        f"/barriers/drafts/{begun['id']}",
        json={"typed": {"title": "What the officer wrote meanwhile"}},
        headers={"if-match": '"1"'},
    ).raise_for_status()
    lead.page.locator("#title").fill("What the lead wrote")
    lead.page.locator("#story").fill("A word. " * 3750)
    lead.press("Save and continue")
    lead.sees("What the officer wrote meanwhile")
    lead.inspect()
    lead.press("Save and continue")
    assert "19,999" in lead.mistakes[0]
    lead.inspect()
    lead.page.locator("#story").fill("Told in confidence.")
    lead.press("Save and continue")
    lead.choose("kind", "legal")
    lead.press("Save and skip to the last question")
    lead.choose("who", "sector-body")
    lead.press("Save and continue")
    lead.press("Send")
    lead.inspect()
    lead.follow("Open it to all councils")
    lead.inspect()
    lead.choose("named", "yes")
    lead.press("Open it to all councils")
    lead.sees("All councils can read it now, and say that they meet it too.")
    lead.follow("Add or remove files")
    lead.inspect()


def test_similar_barriers_are_offered_while_one_types(visit, administration, council) -> None:
    other = administration.found_council()
    word = other.code.lower()
    number = other.raise_barrier(
        f"Printers for {word} ballots can’t be bought",
        f"Every {word} ballot printer asks for a framework that nobody may join.",
    )
    officer = visit(council.officer)
    officer.goto("/barriers/report")
    officer.page.locator("#title").press_sequentially(f"{word} ballot printers can't be bought")
    officer.page.locator(f'#similar [data-number="{number}"]').wait_for()
    officer.inspect()
    officer.open(officer.page.locator(f'#similar a[href="/barriers/{number}"]'))
    officer.press("We meet it too")
    officer.sees("Your council is counted among those that meet this barrier.")
    officer.inspect()
    officer.press("We don’t meet it any more")
    officer.sees("Your council is no longer counted here.")
