"""The two languages of the pages: which one a reader wants, and how it writes words and figures."""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from starlette.requests import Request

from contracts.languages import LANGUAGES, Language, written_in

COOKIE = "waymark-language"
CATALOGUE = Path(__file__).parent / "translations" / "cy" / "LC_MESSAGES" / "gateway.po"
UK = ZoneInfo("Europe/London")


def language_of(request: Request) -> Language:
    """What the reader asked for now, chose before, is registered with, or browses in."""
    identity = getattr(request.state, "identity", None)
    wishes = (
        request.query_params.get("lang"),
        request.cookies.get(COOKIE),
        getattr(identity, "language", None),
        _accepted(request.headers.get("accept-language", "")),
    )
    return next((language for wish in wishes for language in LANGUAGES if language == wish), "en")


def _accepted(header: str) -> str | None:
    """The first of our languages in an Accept-Language header, which browsers write in order."""
    tags = [part.split(";")[0].strip().lower()[:2] for part in header.split(",")]
    return next((tag for tag in tags if tag in LANGUAGES), None)


def later(message: str) -> str:
    """Marks a sentence for translation where it stands and is translated where it is used."""
    return message


@dataclass(frozen=True)
class Words:
    """How one language says things. Sentences are looked up by their English."""

    language: Language
    catalogue: gettext.NullTranslations

    def __call__(self, message: str, /, **values: Any) -> str:
        """The sentence in this language, with ``%(name)s`` filled from `values`."""
        # The empty message is the catalogue's own header.
        sentence = self.catalogue.gettext(message) if message else ""
        return sentence % values if values else sentence

    def counted(self, singular: str, plural: str, num: int, /, **values: Any) -> str:
        """A sentence that depends on a number, which it shows as ``%(num)s``."""
        sentence = self.catalogue.ngettext(singular, plural, num)
        return sentence % {"num": self.number(num), **values}

    def text(self, content: Mapping[str, str] | str | None) -> str:
        """A text of the content in this language, or in the other where it has no more."""
        if content is None or isinstance(content, str):
            return content or ""
        return content.get(self.language) or next(iter(content.values()), "")

    def lang(self, content: Mapping[str, str] | None) -> str | None:
        """The language that `text` gives, where it is not the page's own."""
        if not content or self.language == "en" or not content.get("en"):
            return None
        return "en" if content.get("cy") in (None, content["en"]) else None

    def written(self, text: str) -> str | None:
        """The language that somebody wrote `text` in, as far as its small words tell, where it is
        not the page's own."""
        guessed = written_in(text)
        return guessed if guessed != self.language else None

    def number(self, value: float) -> str:
        return str(format_decimal(value, locale="en_GB" if self.language == "en" else "cy"))

    def day(self, value: date | datetime | str | None) -> str:
        """Such as 5 March 2027; a moment is told in UK time."""
        moment = _moment(value)
        return str(format_date(moment, "d MMMM y", locale=self.language)) if moment else ""

    def time(self, value: datetime | str | None) -> str:
        """Such as 5 March 2027, 2:05pm."""
        moment = _moment(value)
        if not isinstance(moment, datetime):
            return self.day(moment)
        return f"{self.day(moment)}, {_clock(moment)}"

    def month(self, value: str | None) -> str:
        """``2027-03`` as March 2027."""
        if not value:
            return ""
        first = date(int(value[:4]), int(value[5:7]), 1)
        return str(format_date(first, "LLLL y", locale=self.language))

    def listed(self, items: list[str]) -> str:
        """Several things in one sentence: a, b and c."""
        if len(items) < 2:
            return "".join(items)
        _ = self
        return _("%(some)s and %(last)s", some=", ".join(items[:-1]), last=items[-1])


def _moment(value: date | datetime | str | None) -> date | datetime | None:
    if isinstance(value, str):
        value = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    return value.astimezone(UK) if isinstance(value, datetime) else value


def _clock(moment: datetime) -> str:
    hour = moment.hour % 12 or 12
    return f"{hour}:{moment.minute:02}{'am' if moment.hour < 12 else 'pm'}"


@cache
def words_in(language: Language) -> Words:
    """The words of a language; the catalogue is compiled once, in memory."""
    return Words(language, _catalogue(language))


def words(request: Request) -> Words:
    """The words of the language that this reader wants."""
    return words_in(language_of(request))


def _catalogue(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    with CATALOGUE.open("rb") as source:
        written = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, written)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
