"""Everything without scripts: slower, but all of it."""


def test_answering_needs_no_scripts(visit, council) -> None:
    officer = visit(council.officer, scripts=False)
    officer.goto("/assess/leadership")
    officer.choose("where", "not-applicable")
    officer.press("Save and continue")
    assert officer.mistakes == [officer.say("Say why this does not apply to your council")]
    officer.page.locator("#reason").fill("We have a mayor who does all that.")
    officer.press("Save and go to the list")
    officer.sees("Your answer is saved. Go on here, or come back another day.")


def test_similar_barriers_are_offered_on_a_page_of_their_own_before_anything_is_sent(
    visit, administration, council
) -> None:
    other = administration.found_council()
    word = other.code.lower()
    number = other.raise_barrier(
        f"Lanterns for {word} harbours can’t be bought",
        f"Every {word} harbour lantern needs a framework that nobody may join.",
    )
    officer = visit(council.officer, scripts=False)
    officer.goto("/barriers/report")
    officer.page.locator("#title").fill(f"{word} harbour lanterns can’t be bought")
    officer.page.locator("#story").fill(f"The framework for {word} lanterns is closed.")
    officer.press("Save and continue")
    assert officer.heading == officer.say("Is it one of these?")
    officer.press("Change what I wrote")
    assert officer.page.locator("#story").input_value().startswith("The framework")
    officer.press("Save and continue")
    officer.page.locator(f'form[action="/barriers/{number}/support"] button').click()
    officer.sees("Your council is counted among those that meet this barrier.")


def test_a_barrier_that_is_different_is_sent_all_the_same(visit, administration, council) -> None:
    other = administration.found_council()
    word = other.code.lower()
    text = f"Saddles for {word} camels can’t be bought"
    other.raise_barrier(text, text)
    officer = visit(council.officer, scripts=False)
    officer.goto("/barriers/report")
    officer.page.locator("#title").fill(text)
    officer.page.locator("#story").fill(text)
    officer.press("Save and continue")
    officer.press("Mine is different: go on")
    officer.choose("kind", "procurement")
    officer.press("Save and skip to the last question")
    officer.choose("who", "unnamed")
    officer.press("Save and continue")
    officer.sees("Is it one of these?")
    officer.press("Send")
    officer.sees("What happens next")


def test_signing_out_needs_no_scripts(visit, council) -> None:
    officer = visit(council.officer, scripts=False)
    officer.press("Sign out")
    officer.sees("You are signed out. Nothing of yours stays in this browser.")
    officer.goto("/journey")
    assert officer.heading == officer.say("Sign in")
