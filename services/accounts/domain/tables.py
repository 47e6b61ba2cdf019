"""Reading CSV so that whatever is wrong is named with its file, line and reason."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from contracts.accounts.messages import BrokenRow
from contracts.errors import Invalid
from contracts.fields import UNPRINTABLE, CouncilCode, Line

T = TypeVar("T")
Row = Mapping[str, str]
LONGEST_TEXT = Line.maximum
MOST_NAMED = 100


class BrokenTable(Invalid):
    """A file can't be loaded; `details` maps ``register line 12`` to what is wrong there."""

    code = "broken-table"
    message = "Some rows can't be loaded, so nothing was."

    def __init__(self, rows: tuple[BrokenRow, ...]) -> None:
        details: dict[str, list[str]] = {}
        for row in rows[:MOST_NAMED]:
            details.setdefault(f"{row.file} line {row.line}", []).append(row.reason)
        if len(rows) > MOST_NAMED:
            details["more"] = [f"{len(rows) - MOST_NAMED} more rows are broken."]
        super().__init__(details=details)


class Unreadable(ValueError):
    """One cell or row is wrong; the message says how."""


@dataclass(frozen=True)
class Table(Generic[T]):
    """What a file says: entries by code, the line of each, and the rows that say nothing."""

    file: str
    entries: Mapping[str, T] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    broken: tuple[BrokenRow, ...] = ()

    def without(self, reasons: Mapping[str, str]) -> "Table[T]":
        """The table with the entries of some codes turned into broken rows, code → reason."""
        broken = tuple(
            BrokenRow(self.file, self.lines[code], reason) for code, reason in reasons.items()
        )
        kept = {code: entry for code, entry in self.entries.items() if code not in reasons}
        return Table(self.file, kept, self.lines, self.broken + broken)


def read_table(
    file: str, text: str, columns: tuple[str, ...], read: Callable[[Row], tuple[str, T]]
) -> Table[T]:
    """Every row of a CSV file as `read` makes it: a code and an entry.

    Raises:
        BrokenTable: the header lacks a column, or has one twice; nothing can be read then.
    """
    entries: dict[str, T] = {}
    lines: dict[str, int] = {}
    broken: list[BrokenRow] = []
    for line, row in _rows(file, text, columns):
        try:
            if isinstance(row, Unreadable):
                raise row
            code, entry = read(row)
            if code in lines:
                raise Unreadable(f"{code} is on line {lines[code]} already")
        except Unreadable as error:
            broken.append(BrokenRow(file, line, str(error)))
        else:
            entries[code], lines[code] = entry, line
    return Table(file, entries, lines, tuple(broken))


def header_of(text: str) -> list[str]:
    """The names in the first line."""
    try:
        return next(csv.reader(io.StringIO(text.removeprefix("\ufeff"))), [])
    except csv.Error:
        return []


def _rows(file: str, text: str, columns: tuple[str, ...]) -> Iterator[tuple[int, Row | Unreadable]]:
    header = header_of(text)
    _check_header(file, header, columns)
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if line > 1 and cells:
                yield line, _row(header, cells)
            # A quoted cell may hold line breaks: a row starts where the one before ended.
            line = reader.line_num + 1
    except csv.Error as error:
        yield line, Unreadable(f"is not CSV from here on: {error}")


def _row(header: list[str], cells: list[str]) -> Row | Unreadable:
    if len(cells) != len(header):
        return Unreadable(f"has {len(cells)} cells, the header has {len(header)}")
    return dict(zip(header, cells, strict=True))


def _check_header(file: str, header: list[str], columns: tuple[str, ...]) -> None:
    missing = [f"column missing: {column}" for column in columns if column not in header]
    twice = [f"column twice: {name}" for name in sorted(set(header)) if header.count(name) > 1]
    if missing or twice:
        raise BrokenTable(tuple(BrokenRow(file, 1, reason) for reason in missing + twice))


def text_of(row: Row, column: str, *, form: str = ".+") -> str:
    """A cell that must hold something, of a form given as a regular expression."""
    value = optional_text(row, column, form=form)
    if value is None:
        raise Unreadable(f"{column} is empty")
    return value


def optional_text(row: Row, column: str, *, form: str = ".+") -> str | None:
    """A cell of at most 200 characters, or None where it is empty."""
    value = unicodedata.normalize("NFC", row[column].strip())
    if not value:
        return None
    if len(value) > LONGEST_TEXT:
        raise Unreadable(f"{column} is longer than {LONGEST_TEXT} characters")
    if UNPRINTABLE.search(value) or not re.fullmatch(form, value):
        raise Unreadable(f"{column} is not well formed: {value!r}")
    return value


def council_code(row: Row, column: str) -> str:
    return text_of(row, column, form=CouncilCode.FORM.pattern)


def number(row: Row, column: str, lowest: float, highest: float) -> float | None:
    """A decimal number within bounds, or None where the cell is empty."""
    value = row[column].strip()
    if not value:
        return None
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,20})?", value):
        raise Unreadable(f"{column} is not a number: {value[:40]!r}")
    if not lowest <= float(value) <= highest:
        raise Unreadable(f"{column} is not between {lowest:g} and {highest:g}: {value}")
    return float(value)


def whole_number(row: Row, column: str, lowest: int, highest: int) -> int | None:
    """As `number`; spreadsheets write whole numbers as ``12.0``, which is taken too."""
    value = number(row, column, lowest, highest)
    if value is not None and not value.is_integer():
        raise Unreadable(f"{column} is not a whole number: {row[column].strip()}")
    return None if value is None else int(value)


def day(row: Row, column: str) -> date | None:
    """A date as ``2023-04-01``, or None where the cell is empty."""
    value = row[column].strip()
    if not value:
        return None
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise Unreadable(f"{column} is not a date such as 2023-04-01: {value[:40]!r}") from None


def flag(row: Row, column: str) -> bool:
    """``True`` or ``False``, in any case."""
    value = row[column].strip().lower()
    if value not in {"true", "false"}:
        raise Unreadable(f"{column} is neither True nor False: {row[column][:40]!r}")
    return value == "true"


def one_of(row: Row, column: str, choices: tuple[str, ...]) -> str:
    value = text_of(row, column)
    if value not in choices:
        raise Unreadable(f"{column} is not one of {', '.join(choices)}: {value!r}")
    return value
