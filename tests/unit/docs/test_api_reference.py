"""The reference of the REST API is made of the refusals themselves."""

import re
from pathlib import Path

from contracts.errors import KINDS
from gateway.problems import STATUS
from waymark import api_reference

PROJECT = Path(__file__).parents[3]
PAGE = PROJECT / "docs" / "reference" / "api.md"
SAID = re.compile(r"\bcode ?= ?\"([a-z-]+)\"")


def test_the_page_says_what_the_api_says_today() -> None:
    assert PAGE.read_text() == api_reference.page(), (
        "run: python -m waymark.api_reference > docs/reference/api.md"
    )


def test_every_kind_has_a_status_and_says_what_to_do() -> None:
    assert {*KINDS} <= {*STATUS}
    assert {*STATUS} == {*api_reference.TO_DO}


def test_every_code_in_the_source_is_on_the_page_or_left_out_on_purpose() -> None:
    listed = {each.code for each in api_reference.told()}
    left_out = api_reference.UNSEEN | api_reference.OF_PAGES | {"refused"}
    said = {
        code
        for root in api_reference.ROOTS
        for module in (PROJECT / root).rglob("*.py")
        for code in SAID.findall(module.read_text())
    }
    assert said - left_out == listed
