"""Headless Chromium on the whole platform, with councils that exist for one test alone."""

import os
from collections.abc import Callable, Iterator
from shutil import which
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from deploy.local.stack import Stack
from tests.browser.people import Administration, Council, Person
from tests.browser.visitor import Visitor

# Many tests share few people; `tests/unit/gateway/test_limits.py` tries the limits.
os.environ.setdefault("WRITE_LIMIT", "100000/minute")
os.environ.setdefault("SIGN_IN_LIMIT", "1000/minute")

CHROMIUM = which("chromium-headless-shell") or which("chromium")
"""The shell is the same engine without a browser's own windows: half the work for each page."""
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]

Visit = Callable[..., Visitor]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Ends with this folder: while it is there, no other test can run an event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def administration(stack: Stack) -> Iterator[Administration]:
    with Administration(stack) as administration:
        yield administration


@pytest.fixture
def council(administration: Administration) -> Council:
    """A new council that has answered nothing."""
    return administration.found_council()


@pytest.fixture
def visit(stack: Stack, chromium: Browser) -> Iterator[Visit]:
    """Opens a browser of its own for a person, or for nobody.

    Nothing may go wrong in it unseen: an error of a script, or something that the content policy
    forbids, fails the test.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_browser(
        person: Person | None = None, *, width: int = 1000, scripts: bool = True, language: str = ""
    ) -> Visitor:
        context = chromium.new_context(
            base_url=stack.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale={"cy": "cy-GB"}.get(language, "en-GB"),
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        _listen(page, wrong)
        visitor = Visitor(page, language or "en")
        if person:
            visitor.sign_in(person)
        return visitor

    yield open_browser
    for context in contexts:
        context.close()
    assert wrong == []


def _listen(page: Page, wrong: list[str]) -> None:
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: _note(message, wrong))


def _note(message: Any, wrong: list[str]) -> None:
    # The browser says so of every answer that is not 2xx; tests look at those themselves.
    if message.type == "error" and "Failed to load resource" not in message.text:
        wrong.append(message.text)
