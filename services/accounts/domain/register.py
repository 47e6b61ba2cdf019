"""mySociety's register of UK local authorities, and what else is known of their areas, as CSV."""

import re
from collections.abc import Set
from dataclasses import dataclass

from contracts.accounts.events import CouncilFacts, Place
from services.accounts.domain.tables import (
    Row,
    Table,
    Unreadable,
    council_code,
    day,
    flag,
    number,
    one_of,
    optional_text,
    read_table,
    text_of,
    whole_number,
)

REGISTER, CONTEXT = "register", "context"
CODE = "local-authority-code"
REGISTER_COLUMNS = (
    CODE,
    "official-name",
    "nice-name",
    "gss-code",
    "start-date",
    "end-date",
    "replaced-by",
    "nation",
    "region",
    "local-authority-type",
    "local-authority-type-name",
    "county-la",
    "combined-authority",
    "current-authority",
    "area",
    "pop-2020",
    "lat",
    "long",
)
CONTEXT_COLUMNS = (CODE, "imd-quintile", "rural-urban")
NATIONS = ("England", "Scotland", "Wales", "Northern Ireland")
RURALITY = ("Urban", "Urban with rural areas", "Rural", "Sparse and rural")
UK_LATITUDES, UK_LONGITUDES = (49, 61.5), (-9, 2.5)


@dataclass(frozen=True)
class Context:
    """What the context file says about a council's area; None where it says nothing."""

    deprivation: int | None
    rurality: str | None


def read_register(text: str, known: Set[str] = frozenset()) -> Table[CouncilFacts]:
    """The councils of the register, without their context.

    Args:
        text: CSV with at least `REGISTER_COLUMNS`.
        known: codes of councils registered before, which successors may be too.

    Raises:
        BrokenTable: the header is not a register's.
    """
    table = read_table(REGISTER, text, REGISTER_COLUMNS, _council)
    while strangers := _unknown_successors(table, known):
        # A row that falls away may be the successor of others.
        table = table.without(strangers)
    return table


def read_context(text: str, known: Set[str]) -> Table[Context]:
    """Deprivation and rurality by code; a row about a council that isn't `known` is broken.

    Raises:
        BrokenTable: the header is not a context file's.
    """
    table = read_table(CONTEXT, text, CONTEXT_COLUMNS, _context)
    return table.without(
        {code: f"{code} is not in the register" for code in table.entries if code not in known}
    )


def _council(row: Row) -> tuple[str, CouncilFacts]:
    code = council_code(row, CODE)
    started, ended = day(row, "start-date"), day(row, "end-date")
    if started and ended and ended < started:
        raise Unreadable(f"ends ({ended}) before it starts ({started})")
    return code, CouncilFacts(
        code=code,
        name=text_of(row, "nice-name"),
        official_name=text_of(row, "official-name"),
        nation=one_of(row, "nation", NATIONS),
        region=optional_text(row, "region") or "",
        kind=text_of(row, "local-authority-type", form="[A-Z]{1,8}"),
        kind_name=text_of(row, "local-authority-type-name"),
        gss_code=optional_text(row, "gss-code", form="[A-Z][0-9]{8}"),
        county=_optional_code(row, "county-la"),
        combined_authority=_optional_code(row, "combined-authority"),
        started=started,
        ended=ended,
        successors=_successors(row, code),
        current=flag(row, "current-authority"),
        place=_place(row),
    )


def _place(row: Row) -> Place:
    latitude = number(row, "lat", *UK_LATITUDES)
    longitude = number(row, "long", *UK_LONGITUDES)
    if (latitude is None) != (longitude is None):
        raise Unreadable("lat and long: one is there without the other")
    return Place(
        population=whole_number(row, "pop-2020", 0, 100_000_000),
        area=number(row, "area", 0, 250_000),
        latitude=latitude,
        longitude=longitude,
    )


def _optional_code(row: Row, column: str) -> str | None:
    return council_code(row, column) if row[column].strip() else None


def _successors(row: Row, code: str) -> tuple[str, ...]:
    value = row["replaced-by"].strip()
    codes = tuple(re.split(r"\s*,\s*", value)) if value else ()
    wrong = [each for each in codes if council_code({"replaced-by": each}, "replaced-by") == code]
    if wrong:
        raise Unreadable("replaced-by names the council itself")
    return tuple(dict.fromkeys(codes))


def _unknown_successors(table: Table[CouncilFacts], known: Set[str]) -> dict[str, str]:
    return {
        code: f"replaced-by names a council that is not in the register: {successor}"
        for code, facts in table.entries.items()
        for successor in facts.successors
        if successor not in table.entries and successor not in known
    }


def _context(row: Row) -> tuple[str, Context]:
    rurality = one_of(row, "rural-urban", RURALITY) if row["rural-urban"].strip() else None
    return council_code(row, CODE), Context(whole_number(row, "imd-quintile", 1, 5), rurality)
