"""Addresses that every mail server can be told of."""

from dataclasses import dataclass
from typing import Annotated

import pytest

from contracts.errors import Invalid
from contracts.fields import EmailAddress
from contracts.messages import load


@dataclass(frozen=True)
class Written:
    to: Annotated[str, EmailAddress]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Amina.Osei@Camden.gov.uk ", "amina.osei@camden.gov.uk"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
        ("a@BÜCHER.example", "a@xn--bcher-kva.example"),
        ("a@bu\u0308cher.example", "a@xn--bcher-kva.example"),
        ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
        ("o'neil+w@ynys-môn.cymru", "o'neil+w@xn--ynys-mn-y0a.cymru"),
    ],
)
def test_an_address_is_one_however_it_is_typed(typed: str, kept: str) -> None:
    assert load(Written, {"to": typed}).to == kept


@pytest.mark.parametrize("typed", ["siân@camden.gov.uk", "李@example.org"])
def test_letters_beyond_ascii_before_the_at_are_refused_with_the_reason(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        load(Written, {"to": typed})
    assert refused.value.details == {"to": ["Must contain only ASCII characters before the @."]}


@pytest.mark.parametrize(
    "typed",
    [
        *("a@straße.example", f"a@{'ü' * 64}.example", "a@ü..example", "a@ü\u200d.example", "a@"),
        *("@b.example", "a.example", "a@b@c.example", "a@b c.example", "a\n@b.example"),
        f"a@{'b.' * 126}example",
    ],
)
def test_what_no_mail_server_can_be_told_of_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        load(Written, {"to": typed})
