"""The pages of a report: what each asks, what was typed there, and what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts.barriers import drafts, laws
from contracts.barriers.drafts import Mistakes
from contracts.barriers.messages import LawTyped, Typed
from contracts.barriers.pasted import cleaned
from gateway.forms import Field, Form
from gateway.languages import Words, later

LAW = ("title", "section", "link")
LONGEST = {"title": 200, "story": 10_000, "method": 1000}


@dataclass(frozen=True)
class Page:
    """One page: its part of the address, its name in the list, and the fields that it asks for."""

    slug: str
    name: str
    fields: tuple[str, ...]


PAGES = (
    Page("what", later("What is in the way"), ("title", "story")),
    Page("kind", later("Its kind"), ("kind", "bites_at", "effect", "nature", "nation")),
    Page("law", later("The law, and who could change it"), ("laws", "body")),
    Page(
        "release",
        later("What a change would release"),
        ("measure", "low", "high", "confidence", "method"),
    ),
    Page("blocks", later("What it blocks"), ("characteristic", "from_level")),
    Page("files", later("Evidence"), ()),
    Page("who", later("Who may know"), ("who",)),
)
FIRST = PAGES[0]
BY_SLUG = {page.slug: page for page in PAGES}
PAGE_OF = {field: page for page in PAGES for field in page.fields}
CHECK = "check"

FIELDS: dict[str, Field] = {
    "title": Field(later("What is in the way"), later("Say in one line what is in the way")),
    "story": Field(later("What happened"), later("Tell what happened, in a few sentences")),
    "kind": Field(later("The kind"), later("Choose what kind of barrier it is")),
    "laws": Field(later("The laws"), later("Check the laws"), "law-0-title"),
    "measure": Field(later("The measure"), later("Choose what a change would release")),
    "low": Field(later("The lower figure"), later("Enter the lower figure in whole numbers")),
    "high": Field(later("The higher figure"), later("Enter the higher figure in whole numbers")),
    "confidence": Field(later("How sure you are"), later("Choose how sure you are")),
    "method": Field(later("How you know"), later("Say in a sentence how you know")),
    "characteristic": Field(
        later("The characteristic"), later("Choose the characteristic that the step belongs to")
    ),
    "who": Field(later("Who may know"), later("Choose who may know of it")),
    **{
        name: Field(later("This choice"), later("Choose one of the list"))
        for name in ("bites_at", "effect", "nature", "nation", "body", "from_level")
    },
    **{
        f"law-{row}-{name}": field
        for row in range(laws.MOST)
        for name, field in {
            "title": Field(
                later("The name of the law or guidance"),
                later("Say what the law or guidance is called"),
            ),
            "section": Field(later("The section"), later("Check the section")),
            "link": Field(
                later("The link"),
                later("The link must begin with https:// or http://, as copied from a browser"),
            ),
        }.items()
    },
}
HIGHER = later("The higher figure must be as much as the lower one, or more")
NEGATIVE = later("The lower figure must be 0 or more")


def after(page: Page) -> str:
    """The part of the address of the page that follows."""
    place = PAGES.index(page) + 1
    return PAGES[place].slug if place < len(PAGES) else CHECK


def typed_of(form: Form, page: Page) -> Typed:
    """What the form of one page gives; its other fields stay as they are."""
    given: dict[str, Any] = {name: form.typed(name) for name in page.fields if name != "laws"}
    if "laws" in page.fields:
        given["laws"] = tuple(
            LawTyped(**{name: form.typed(f"law-{row}-{name}") for name in LAW})
            for row in range(laws.MOST)
        )
    return Typed(**given)


def fill(form: Form, typed: Mapping[str, Any]) -> Form:
    """Puts what was typed before into the fields of the form."""
    for name, value in typed.items():
        if name != "laws" and value is not None:
            form.values[name] = [value]
    for row, law in enumerate(typed.get("laws") or ()):
        form.values |= {f"law-{row}-{name}": [law[name]] for name in LAW}
    return form


def check(form: Form, page: Page, council: str) -> None:
    """Notes in the form what is wrong with this page's fields."""
    typed = typed_of(form, page)
    found = drafts.mistakes(typed, council)
    if typed.from_level and not typed.characteristic:
        found.setdefault("characteristic", [""])
    told = told_by_field(form.words, found, typed)
    form.errors |= {name: told[name] for name in FIELDS if name in told and _belongs(name, page)}
    form.anchors |= {
        name: anchor for name in form.errors if name in FIELDS and (anchor := FIELDS[name].anchor)
    }


def _belongs(name: str, page: Page) -> bool:
    return (re.sub(r"law-\d-\w+", "laws", name)) in page.fields


def told_by_field(words: Words, found: Mistakes, typed: Typed) -> dict[str, str]:
    """Each mistake as a sentence for people, by the name of the field in our forms."""
    rows = [
        row
        for row, law in enumerate(typed.laws or ())
        if any(getattr(law, name).strip() for name in LAW)
    ]
    told: dict[str, str] = {}
    for path, sentences in found.items():
        name = field_of(path, rows)
        told.setdefault(name, sentence(words, name, sentences, typed))
    return told


def field_of(path: str, rows: list[int]) -> str:
    """``laws[1].link`` is the link of the second row that is not empty; ``named`` is chosen under
    “who”."""
    if match := re.fullmatch(r"laws\[(\d+)\]\.(\w+)", path):
        return f"law-{rows[int(match[1])]}-{match[2]}"
    name = path.removeprefix("estimate.")
    return {"named": "who", "audience": "who", "estimate": "measure"}.get(name, name)


def sentence(words: Words, name: str, mistakes: list[str], typed: Typed) -> str:
    about = FIELDS.get(name, FIELDS["title"])
    first = mistakes[0] if mistakes else ""
    if first == drafts.UPSIDE_DOWN:
        return words(HIGHER)
    if name == "low" and first == "Must be 0 or more.":
        return words(NEGATIVE)
    most = LONGEST.get(name)
    over = len(cleaned(getattr(typed, name) or "")) - most if most else 0
    if most and over > 0:
        return too_long(words, words(about.label), most, over)
    if long := re.fullmatch(r"Must be (\d+) characters or fewer\.", first):
        most = int(long[1])
        label = words(about.label)
        return words("%(label)s must be %(most)s characters or fewer", label=label, most=most)
    return words(about.missing)


def too_long(words: Words, label: str, most: int, over: int) -> str:
    return words.counted(
        "%(label)s must be %(most)s characters or fewer: it has %(num)s too many",
        "%(label)s must be %(most)s characters or fewer: it has %(num)s too many",
        over,
        label=label,
        most=words.number(most),
    )
