"""Everything with a keyboard alone."""

from tests.browser.keyboard import IS_FOCUSED, enter, pick, tab_to


def test_the_first_tab_skips_to_the_content(visit) -> None:
    nobody = visit()
    nobody.goto("/")
    nobody.page.keyboard.press("Tab")
    assert nobody.page.evaluate(IS_FOCUSED, ".govuk-skip-link")
    nobody.page.keyboard.press("Enter")
    assert nobody.page.evaluate("location.hash") == "#main-content"


def test_signing_in_answering_and_reporting_need_no_mouse(visit, administration) -> None:
    council = administration.found_council(language="cy")
    officer = visit(language="cy")
    keyboard = officer.page.keyboard
    officer.goto("/sign-in")
    tab_to(officer, "#email")
    keyboard.type(council.officer.email)
    tab_to(officer, "#password")
    keyboard.type(council.officer.password)
    keyboard.press("Enter")
    officer.page.locator("form[action='/sign-out']").wait_for()

    tab_to(officer, ".govuk-service-navigation a[href='/assess']")
    keyboard.press("Enter")
    officer.page.wait_for_url("**/assess")
    tab_to(officer, ".govuk-task-list__link[href='/assess/leadership']")
    keyboard.press("Enter")
    officer.page.wait_for_url("**/assess/leadership")
    pick(officer, "where", "2")
    pick(officer, "target", "3")
    pick(officer, "confidence", "medium")
    tab_to(officer, 'button[value="list"]')
    keyboard.press("Enter")
    officer.sees("Your answer is saved. Go on here, or come back another day.")

    tab_to(officer, ".govuk-service-navigation a[href='/barriers']")
    keyboard.press("Enter")
    officer.page.wait_for_url("**/barriers")
    tab_to(officer, "main a[href='/barriers/report']")
    keyboard.press("Space")
    officer.page.wait_for_url("**/barriers/report")
    tab_to(officer, "#title")
    keyboard.type(f"{council.code} xylophones stay locked away")
    tab_to(officer, "#story")
    keyboard.type("Zebra crossings would need xylophones.")
    enter(officer, "main form[data-similar] button.govuk-button")
    if officer.heading == officer.say("Is it one of these?"):
        enter(officer, "main a.govuk-button[href$='/kind']")
    pick(officer, "kind", "capacity")
    enter(officer, "main button[value='who']")
    pick(officer, "who", "unnamed")
    enter(officer, "main form button.govuk-button")
    enter(officer, "main form[action$='/send'] button")
    officer.sees("What happens next")
