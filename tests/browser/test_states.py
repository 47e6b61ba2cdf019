"""Every page, in every state that it is designed for, is accessible and fits a small screen."""

import pytest

from tests.browser.people import Council

FOR_EVERYBODY = [
    "/",
    "/sign-in",
    "/sector",
    "/resources",
    "/resources/peer-challenge",
    "/resources?characteristic=leadership&step=2",
    "/accessibility",
    "/privacy",
    "/subscribe",
    "/api/v1/",
    "/subscribe/events",
    "/there-is-no-such-page",
]
THAT_DEPEND_ON_ANSWERS = [
    "/",
    "/assess",
    "/assess/leadership",
    "/assess/check",
    "/journey",
    "/journey/leadership",
    "/compare/leadership",
    "/people",
    "/people/offer",
]
FOR_COUNCILS = [
    "/journey/leadership/3",
    "/journey/leadership?lens=near",
    "/compare",
    "/compare/leadership?group=kind",
    "/barriers",
    "/barriers?mine=yes",
    "/barriers?search=nothing-has-this-word",
    "/barriers/report",
    "/barriers/report?characteristic=leadership&from_level=2",
]


def answer_nothing(council: Council) -> None:
    """Leaves the council as it is."""


def answer_some(council: Council) -> None:
    council.answer("data-and-insight")
    council.answer("income-and-spend", kind="dont-know")


def answer_all(council: Council) -> None:
    council.answer_all(
        leadership={
            "kind": "placed",
            "current": 2,
            "target": 4,
            "target_by": "2038-03",
            "confidence": "high",
            "note": "A line\nand another " + "which is long " * 20,
        },
        income_and_spend={"kind": "not-applicable", "reason": "Another council does it for us"},
        people_and_skills={"kind": "placed", "current": 5, "target": 5, "confidence": "low"},
    )


def submit(council: Council) -> None:
    answer_all(council)
    council.submit()


def reopen(council: Council) -> None:
    submit(council)
    council.reopen()


def plan_nothing(council: Council) -> None:
    for each in council.characteristics():
        council.answer(each, kind="placed", current=3, target=3, confidence="low")
    council.submit()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_pages_for_everybody(visit, language: str) -> None:
    nobody = visit(language=language)
    for address in FOR_EVERYBODY:
        nobody.goto(address)
        nobody.inspect()


@pytest.mark.parametrize(
    ("state", "role"),
    [
        (answer_nothing, "officer"),
        (answer_some, "officer"),
        (answer_all, "officer"),
        (answer_all, "lead"),
        (submit, "officer"),
        (reopen, "lead"),
        (plan_nothing, "lead"),
    ],
)
def test_pages_that_depend_on_answers(visit, council, state, role: str) -> None:
    state(council)
    visitor = visit(getattr(council, role))
    for address in THAT_DEPEND_ON_ANSWERS:
        assert visitor.goto(address).status == 200, address
        visitor.inspect()


def test_pages_for_councils(visit, council) -> None:
    submit(council)
    lead = visit(council.lead)
    for address in (*THAT_DEPEND_ON_ANSWERS, *FOR_COUNCILS):
        assert lead.goto(address).status == 200, address
        lead.inspect()


def test_pages_of_a_council_alone_in_its_region_hide_its_figures(visit, administration) -> None:
    council = administration.found_council(region="Scilly", nation="England")
    submit(council)
    lead = visit(council.lead)
    lead.goto("/compare/leadership?group=region")
    lead.inspect()
    assert lead.page.locator("#standing").count() == 0


def test_forms_with_mistakes(visit, council) -> None:
    lead = visit(council.lead)
    for address, button in [
        ("/assess/leadership", "Save and continue"),
        ("/barriers/report", "Save and continue"),
        ("/people/offer", "Offer help"),
    ]:
        lead.goto(address)
        lead.press(button)
        assert lead.mistakes, address
        lead.inspect()


