"""The pages for systems that listen, with real webhooks in every state, in a real browser."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import pytest

from deploy.health import is_ready
from deploy.local.ports import free_port
from tests.browser.keyboard import enter, tab_to
from tests.browser.people import Council
from tests.journeys.letters import letter_to
from tests.services.notifications.endpoint import Answering, Endpoint, accepting, answering

MOST = 20
STATES: dict[str, Answering] = {
    "unverified": answering(404, b"no such page"),
    "active": accepting,
    "failing": answering(500, b"<h1>We are down</h1>"),
    "paused": accepting,
    "ended": answering(410),
}
"""How a webhook comes to be in a state: by what its address answers to an event."""

LIST = "/subscribe/webhooks"
SECONDS = 30.0


@dataclass
class Hooks:
    """A council with a webhook in each state, by the state's name; `ids` of those."""

    council: Council
    ids: dict[str, str]

    def at(self, state: str) -> str:
        return f"{LIST}/{self.ids[state]}"

    def seen(self, state: str) -> dict[str, Any]:
        return dict(self.council.api.get(f"/webhooks/{self.ids[state]}").json())

    def post_of(self, state: str) -> str:
        """The page of the newest delivery."""
        found = self.council.api.get(f"/webhooks/{self.ids[state]}/deliveries").json()
        return f"{self.at(state)}/deliveries/{found['deliveries'][0]['id']}"


@pytest.fixture(scope="module")
def hooks(administration) -> Iterator[Hooks]:
    council = administration.found_council()
    with ExitStack() as open_:
        endpoints = {each: open_.enter_context(Endpoint()) for each in STATES}
        endpoints["unverified"].challenged = False
        ids = {each: register(council, each, endpoint) for each, endpoint in endpoints.items()}
        for state, endpoint in endpoints.items():
            endpoint.answer = STATES[state]
            council.api.post(f"/webhooks/{ids[state]}/verifications")
        version = council.api.get(f"/webhooks/{ids['paused']}").headers["etag"]
        council.api.put(f"/webhooks/{ids['paused']}/pause", headers={"if-match": version})
        council.raise_barrier("Lamps cost too much", "Nobody else sells these lamps.")
        hooks = Hooks(council, ids)
        until(lambda: hooks.seen("active")["last_delivered"])
        until(lambda: hooks.seen("failing")["attempts"])
        until(lambda: hooks.seen("ended")["state"] == "ended")
        yield hooks


def register(council: Council, label: str, endpoint: Endpoint) -> str:
    made = council.api.post("/webhooks", json={"url": endpoint.url, "label": f"Is {label}"})
    assert made.status_code == 201, made.text
    return str(made.json()["webhook"]["id"])


def until(holds: Callable[[], Any]) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.1)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_webhooks_in_every_state_and_what_was_posted(visit, hooks, language: str) -> None:
    lead = visit(hooks.council.lead, language=language)
    lead.goto(f"/subscribe?lang={language}")
    lead.inspect()
    posted = [f"{hooks.at('failing')}/deliveries", f"{hooks.at('paused')}/deliveries?failed=yes"]
    for address in [
        LIST,
        *map(hooks.at, STATES),
        *posted,
        hooks.post_of("failing"),
        hooks.post_of("active"),
        f"{LIST}/new",
        f"{hooks.at('active')}/change",
        f"{hooks.at('active')}/remove",
    ]:
        assert lead.goto(address).status == 200, address
        lead.inspect()
    for state, status in [("unverified", 404), ("failing", 500), ("ended", 410)]:
        lead.goto(hooks.at(state))
        lead.sees("It answered with the status %(status)s.", status=status)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_what_was_typed_wrong_and_what_is_shown_once(visit, hooks, language: str) -> None:
    lead = visit(hooks.council.lead, language=language)
    lead.goto(f"{LIST}/new?lang={language}")
    lead.page.locator("#url").fill("ftp://example.org/x")
    lead.page.locator("#events").fill("**")
    lead.page.locator("#batch").fill("many")
    lead.press("Register")
    assert len(lead.mistakes) == 4
    lead.inspect()
    lead.goto(hooks.at("active"))
    lead.press("Post these again")
    assert len(lead.mistakes) == 1
    lead.inspect()
    lead.page.locator("#after").fill("beginning")
    lead.press("Post these again")
    lead.sees("The events are posted again, in order.")
    lead.inspect()
    lead.press("Make a new secret")
    assert lead.page.locator("main code").inner_text().startswith("whsec_")
    lead.inspect()


