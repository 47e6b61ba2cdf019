"""What the table of laws must be, and that the shipped one is."""

from copy import deepcopy
from typing import Any

import pytest
import yaml

from contracts.barriers.laws import NAMED, TYPES
from contracts.content.documents import ContentMistakes
from contracts.content.laws import check_laws, load_laws

SHIPPED: list[dict[str, Any]] = yaml.safe_load(NAMED.read_text("utf-8"))


def test_the_shipped_table_has_no_mistake() -> None:
    assert check_laws(SHIPPED) == []
    assert load_laws(NAMED.read_text("utf-8")) == SHIPPED


def test_every_law_is_of_a_type_and_a_year_that_its_name_says_too() -> None:
    for law in SHIPPED:
        kind, year, _ = law["address"].split("/")
        assert kind in TYPES
        assert law["name"]["en"].endswith(year)
        assert law["name"]["cy"].endswith(year)


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"address": "ukpga/72"}, "[0].address: is not an address such as ukpga/1972/70"),
        ({"name": {"en": "Local Government Act 1972"}}, "[0].name.cy: missing"),
        ({"address": SHIPPED[1]["address"]}, SHIPPED[1]["address"]),
    ],
)
def test_each_mistake_is_told(change: dict[str, Any], mistake: str) -> None:
    table = deepcopy(SHIPPED)
    table[0] |= change
    assert any(mistake in str(each) for each in check_laws(table))
    with pytest.raises(ContentMistakes):
        load_laws(yaml.safe_dump(table))
