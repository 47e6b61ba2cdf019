"""Addresses that may be followed from a page."""

from dataclasses import dataclass
from typing import Annotated

import pytest

from contracts.errors import Invalid
from contracts.fields import WebAddress
from contracts.messages import load


@dataclass(frozen=True)
class Followed:
    link: Annotated[str, WebAddress]


@pytest.mark.parametrize(
    "address",
    ["https://www.gov.uk/guidance", "http://example.org:8080/a?b=c#d", "HTTPS://EXAMPLE.ORG"],
)
def test_an_address_of_the_web_is_kept_as_it_is(address: str) -> None:
    assert load(Followed, {"link": address}).link == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//example.org",
        "www.example.org",
        "https://",
        "https://localhost",
        "https://gov.uk@evil.example",
        "https://exa mple.org",
        "https://example.org/<script>",
        "https://[::1",
        "ftp://example.org",
        "https://example.org/" + "x" * 500,
    ],
)
def test_anything_else_is_refused(address: str) -> None:
    with pytest.raises(Invalid) as refused:
        load(Followed, {"link": address})
    assert list(refused.value.details) == ["link"]
