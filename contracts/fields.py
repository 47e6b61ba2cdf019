"""The kinds of text that messages carry, each with its bounds.

Use them in annotations: ``title: Annotated[str, Line]``. Bounds are characters after trimming.
"""

import re
import unicodedata
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from marshmallow import ValidationError, fields

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Text(fields.String):
    """Several lines of text, trimmed and in Unicode's composed form (NFC)."""

    maximum = 4000
    minimum = 1
    single_line = False

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = unicodedata.normalize("NFC", str(super()._deserialize(value, attr, data, **kwargs)))
        text = text.replace("\r\n", "\n").strip()
        if UNPRINTABLE.search(text):
            raise ValidationError("Must not contain control characters.")
        if self.single_line and "\n" in text:
            raise ValidationError("Must be a single line.")
        if not text:
            raise ValidationError("Must not be empty.")
        if len(text) < self.minimum:
            raise ValidationError(f"Must be {self.minimum} characters or more.")
        if len(text) > self.maximum:
            raise ValidationError(f"Must be {self.maximum} characters or fewer.")
        return text


class Line(Text):
    """One line: a title, a name."""

    maximum = 200
    single_line = True


class ShortText(Text):
    maximum = 1000


class LongText(Text):
    maximum = 10_000


class Passage(Text):
    """Some words of a longer text."""

    minimum = 2
    maximum = 1000


class Reason(Text):
    """Why somebody decided something that can't be undone."""

    minimum = 10
    maximum = 500


class Document(fields.String):
    """A whole file as text, such as a register in CSV or a model in YAML; kept as it is."""

    maximum = 4_000_000

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if len(text) > self.maximum:
            raise ValidationError(f"Must be {self.maximum} characters or fewer.")
        return text


class EmailAddress(fields.Email):
    """An e-mail address in lower case, as every mail server takes it: ASCII, with a domain of other
    letters in its IDNA form (``xn--…``)."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        typed = str(super()._deserialize(value, attr, data, **kwargs)).strip()
        name, at, domain = unicodedata.normalize("NFC", typed).lower().rpartition("@")
        if not name.isascii():
            raise ValidationError("Must contain only ASCII characters before the @.")
        text = f"{name}{at}{domain if domain.isascii() else in_ascii(domain)}"
        if len(text) > 254:
            raise ValidationError("Must be 254 characters or fewer.")
        return text


def in_ascii(domain: str) -> str:
    """Raises ValidationError also where Python's IDNA of 2003 means another domain than that of
    today, as with ß: its mail would go to others."""
    try:
        written = domain.encode("idna")
        same = written.decode("idna") == domain
    except UnicodeError:
        same = False
    if not same:
        raise ValidationError("Not a valid email address.")
    return written.decode("ascii")


class Password(fields.String):
    """Between 12 and 200 characters, kept as typed."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if not 12 <= len(text) <= 200:
            raise ValidationError("Must be between 12 and 200 characters.")
        return text


class WebAddress(Line):
    """An address of the web that is safe to follow: http or https, a host, no name of a user."""

    maximum = 500
    SCHEMES = ("http", "https")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not self._is_safe(text):
            raise ValidationError("Must be a web address that begins with https:// or http://.")
        return text

    def _is_safe(self, text: str) -> bool:
        if re.search(r"[\s\\<>\"]", text):
            return False
        try:
            parts = urlsplit(text)
            host = parts.hostname or ""
        except ValueError:
            return False
        return parts.scheme in self.SCHEMES and "." in host and parts.username is None


class Secret(fields.String):
    """A credential as presented, of any content, up to 500 characters."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if len(text) > 500:
            raise ValidationError("Must be 500 characters or fewer.")
        return text


class CouncilCode(fields.String):
    """A `local-authority-code` of the register, such as ``CMD`` or ``NIR-A``."""

    FORM = re.compile(r"[A-Z][A-Z0-9-]{1,11}")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if not self.FORM.fullmatch(text):
            raise ValidationError("Must be a local authority code, such as CMD.")
        return text


class Slug(fields.String):
    """An identifier in lower case with hyphens, such as ``data-and-insight``."""

    FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
    maximum = 80

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if len(text) > self.maximum or not self.FORM.fullmatch(text):
            raise ValidationError("Must be lower-case words joined by hyphens.")
        return text


class Flag(fields.Boolean):
    """True or false, and no word that might mean it: consent is given in these."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Whole(fields.Integer):
    """A whole number that every JSON reader keeps exactly."""

    LARGEST = 2**53 - 1

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strict=True, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        number = super()._deserialize(value, attr, data, **kwargs)
        if number is None or abs(number) > self.LARGEST:
            raise ValidationError("Is too large a number.")
        return int(number)


class Position(Whole):
    """An event's place in a feed, from 1; 0 is before the first."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        number = super()._deserialize(value, attr, data, **kwargs)
        if number < 0:
            raise ValidationError("Must be 0 or more.")
        return number


class FeedPageSize(Whole):
    """How many events a page of a feed holds, 1 to 1,000."""

    largest = 1000

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        number = super()._deserialize(value, attr, data, **kwargs)
        if not 1 <= number <= self.largest:
            raise ValidationError("Must be between 1 and 1000.")
        return number


class Level(fields.Integer):
    """A level of the model, 1 to 5."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strict=True, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if isinstance(value, bool):
            raise ValidationError("Not a valid integer.")
        number = super()._deserialize(value, attr, data, **kwargs)
        if number is None or not 1 <= number <= 5:
            raise ValidationError("Must be a level of the model, 1 to 5.")
        return int(number)


class Moment(fields.AwareDateTime):
    """A moment with its offset to UTC, to the second, such as ``2027-03-02T14:00:00+00:00``."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        try:
            moment = super()._deserialize(value, attr, data, **kwargs)
            return moment.astimezone(UTC).replace(microsecond=0)
        except (ValidationError, OverflowError):
            raise ValidationError(
                "Must be a moment with its offset, such as 2027-03-02T14:00:00+00:00."
            ) from None


class Month(fields.String):
    """A month as ``YYYY-MM``."""

    FORM = re.compile(r"20\d\d-(0[1-9]|1[0-2])")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if not self.FORM.fullmatch(text):
            raise ValidationError("Must be a month such as 2027-03.")
        return text


class PageSize(fields.Integer):
    """How many rows a page of a list holds, 1 to 100."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        number = super()._deserialize(value, attr, data, **kwargs)
        if number is None or not 1 <= number <= 100:
            raise ValidationError("Must be between 1 and 100.")
        return int(number)
