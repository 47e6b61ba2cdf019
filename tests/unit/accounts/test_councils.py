from dataclasses import replace
from datetime import UTC, datetime

import pytest

from contracts.accounts.events import CouncilChanged, CouncilFacts, CouncilRegistered, Place
from contracts.accounts.messages import BrokenRow
from services.accounts.domain.councils import (
    NoSuchCouncil,
    NothingToImport,
    take_over,
    to_import,
)
from services.accounts.domain.register import Context
from services.accounts.domain.tables import BrokenTable, Table

NOW = datetime(2027, 1, 4, tzinfo=UTC)
CAMDEN = CouncilFacts(
    "CMD", "Camden", "London Borough of Camden", "England", "London", "LBO", "London borough",
    place=Place(population=279516),
)  # fmt: skip
URBAN = Context(deprivation=3, rurality="Urban")


def test_a_council_that_is_new_is_registered() -> None:
    outcome = take_over(None, facts=CAMDEN, context=None, at=NOW)
    assert outcome.events == (CouncilRegistered("CMD", CAMDEN, NOW),)


def test_a_new_council_takes_its_context_along() -> None:
    outcome = take_over(None, facts=CAMDEN, context=URBAN, at=NOW)
    assert outcome.state.place == Place(population=279516, deprivation=3, rurality="Urban")
    assert len(outcome.events) == 1


def test_the_same_again_changes_nothing() -> None:
    known = take_over(None, facts=CAMDEN, context=URBAN, at=NOW).state
    assert take_over(known, facts=CAMDEN, context=URBAN, at=NOW).events == ()


def test_what_is_different_now_is_told_as_a_whole() -> None:
    renamed = replace(CAMDEN, name="Camden Town")
    outcome = take_over(CAMDEN, facts=renamed, context=None, at=NOW)
    assert outcome.events == (CouncilChanged("CMD", renamed, NOW),)


def test_the_register_alone_leaves_the_context_as_it_was() -> None:
    known = take_over(None, facts=CAMDEN, context=URBAN, at=NOW).state
    assert take_over(known, facts=CAMDEN, context=None, at=NOW).events == ()


def test_the_context_alone_leaves_the_register_as_it_was() -> None:
    place = take_over(CAMDEN, facts=None, context=URBAN, at=NOW).state.place
    assert place == Place(population=279516, deprivation=3, rurality="Urban")


def test_there_is_no_context_without_a_council() -> None:
    with pytest.raises(NoSuchCouncil):
        take_over(None, facts=None, context=URBAN, at=NOW)


def test_a_broken_row_stops_the_whole_import() -> None:
    broken = Table("register", {"CMD": CAMDEN}, {"CMD": 2}, (BrokenRow("register", 3, "bad"),))
    with pytest.raises(BrokenTable) as refused:
        to_import(broken, None, skip_invalid=False)
    assert refused.value.details == {"register line 3": ["bad"]}


def test_a_broken_row_is_left_out_where_asked() -> None:
    broken = Table("register", {"CMD": CAMDEN}, {"CMD": 2}, (BrokenRow("register", 3, "bad"),))
    wanted = to_import(broken, None, skip_invalid=True)
    assert wanted.codes == ["CMD"]
    assert wanted.broken == broken.broken


def test_of_very_many_broken_rows_the_first_are_named_and_the_rest_counted() -> None:
    rows = tuple(BrokenRow("register", line, "bad") for line in range(2, 202))
    with pytest.raises(BrokenTable) as refused:
        to_import(Table("register", broken=rows), None, skip_invalid=False)
    assert len(refused.value.details) == 101
    assert refused.value.details["more"] == ["100 more rows are broken."]


def test_an_import_of_nothing_is_refused() -> None:
    with pytest.raises(NothingToImport):
        to_import(None, None, skip_invalid=False)
