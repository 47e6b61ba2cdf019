"""E-mails out of templates: one file for each template and language has all its words.

``templates/<name>.<language>.txt``: the first line is the subject, the rest (after an empty line)
the plain text between the greeting and the foot of ``frame.<language>.txt``. The HTML says the same
words, made of the plain text: paragraphs, lists (lines that begin with ``- ``) and links into
Waymark. A paragraph ``What to do: https://…`` becomes a link with these words.

A value is one line of words wherever a template puts it, so that none of them makes a header, a
paragraph or a list of its own, and is escaped in HTML. Where people wrote it in the other language
(`typed`), the HTML says so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from contracts.languages import written_in

TEMPLATES = Path(__file__).parent / "templates"
UK = ZoneInfo("Europe/London")
LONGEST_SUBJECT = 200
FOOT = "-- "
"""The line before the foot, by which mail programs know it."""

UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]+"
)

# Around words in the other language, on their way into HTML: characters that no text has.
BEGINS = {"en": "\ufdd0", "cy": "\ufdd1"}
ENDS = "\ufdd2"
IN_ANOTHER = re.compile(f"([{''.join(BEGINS.values())}])([^{ENDS}]*){ENDS}")
MARKS = re.compile(f"[{''.join(BEGINS.values())}{ENDS}]")


@dataclass(frozen=True)
class Words:
    """What an e-mail says."""

    subject: str
    text: str
    html: str


def render(
    template: str,
    language: str,
    data: Mapping[str, Any],
    *,
    name: str,
    public_url: str,
    unsubscribe: str | None,
) -> Words:
    """An e-mail to `name`. `unsubscribe` is the address of its link, None where there is none.

    Raises:
        jinja2.TemplateError: there is no such template, or `data` lacks what it says.
    """
    words = environment(public_url)
    source = _source(template, language)
    first, _, rest = source.partition("\n")
    values = {**data, "name": name, "language": language, "unsubscribe": unsubscribe}
    subject = one_line(words.from_string(first).render(values))[:LONGEST_SUBJECT]
    body = words.from_string(rest.strip())
    frame = words.get_template(f"frame.{language}.txt")
    marked = tidy(frame.render(values, words=body))
    page = words.get_template("layout.html").render(
        language=language, subject=subject, **parts(marked, public_url)
    )
    return Words(subject, MARKS.sub("", marked), page)


class Typed(str):
    """One line of words, some of which people wrote; see `typed`."""

    __slots__ = ()


def typed(before: str, written: str, language: str) -> Typed:
    """`before`, in the mail's own `language`, and behind it what somebody wrote in whatever one."""
    said, other = one_line(written), written_in(written)
    if other and other != language:
        said = f"{BEGINS[other]}{said}{ENDS}"
    return Typed(f"{one_line(before)} {said}")


def parts(text: str, public_url: str) -> dict[str, list[Markup]]:
    """The plain text as pieces of HTML: ``words`` and, below the line `FOOT`, ``foot``."""
    above, _, below = text.partition(f"\n{FOOT}\n")
    named = {"words": above, "foot": below}
    return {
        part: [piece(each, public_url) for each in blocks(said)] for part, said in named.items()
    }


def blocks(text: str) -> list[str]:
    return [block.strip() for block in re.split(r"\n{2,}", text) if block.strip()]


def piece(block: str, public_url: str) -> Markup:
    """One paragraph, list or link to follow."""
    lines = block.split("\n")
    if all(line.startswith("- ") for line in lines):
        items = (Markup("<li>{}</li>").format(linked(line[2:], public_url)) for line in lines)
        return Markup("<ul>{}</ul>").format(Markup("").join(items))
    action = re.fullmatch(rf"(.+): ({_address(public_url)})", block)
    if action:
        link = Markup('<p><a href="{}">{}</a></p>')
        return link.format(action.group(2), in_its_language(escape(action.group(1))))
    return Markup("<p>{}</p>").format(
        Markup("<br>").join(linked(line, public_url) for line in lines)
    )


def linked(line: str, public_url: str) -> Markup:
    """Addresses of Waymark's as links, and no others: what people write leads nowhere."""
    cut = re.split(f"({_address(public_url)})", line)
    whole = Markup("").join(
        Markup('<a href="{0}">{0}</a>').format(each) if place % 2 else escape(each)
        for place, each in enumerate(cut)
    )
    return in_its_language(whole)


def in_its_language(line: Markup) -> Markup:
    def spanned(found: re.Match[str]) -> str:
        language = next(each for each, begins in BEGINS.items() if begins == found[1])
        return f'<span lang="{language}">{found[2]}</span>'

    return Markup(IN_ANOTHER.sub(spanned, line))  # noqa: S704 (escaped, but for our own marks)


def _address(public_url: str) -> str:
    return rf"{re.escape(public_url)}/[^\s<>\"]*"


def one_line(value: object) -> str:
    """Words without line breaks and what else doesn't print."""
    return " ".join(UNPRINTABLE.sub(" ", str(value)).split())


def tidy(text: str) -> str:
    """No space at a line's end but in `FOOT`, no more than one empty line, one break at the end."""
    lines = (line if line == FOOT else line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def in_text(value: object) -> object:
    """What a template puts into plain text; in HTML, whole pieces come that are made already."""
    return value if isinstance(value, Markup | Typed) else one_line(value)


@cache
def environment(public_url: str) -> Environment:
    """With the filters ``day``, ``moment`` (UK time) and ``url`` for an address within Waymark."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"], default_for_string=False),
        undefined=StrictUndefined,
        finalize=in_text,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": day, "moment": moment, "url": lambda path: f"{public_url}{path}"}
    made.globals["public_url"] = public_url
    return made


@cache
def _source(template: str, language: str) -> str:
    made = environment("")
    loader = made.loader
    assert loader is not None  # noqa: S101 (set in `environment`)
    return loader.get_source(made, f"{template}.{language}.txt")[0]


def day(value: date | datetime | str, language: str) -> str:
    """``2 March 2027``, ``2 Mawrth 2027``."""
    return str(format_date(_read(value), "d MMMM y", locale=language))


def moment(value: datetime | str, language: str) -> str:
    """``2 March 2027, 14:05``: UK time."""
    read = _read(value)
    clock = f", {read:%H:%M}" if isinstance(read, datetime) else ""
    return f"{day(read, language)}{clock}"


def _read(value: date | datetime | str) -> date | datetime:
    if isinstance(value, str):
        value = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    return value.astimezone(UK) if isinstance(value, datetime) else value
