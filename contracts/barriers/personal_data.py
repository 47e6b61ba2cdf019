"""Personal data that somebody may not have meant to type: addresses and numbers that follow a form.

Found by form alone, so a name is never found. What is found may be wrong (a helpline's number is
nobody's own): people are asked, not stopped.

The forms are those that are published: National Insurance numbers as HMRC's NIM39110 has them,
telephone numbers of the United Kingdom as Ofcom's numbering plan has them (an area code or a kind
of service, ten digits or nine after the 0), NHS numbers with their check digit (modulo 11).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["e-mail", "phone", "national-insurance", "nhs-number"]

EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+'-]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,63}(?![\w@])", re.UNICODE
)
NATIONAL_INSURANCE = re.compile(
    r"(?<![A-Za-z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
NHS_NUMBER = re.compile(r"(?<![\w£.,/-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w-]|[.,/]\d)")
PHONE = re.compile(
    r"(?<![\w£$€.,/+-])"
    r"(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|\(?0)"
    r"[12378](?:[ ()-]{0,2}\d){8,9}"
    r"(?![\w-]|[.,/]\d)"
)


@dataclass(frozen=True)
class PersonalData:
    """What looks like it, and where: `field` is the field that it stands in, `text` what it says
    there, from character `start` to before `end`."""

    field: str
    kind: Kind
    text: str
    start: int
    end: int


def look_through(**texts: str) -> tuple[PersonalData, ...]:
    """All that looks like personal data in some fields, in the order of the fields and texts."""
    return tuple(found for field, text in texts.items() for found in look_at(field, text))


def look_at(field: str, text: str) -> list[PersonalData]:
    found: list[PersonalData] = []
    for each in sorted(_candidates(field, text), key=lambda each: (each.start, -each.end)):
        # A number is told once, as the first thing that it is.
        if not found or each.start >= found[-1].end:
            found.append(each)
    return found


def _candidates(field: str, text: str) -> Iterator[PersonalData]:
    forms: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("e-mail", EMAIL),
        ("national-insurance", NATIONAL_INSURANCE),
        ("nhs-number", NHS_NUMBER),
        ("phone", PHONE),
    )
    for kind, form in forms:
        for match in form.finditer(text):
            if kind != "nhs-number" or is_nhs_number(match.group()):
                yield PersonalData(field, kind, match.group(), match.start(), match.end())


def is_nhs_number(text: str) -> bool:
    """Whether ten digits end in the check digit of the nine before; all the same are nobody's."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    weighed = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - weighed % 11) % 11 == digits[9]