def test_a_sign_in_that_fails_says_what_to_do(visit) -> None:
    nobody = visit()
    nobody.goto("/sign-in?next=/journey")
    for email, password in [("", ""), ("nobody", "x"), ("nobody@example.org", "wrong words here")]:
        nobody.page.locator("#email").fill(email)
        nobody.page.locator("#password").fill(password)
        nobody.press("Sign in")
        assert nobody.mistakes
        nobody.inspect()


def test_signing_in_leads_back_to_where_one_wanted_to_go(visit, council) -> None:
    officer = visit()
    officer.goto("/compare/leadership")
    officer.page.locator("#email").fill(council.officer.email)
    officer.page.locator("#password").fill(council.officer.password)
    officer.press("Sign in")
    officer.page.wait_for_url("**/compare/leadership")


def test_offering_help_needs_consent_and_can_be_ended(visit, council) -> None:
    submit(council)
    lead = visit(council.lead)
    lead.goto("/people/offer")
    lead.page.locator('input[value="leadership"]').check()
    lead.press("Offer help")
    assert lead.mistakes == [lead.say("Tick the box to agree for your council, or go back")]
    lead.page.locator('input[name="consent"]').check()
    lead.press("Offer help")
    lead.sees("Councils that could learn from yours see its name now.")
    lead.inspect()
    lead.goto("/people/offer")
    lead.inspect()
    lead.press("End the offer")
    lead.sees("Your council is no longer named as one that helps.")


def test_pages_for_analysts(visit, administration, council) -> None:
    number = council.raise_barrier(f"{council.code} lost its key", "It was under the mat before.")
    analyst = visit(administration.person_of_demo("analyst", "sector-body"))
    for address in ["/", "/barriers?stage=raised", "/sector", f"/barriers/{number}", "/journey"]:
        analyst.goto(address)
        analyst.inspect()
    analyst.goto(f"/barriers/{number}")
    analyst.press("Tell councils that it has been read")
    analyst.sees("Councils see now that it has been read.")
    analyst.inspect()


def test_pages_for_administrators(visit, administration) -> None:
    administrator = visit(administration.person_of_demo("administrator", "sector-body"))
    for address in [
        "/",
        "/admin",
        "/admin/councils",
        "/admin/model",
        "/admin/bodies",
        "/admin/bodies/dwp",
        "/admin/people",
        "/admin/keys",
    ]:
        assert administrator.goto(address).status == 200
        administrator.inspect()
    for address, button in [
        ("/admin/councils", "Import"),
        ("/admin/model", "Check and publish"),
        ("/admin/bodies", "Register"),
        ("/admin/people", "Register"),
        ("/admin/keys", "Create"),
    ]:
        administrator.goto(address)
        administrator.press(button)
        assert administrator.mistakes, address
        administrator.inspect()


def test_a_broken_model_or_register_is_told_with_every_mistake(visit, administration) -> None:
    administrator = visit(administration.person_of_demo("administrator", "sector-body"))
    for address, field, text, button in [
        ("/admin/model", "#model", "id: x\ntitle: {en: Hello}", "Check and publish"),
        ("/admin/councils", "#register", "local-authority-code\nCMD", "Import"),
    ]:
        administrator.goto(address)
        administrator.page.locator(field).fill(text)
        administrator.press(button)
        assert administrator.page.locator("#broken").is_visible()
        administrator.inspect()


def test_a_key_is_shown_once(visit, administration, council) -> None:
    administrator = visit(administration.person_of_demo("administrator", "sector-body"))
    administrator.goto("/admin/keys")
    administrator.page.locator("#label").fill("Dashboard")
    administrator.choose("role", "officer")
    administrator.page.locator("#organisation").fill(council.code)
    administrator.press("Create")
    secret = administrator.page.locator("#secret").inner_text()
    administrator.inspect()
    administrator.goto("/admin/keys")
    assert secret not in administrator.page.content()
