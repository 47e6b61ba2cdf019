"""What somebody typed into a form, what is wrong with it, and how the page says so.

A wrong form is shown again with every word that was typed. Each mistake stands in the summary at
the top, linked to its field, and at the field itself, in the reader's language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from backbone.identifiers import new_id
from contracts.errors import Invalid
from gateway import sessions
from gateway.languages import Words

KEY = re.compile(r"[0-9a-f-]{36}")
TOO_LONG = re.compile(r"Must be (\d+) characters or fewer\.")
TIME = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(am|pm)?")
CONTROL = "Must not contain control characters."
ONE_LINE = "Must be a single line."
BEYOND_ASCII = "Must contain only ASCII characters before the @."


@dataclass(frozen=True)
class Field:
    """How a form speaks of one of its fields; both are English, to be translated.

    `label` starts a sentence, as in “Title must be 200 characters or fewer”; `missing` says what
    to do where nothing, or nothing sensible, was given. `anchor` is the id of the element that the
    summary leads to, where it is not the field's name.
    """

    label: str
    missing: str
    anchor: str | None = None


@dataclass
class Form:
    """A form as typed. `errors` maps a field's name to a sentence, in the order of the page."""

    words: Words
    values: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, UploadFile] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        """The trimmed value of a field, empty where it was not sent."""
        return next(iter(self.values.get(name, [])), "").strip()

    def typed(self, name: str) -> str:
        """The value as it was typed, to be shown again."""
        return next(iter(self.values.get(name, [])), "")

    def chosen(self, name: str) -> list[str]:
        """Every ticked value of a group of checkboxes."""
        return self.values.get(name, [])

    def given(self, *names: str) -> dict[str, str]:
        """Those of `names` that hold something, for a message whose fields may be left out."""
        return {name: self[name] for name in names if self[name]}

    def number(self, name: str) -> int | None:
        """The value as a whole number, None where it is none."""
        return int(self[name]) if re.fullmatch(r"\d{1,9}", self[name]) else None

    @property
    def key(self) -> str:
        """The key under which the form is sent once. One that holds none gets one, and keeps it."""
        if not KEY.fullmatch(self["key"]):
            self.values["key"] = [new_id()]
        return self["key"]

    def day(self, name: str) -> date | None:
        """A day from its three fields, None where they make none that there is."""
        year, month, day = (self.number(f"{name}-{part}") for part in ("year", "month", "day"))
        try:
            return date(year or 0, month or 0, day or 0)
        except ValueError:
            return None

    def time(self, name: str) -> time | None:
        """A time of day such as 14:30, 2.30pm or 9am, None where it is none."""
        found = TIME.fullmatch(self[name].lower().replace(" ", ""))
        if found is None:
            return None
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half and not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
        return time(hour, minute) if hour < 24 and minute < 60 else None

    def refuse(self, name: str, sentence: str, anchor: str | None = None) -> None:
        """Notes a mistake; the first one of a field is the one that is told."""
        self.errors.setdefault(name, sentence)
        if anchor:
            self.anchors[name] = anchor

    def error(self, name: str) -> dict[str, str] | None:
        """The mistake of a field, as GOV.UK's components take it."""
        if name not in self.errors:
            return None
        return {"text": self.errors[name], "visuallyHiddenText": self.words("Error")}

    @property
    def summary(self) -> list[dict[str, str]]:
        return [
            {"text": sentence, "href": f"#{self.anchors.get(name, name)}"}
            for name, sentence in self.errors.items()
        ]

    def take(self, invalid: Invalid, fields: Mapping[str, Field]) -> None:
        """Notes the mistakes that a schema or a service found, each at its field.

        One that is about no field of the form is told under the first field, so that it is seen.
        """
        first = next(iter(fields))
        for path, mistakes in invalid.details.items():
            name = re.split(r"[.\[]", path)[0]
            known = name if name in fields else first
            self.refuse(known, self._sentence(fields[known], mistakes), fields[known].anchor)
        if not self.errors:
            self.refuse(first, self._sentence(fields[first], []), fields[first].anchor)

    def _sentence(self, about: Field, mistakes: Any) -> str:
        _ = self.words
        mistake = str(mistakes[0]) if isinstance(mistakes, list) and mistakes else str(mistakes)
        label = self.words(about.label)
        if long := TOO_LONG.fullmatch(mistake):
            most = _.number(int(long[1]))
            return _("%(label)s must be %(most)s characters or fewer", label=label, most=most)
        if mistake == CONTROL:
            return _("%(label)s has characters that can’t be shown. Type it again", label=label)
        if mistake == BEYOND_ASCII:
            return _(
                "%(label)s can have only the letters a to z, numbers and signs before the @",
                label=label,
            )
        if mistake == ONE_LINE:
            return _("%(label)s must be on one line", label=label)
        return _(about.missing)


async def read_form(request: Request, words: Words) -> Form:
    """The form that was sent, once its token shows that it came from one of our pages.

    Raises:
        FromElsewhere, FormNotOurs: it did not.
    """
    await sessions.check_csrf(request)
    return form_of(await request.form(), words)


def form_of(data: FormData, words: Words) -> Form:
    form = Form(words)
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            form.files[name] = value
        else:
            # Browsers send line ends as two characters, which would count twice.
            form.values.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return form


def filled(words: Words, **values: str | list[str] | None) -> Form:
    """A form that shows what is known already."""
    return Form(
        words,
        {
            name: value if isinstance(value, list) else [value]
            for name, value in values.items()
            if value is not None
        },
    )
