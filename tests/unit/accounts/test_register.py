import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.accounts.events import Place
from services.accounts.domain.register import (
    REGISTER_COLUMNS,
    read_context,
    read_register,
)
from services.accounts.domain.tables import BrokenTable

DATA = Path(__file__).parents[4] / "shared" / "data"
CAMDEN = {
    "local-authority-code": "CMD",
    "official-name": "London Borough of Camden",
    "nice-name": "Camden",
    "gss-code": "E09000007",
    "nation": "England",
    "region": "London",
    "local-authority-type": "LBO",
    "local-authority-type-name": "London borough",
    "current-authority": "True",
    "area": "22.0",
    "pop-2020": "279516.0",
    "lat": "51.54",
    "long": "-0.16",
}


def register(*changes: dict[str, str], columns: tuple[str, ...] = REGISTER_COLUMNS) -> str:
    """A register of Camden, once for each of `changes`."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({**CAMDEN, **change} for change in changes)
    return text.getvalue()


def reasons(text: str, known: frozenset[str] = frozenset()) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in read_register(text, known).broken]


def test_a_row_becomes_a_council() -> None:
    (facts,) = read_register(register({"start-date": "1965-04-01"})).entries.values()
    assert (facts.code, facts.name, facts.kind, facts.current) == ("CMD", "Camden", "LBO", True)
    assert facts.started == date(1965, 4, 1)
    assert facts.place == Place(population=279516, area=22.0, latitude=51.54, longitude=-0.16)


def test_what_the_register_does_not_know_is_unknown_here_too() -> None:
    empty = {"pop-2020": "", "area": "", "lat": "", "long": "", "gss-code": ""}
    (facts,) = read_register(register(empty)).entries.values()
    assert facts.place == Place()
    assert facts.gss_code is None


def test_a_byte_order_mark_and_windows_line_ends_are_taken() -> None:
    text = "\ufeff" + register({}).replace("\n", "\r\n")
    assert list(read_register(text).entries) == ["CMD"]


def test_a_council_may_have_two_successors() -> None:
    text = register({"local-authority-code": "OLD", "replaced-by": "CMD, HCK"}, {})
    table = read_register(text, {"HCK"})
    assert table.entries["OLD"].successors == ("CMD", "HCK")
    assert not table.broken


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"nice-name": " "}, "nice-name is empty"),
        ({"nice-name": "x" * 201}, "nice-name is longer than 200 characters"),
        ({"nice-name": "Cam\x07den"}, "nice-name is not well formed: 'Cam\\x07den'"),
        ({"local-authority-code": "cmd"}, "local-authority-code is not well formed: 'cmd'"),
        ({"gss-code": "09"}, "gss-code is not well formed: '09'"),
        ({"start-date": "1/4/1965"}, "start-date is not a date such as 2023-04-01: '1/4/1965'"),
        ({"end-date": "2023-02-30"}, "end-date is not a date such as 2023-04-01: '2023-02-30'"),
        (
            {"start-date": "2023-04-01", "end-date": "2020-04-01"},
            "ends (2020-04-01) before it starts (2023-04-01)",
        ),
        ({"pop-2020": "many"}, "pop-2020 is not a number: 'many'"),
        ({"pop-2020": "12.5"}, "pop-2020 is not a whole number: 12.5"),
        ({"pop-2020": "-1"}, "pop-2020 is not between 0 and 1e+08: -1"),
        ({"area": "nan"}, "area is not a number: 'nan'"),
        ({"lat": "-0.16", "long": "51.54"}, "lat is not between 49 and 61.5: -0.16"),
        ({"lat": ""}, "lat and long: one is there without the other"),
        ({"current-authority": "yes"}, "current-authority is neither True nor False: 'yes'"),
        (
            {"nation": "Narnia"},
            "nation is not one of England, Scotland, Wales, Northern Ireland: 'Narnia'",
        ),
        ({"replaced-by": "CMD"}, "replaced-by names the council itself"),
        (
            {"replaced-by": "ZZZ"},
            "replaced-by names a council that is not in the register: ZZZ",
        ),
    ],
)
def test_a_broken_row_is_named_with_its_line_and_reason(
    change: dict[str, str], reason: str
) -> None:
    assert reasons(register(change)) == [(2, reason)]


def test_a_line_is_counted_past_line_breaks_inside_quotes() -> None:
    columns = (*REGISTER_COLUMNS, "notes")
    first = {"local-authority-code": "HCK", "notes": "one\ntwo\nthree"}
    assert reasons(register(first, {"nation": "Narnia"}, columns=columns))[0][0] == 5


def test_a_code_that_comes_twice_names_the_line_where_it_was_first() -> None:
    assert reasons(register({}, {})) == [(3, "CMD is on line 2 already")]


def test_a_row_with_too_few_cells_is_broken() -> None:
    assert reasons(register() + "CMD,Camden\n") == [(2, "has 2 cells, the header has 18")]


def test_a_quote_that_never_closes_is_named_where_its_row_starts() -> None:
    ((line, reason),) = reasons(register({}) + '"HCK,\nand so on\n')
    assert line == 3
    assert reason.startswith("is not CSV from here on")


def test_whoever_is_replaced_by_a_broken_row_is_broken_too() -> None:
    chain = register(
        {"local-authority-code": "AAA", "replaced-by": "BBB"},
        {"local-authority-code": "BBB", "replaced-by": "CCC"},
        {"local-authority-code": "CCC", "nation": "Narnia"},
        {},
    )
    table = read_register(chain)
    assert list(table.entries) == ["CMD"]
    assert {row.line for row in table.broken} == {2, 3, 4}


def test_missing_columns_are_named_and_nothing_is_read() -> None:
    with pytest.raises(BrokenTable) as refused:
        read_register("local-authority-code,nation,nation\nCMD,England,England\n")
    named = refused.value.details["register line 1"]
    assert "column missing: nice-name" in named
    assert "column twice: nation" in named


@pytest.mark.parametrize("text", ["", "\ufeff", "\n", '"'])
def test_an_empty_file_has_no_header(text: str) -> None:
    with pytest.raises(BrokenTable):
        read_register(text)


@given(st.text(), st.sampled_from(REGISTER_COLUMNS))
def test_whatever_stands_in_a_cell_the_row_is_read_or_named(cell: str, column: str) -> None:
    text = register({column: cell})
    try:
        table = read_register(text)
    except BrokenTable as broken:
        pytest.fail(str(broken.details))
    assert table.entries or table.broken


def test_context_about_a_stranger_is_a_broken_row() -> None:
    text = "local-authority-code,imd-quintile,rural-urban\nCMD,3,Urban\nZZZ,1,Rural\nHCK,6,Urban\n"
    table = read_context(text, {"CMD", "HCK"})
    assert (table.entries["CMD"].deprivation, table.entries["CMD"].rurality) == (3, "Urban")
    assert {(row.file, row.line) for row in table.broken} == {("context", 3), ("context", 4)}


@pytest.mark.skipif(not DATA.exists(), reason="mySociety's files are not here")
def test_the_whole_register_and_its_context_are_read() -> None:
    table = read_register((DATA / "uk_local_authorities.csv").read_text())
    assert not table.broken
    assert len(table.entries) == 470
    assert sum(facts.current for facts in table.entries.values()) == 397
    assert 2 in {len(facts.successors) for facts in table.entries.values()}
    context = read_context((DATA / "la_context.csv").read_text(), table.entries.keys())
    assert not context.broken
    assert len(context.entries) == 394
