"""A law or guidance that somebody cites: which link may be kept, and what a link says of itself.

legislation.gov.uk's addresses say what they lead to (https://www.legislation.gov.uk/developer/uris):
``/ukpga/1972/70/section/123`` is section 123 of the 70th public general Act of 1972. Acts that
councils cite often are known by name, from ``content/barriers/laws.yaml``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from marshmallow import ValidationError, fields

from contracts.barriers.words import Law
from contracts.content.laws import load_laws

MOST = 5
"""How many laws a barrier may cite."""

NAMED = Path(__file__).parents[2] / "content" / "barriers" / "laws.yaml"
ONLY_WEB = "Must be a link that begins with https:// or http://."
LEGISLATION = ("legislation.gov.uk", "www.legislation.gov.uk")
GOV_UK = ("gov.uk", "www.gov.uk")
GUIDANCE = re.compile(r"/(?:government/publications|guidance|government/collections)/([a-z0-9-]+)")
ADDRESS = re.compile(
    r"(?:/id)?/([a-z]{3,5})/(\d{4}|[A-Za-z]+\d?(?:and\d)?/[\d-]+)/(\d{1,5})(?:/(.*))?"
)
PART = re.compile(
    r"(section|regulation|article|rule|schedule|part|chapter|paragraph)/([0-9A-Za-z]{1,6})"
    r"((?:/[0-9A-Za-z]{1,4})*)"
)
STARTS_LIKE_A_LINK = re.compile(r"\s*(?:https?://|www\.)", re.IGNORECASE)
UNSAFE = re.compile(r"[\x00-\x20\x7f\\<>\"`]")
LONGEST_LINK = 500

# How each type is called, and the word before its number.
TYPES: dict[str, tuple[str, str, str, str]] = {
    "ukpga": ("UK Public General Act", "Deddf Gyffredinol Gyhoeddus y DU", "chapter", "pennod"),
    "ukla": ("UK Local Act", "Deddf Leol y DU", "chapter", "pennod"),
    "asp": ("Act of the Scottish Parliament", "Deddf Senedd yr Alban", "asp", "asp"),
    "asc": ("Act of Senedd Cymru", "Deddf Senedd Cymru", "asc", "dsc"),
    "anaw": (
        "Act of the National Assembly for Wales",
        "Deddf Cynulliad Cenedlaethol Cymru",
        "anaw",
        "dccc",
    ),
    "mwa": (
        "Measure of the National Assembly for Wales",
        "Mesur Cynulliad Cenedlaethol Cymru",
        "nawm",
        "mccc",
    ),
    "nia": (
        "Act of the Northern Ireland Assembly",
        "Deddf Cynulliad Gogledd Iwerddon",
        "chapter",
        "pennod",
    ),
    "uksi": ("UK Statutory Instrument", "Offeryn Statudol y DU", "No.", "Rhif"),
    "ssi": ("Scottish Statutory Instrument", "Offeryn Statudol yr Alban", "No.", "Rhif"),
    "wsi": ("Wales Statutory Instrument", "Offeryn Statudol Cymru", "No.", "Rhif"),
    "nisr": ("Northern Ireland Statutory Rule", "Rheol Statudol Gogledd Iwerddon", "No.", "Rhif"),
    "nisi": (
        "Northern Ireland Order in Council",
        "Gorchymyn yn y Cyngor Gogledd Iwerddon",
        "No.",
        "Rhif",
    ),
    "eur": ("Regulation originating from the EU", "Rheoliad yn tarddu o’r UE", "No.", "Rhif"),
}
PARTS_IN_WELSH = {
    "section": "adran",
    "regulation": "rheoliad",
    "article": "erthygl",
    "rule": "rheol",
    "schedule": "Atodlen",
    "part": "Rhan",
    "chapter": "Pennod",
    "paragraph": "paragraff",
}


class Link(fields.String):
    """An address of the web, up to 500 characters: whatever else a browser would run is refused."""

    maximum = LONGEST_LINK

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs)).strip()
        if len(text) > LONGEST_LINK:
            raise ValidationError(f"Must be {LONGEST_LINK} characters or fewer.")
        if not is_safe(text):
            raise ValidationError(ONLY_WEB)
        return text


def is_safe(link: str) -> bool:
    """Whether a browser that follows it goes to a page of the web and does nothing else.

    Without a name and password before the host, behind which another host can hide.
    """
    if UNSAFE.search(link):
        return False
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc


@dataclass(frozen=True)
class Title:
    """What a link leads to, in both languages. `section` is such as ``section 123(2)``."""

    en: str
    cy: str
    section_en: str | None = None
    section_cy: str | None = None


def recognised(link: str) -> Title | None:
    """What the address itself says that it leads to; None where it is no address known here."""
    if not is_safe(link):
        return None
    parts = urlsplit(link)
    if parts.hostname in LEGISLATION:
        return _legislation(parts.path.rstrip("/"))
    if parts.hostname in GOV_UK:
        return _guidance(parts.path.rstrip("/"))
    return None


def cited(title: str | None, section: str | None, link: str | None) -> Law | None:
    """The law that somebody cites, its title and section taken from the link where not given.

    None where neither says what it is called.
    """
    if title and not link and STARTS_LIKE_A_LINK.match(title):
        given = title.strip()
        title, link = None, given if "://" in given else f"https://{given}"
    found = recognised(link) if link else None
    name = title or (found.en if found else None)
    if not name:
        return None
    return Law(name[:200], section or (found.section_en if found else None), link)


def in_words(laws: tuple[Law, ...]) -> str | None:
    """The laws in one line of 200 characters at the most, as those read it who know no links."""
    words = "; ".join(f"{law.title}, {law.section}" if law.section else law.title for law in laws)
    return (words if len(words) <= 200 else f"{words[:199]}…") or None


@cache
def named() -> Mapping[str, Mapping[str, str]]:
    """The laws that are known by name: ``ukpga/1972/70`` → ``{"en", "cy"}``."""
    return {law["address"]: law["name"] for law in load_laws(NAMED.read_text("utf-8"))}


def _legislation(path: str) -> Title | None:
    match = ADDRESS.fullmatch(path)
    if match is None or match[1] not in TYPES:
        return None
    kind, year, number, rest = match.groups()
    name = named().get(f"{kind}/{year}/{number}")
    en, cy, word, gair = TYPES[kind]
    when = year.replace("/", " ")
    section_en, section_cy = _part(rest or "")
    return Title(
        en=name["en"] if name else f"{en} {when} {word} {number}",
        cy=name["cy"] if name else f"{cy} {when} {gair} {number}",
        section_en=section_en,
        section_cy=section_cy,
    )


def _part(rest: str) -> tuple[str | None, str | None]:
    match = PART.match(rest)
    if match is None:
        return None, None
    inner = "".join(f"({each})" for each in _subsections(match[3]))
    return f"{match[1]} {match[2]}{inner}", f"{PARTS_IN_WELSH[match[1]]} {match[2]}{inner}"


def _subsections(path: str) -> list[str]:
    # What follows a date, such as /2020-01-01, is no part; words, such as /enacted, are longer.
    return [
        each for each in path.split("/") if re.fullmatch(r"\d{1,3}[A-Za-z]{0,2}|[a-z]{1,2}", each)
    ]


def _guidance(path: str) -> Title | None:
    match = GUIDANCE.match(path)
    if match is None:
        return None
    words = match[1].replace("-", " ").strip()
    title = words[:1].upper() + words[1:]
    return Title(en=f"{title} (GOV.UK)", cy=f"{title} (GOV.UK)")
