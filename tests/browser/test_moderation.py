"""What happens to a barrier's page after it was written: figures, removals, notes, reports."""

from tests.browser.people import Council


def barrier_of(council: Council, name: str) -> str:
    return council.raise_barrier(f"{name} may not be told", f"We wrote to {name} of Elm Road.")


def test_a_lead_records_what_was_released_and_a_colleague_revises_it(visit, council) -> None:
    number = barrier_of(council, "Nobody")
    lead = visit(council.lead, language="cy")
    lead.goto(f"/barriers/{number}?lang=cy")
    lead.follow("Record what was released for your council")
    lead.press("Save")
    assert len(lead.mistakes) == 8
    lead.inspect()
    for name, value in {"measure": "money", "basis": "measured", "confidence": "low"}.items():
        lead.choose(name, value)
    typed = {"low": "£40,000", "high": "65 000", "owner": "Pennaeth eiddo", "method": "Anfonebau"}
    typed |= {"as_of-day": "31", "as_of-month": "3", "as_of-year": "2026"}
    for name, value in typed.items():
        lead.page.locator(f'[name="{name}"]').fill(value)
    lead.page.locator("#named").check()
    lead.press("Save")
    lead.sees(
        "What was released for your council is recorded. You can revise it whenever you know more."
    )
    lead.inspect()

    officer = visit(council.officer)
    officer.goto(f"/barriers/{number}/released?measure=money")
    assert officer.page.locator("#low").input_value() == "40000"
    officer.page.locator("#low").fill("50000")
    officer.press("Save")
    officer.sees("What was said before")
    officer.inspect()


def test_an_analyst_removes_what_a_reader_reported(visit, council, administration) -> None:
    number = barrier_of(council, "Mrs Pritchard")
    reader = visit(council.officer)
    reader.goto(f"/barriers/{number}")
    reader.follow("Report what should not be written here")
    reader.press("Report it")
    assert reader.mistakes == [reader.say("Choose what is wrong with it")]
    reader.inspect()
    reader.choose("reason", "personal-data")
    reader.press("Report it")
    reader.sees("The body that runs this exchange has still to read it.")
    reader.inspect()

    analyst = visit(administration.person_of_demo("analyst", "sector-body"))
    analyst.goto(f"/barriers/{number}/redact")
    analyst.press("Show me what would be left")
    assert len(analyst.mistakes) == 2
    analyst.page.locator("#passages").fill("Mrs Pritchard\nElm Road")
    analyst.choose("reason", "personal-data")
    analyst.press("Show me what would be left")
    analyst.sees("[removed/tynnwyd] of [removed/tynnwyd]")
    analyst.inspect()
    analyst.press("Remove for good")
    analyst.sees("The words are removed. If somebody reported them, settle the report.")
    assert "Pritchard" not in analyst.page.content()
    analyst.page.locator("#text").fill("She rang on Monday.")
    analyst.press("Add the note")
    analyst.sees("She rang on Monday.")
    analyst.inspect()
    analyst.goto("/casework/flags")
    analyst.inspect()
    analyst.open(analyst.page.locator(f"li:has-text('{number}') a").first)
    analyst.choose("settlement", "redacted")
    analyst.page.locator("#why").fill("You were right, thank you.")
    analyst.press("Settle the report")
    analyst.sees("Whoever reported it sees what came of it.")

    reader.goto(f"/barriers/{number}")
    reader.sees("You were right, thank you.")
    assert "She rang on Monday." not in reader.page.content()
    reader.goto(f"/barriers/{number}/history")
    reader.inspect()