def test_an_administrator_gets_from_their_start_to_everybodys(visit, administration, hooks) -> None:
    administrator = visit(administration.person_of_demo("administrator", "sector-body"))
    administrator.goto("/admin")
    administrator.follow("Everybody’s webhooks")
    administrator.inspect()
    administrator.goto(hooks.at("failing"))
    administrator.inspect()
    main = administrator.page.locator("main").inner_text()
    assert hooks.council.code.title() in main
    assert "token=hush" not in main


def test_a_webhook_is_registered_verified_tried_and_removed_without_scripts(visit, council) -> None:
    officer = visit(council.officer)
    officer.goto(LIST)
    officer.sees("There are none yet.")
    officer.inspect()
    with Endpoint() as endpoint:
        lead = visit(council.lead, scripts=False)
        lead.goto(LIST)
        lead.press("Register a webhook")
        lead.page.locator("#label").fill("Our case system")
        lead.page.locator("#url").fill(endpoint.url)
        lead.press("Register")
        assert lead.page.locator("main code").inner_text().startswith("whsec_")
        lead.open(lead.page.locator("main a.govuk-button"))
        lead.press("Verify the address")
        lead.sees("The address answered. Events are posted to it from now on.")
        lead.press("Post a test event now")
        lead.sees("The test event was taken.")
        assert [each.events[0]["test"] for each in endpoint.received] == [True]
        lead.press("Pause")
        lead.sees("The webhook is paused. Nothing is lost: it goes on where it stopped.")
        lead.press("Resume")
        lead.sees("The webhook goes on where it stopped.")
        lead.follow("Remove the webhook")
        lead.press("Remove")
        lead.sees("The webhook is removed. Nothing is posted to it any more.")


def test_one_webhook_too_many_is_refused(visit, hooks) -> None:
    with Endpoint() as endpoint:
        for each in range(MOST - len(STATES)):
            register(hooks.council, f"number {each}", endpoint)
        lead = visit(hooks.council.lead)
        lead.goto(f"{LIST}/new")
        lead.page.locator("#label").fill("One too many")
        lead.page.locator("#url").fill(endpoint.url)
        lead.press("Register")
    told = "Your organisation has 20 webhooks, which is the most. Remove one that is not used."
    assert lead.mistakes == [told]
    lead.inspect()


def test_what_was_posted_is_sent_again_with_the_keyboard_alone(visit, hooks) -> None:
    lead = visit(hooks.council.lead)
    lead.goto("/subscribe")
    enter(lead, f"main a[href='{hooks.at('active')}']")
    enter(lead, "main a[href$='/deliveries']")
    enter(lead, "main th a[href*='/deliveries/']")
    tab_to(lead, "main pre")
    enter(lead, "main form[action$='/resend'] button")
    lead.sees("It was sent again and taken.")


@pytest.fixture(scope="module")
def with_mail(stack) -> Iterator[str]:
    """The address of another gateway of the platform, which shows e-mails as `make run`'s does."""
    port = free_port()
    told = stack.environment.of("gateway", free_port())
    told |= {"PORT": str(port), "MAIL_FOLDER": str(stack.mail)}
    program = (sys.executable, "-m", "waymark", "serve", "gateway")
    with subprocess.Popen(program, env=told, stderr=subprocess.DEVNULL) as gateway:
        try:
            until(lambda: is_ready(port))
            yield f"http://localhost:{port}"
        finally:
            gateway.terminate()


@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_e_mails_of_the_demonstration(
    stack, with_mail, visit, administration, language: str
) -> None:
    address = f"nia.{token_hex(4)}@sector.example.org"
    administration.register_without_password(address)
    letter_to(stack, address, 1)
    nobody = visit(language=language)
    nobody.goto(f"{with_mail}/mail")
    nobody.inspect()
    nobody.open(nobody.page.locator("main th a").first)
    nobody.inspect()
