"""Choosing a password by the link of an e-mail, in a real browser and without scripts."""

import secrets

from tests.browser.people import Person
from tests.journeys.letters import link_sent_to

PASSWORD = "three words apart"


def test_a_person_chooses_their_first_password_and_signs_in_with_it(
    stack, visit, administration
) -> None:
    administrator = visit(administration.person_of_demo("administrator", "sector-body"))
    address = f"rhys.{secrets.token_hex(4)}@sector.example.org"
    administrator.goto("/admin/people")
    administrator.page.locator("#name").fill("Rhys Powell")
    administrator.page.locator("#email").fill(address)
    administrator.page.locator("#organisation").fill("sector-body")
    administrator.choose("role", "analyst")
    administrator.press("Register")
    administrator.sees("A link is on its way to the person, by which they choose a password.")
    secret = link_sent_to(stack, address, 1)

    rhys = visit(scripts=False)
    rhys.goto(f"/welcome/{secret}")
    rhys.page.locator("#password").fill("too short")
    rhys.press("Save the password")
    assert rhys.mistakes == [rhys.say("Enter a password of 12 to 200 characters")]
    rhys.page.locator("#password").fill(PASSWORD)
    rhys.press("Save the password")
    rhys.sees("Your password is saved. Sign in with it.")
    rhys.sign_in(Person("Rhys Powell", address, PASSWORD))

    late = visit()
    assert late.goto(f"/welcome/{secret}").status == 404
    late.inspect()
    late.follow("Ask for a new link")
    late.page.locator("#email").fill(address)
    late.press("Send me the link")
    assert late.heading == late.say("Look at your e-mail")
    late.inspect()


def test_the_pages_of_passwords_in_welsh(stack, visit, administration) -> None:
    address = f"nia.{secrets.token_hex(4)}@sector.example.org"
    administration.register_without_password(address)
    secret = link_sent_to(stack, address, 1)
    nia = visit(language="cy")
    for page, button in [
        ("/forgotten-password", "Send me the link"),
        (f"/welcome/{secret}", "Save the password"),
    ]:
        nia.goto(page)
        nia.inspect()
        nia.press(button)
        assert nia.mistakes
        nia.inspect()
