"""Somebody at a browser: what they do in the words of the pages, and what every page must be."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Response

from contracts.languages import Language
from gateway.languages import Words, words_in
from tests.browser.people import Person

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
NARROW = 320
"""CSS pixels that a page must fit into (WCAG 1.4.10)."""

FOREIGN_FONTS = """() => [...document.querySelectorAll("body, body *")]
    .filter((each) => getComputedStyle(each).fontFamily.includes("GDS Transport"))
    .map((each) => each.outerHTML.slice(0, 120))"""
HIDDEN_TARGETS = """() => [...document.querySelectorAll(".govuk-error-summary a")]
    .filter((each) => !document.querySelector(each.hash)?.checkVisibility())
    .map((each) => each.hash)"""


@cache
def axe() -> str:
    return AXE.read_text()


class Visitor:
    """`say` gives the page's own sentence in the visitor's language, to find things by."""

    def __init__(self, page: Page, language: str = "en") -> None:
        self.page = page
        self.say: Words = words_in(_language(language))

    def sign_in(self, person: Person) -> None:
        self.page.goto("/sign-in")
        self.page.locator("#email").fill(person.email)
        self.page.locator("#password").fill(person.password)
        self.page.locator("main button[type=submit]").last.click()
        self.page.locator("form[action='/sign-out']").wait_for()

    def goto(self, address: str) -> Response:
        response = self.page.goto(address)
        assert response is not None
        return response

    def press(self, name: str) -> None:
        """Presses the button that says `name`, in English, whatever the page's language."""
        self.open(self.page.get_by_role("button", name=self.say(name), exact=True).first)

    def follow(self, name: str, **values: Any) -> None:
        self.open(self.page.get_by_role("link", name=self.say(name, **values), exact=True).first)

    def open(self, found: Locator) -> None:
        """Clicks what leads to another page, and waits until that is there."""
        with self.page.expect_navigation():
            found.click()

    def sees(self, sentence: str, **values: Any) -> Locator:
        found = self.page.get_by_text(self.say(sentence, **values)).first
        found.wait_for()
        return found

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def mistakes(self) -> list[str]:
        return self.page.locator(".govuk-error-summary__list li").all_inner_texts()

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f'input[name="{name}"][value="{value}"]').check()

    def answer(self, where: str = "2", target: str = "3", confidence: str = "medium") -> None:
        """Fills in a question as placed."""
        self.choose("where", where)
        self.choose("target", target)
        self.choose("confidence", confidence)

    def inspect(self) -> None:
        """What every page must be, in every state: accessible, and readable on a small screen."""
        # What is folded away is part of the page too.
        self.page.evaluate(
            "document.querySelectorAll('details').forEach((each) => each.open = true)"
        )
        self._has_no_fault_that_a_program_finds()
        self._fits_a_small_screen()
        assert self.page.title().strip().endswith("– Waymark")
        assert self.page.locator("html").get_attribute("lang") == self.say.language
        assert self.page.evaluate(FOREIGN_FONTS) == []
        assert self.page.evaluate(HIDDEN_TARGETS) == []
        has_mistakes = bool(self.mistakes)
        assert self.page.title().strip().startswith(self.say("Error:")) == has_mistakes

    def _has_no_fault_that_a_program_finds(self) -> None:
        self.page.evaluate(axe())
        # All rules run; what passes is only counted and not described, which takes longer.
        options = {"runOnly": TAGS, "resultTypes": ["violations"]}
        found = self.page.evaluate("(options) => axe.run(options)", options)
        faults = [
            (each["id"], each["help"], [node["html"][:200] for node in each["nodes"]][:3])
            for each in found["violations"]
        ]
        assert faults == [], self.page.url

    def _fits_a_small_screen(self) -> None:
        size = self.page.viewport_size
        assert size is not None
        self.page.set_viewport_size({"width": NARROW, "height": 900})
        width = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(size)
        assert width <= NARROW, self.page.url


def _language(code: str) -> Language:
    return "cy" if code == "cy" else "en"
