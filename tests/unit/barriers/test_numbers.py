from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.barriers.domain import numbers

values = st.integers(0, numbers.POSSIBLE - 1)
issued = values.map(numbers.number_of).filter(lambda number: number is not None)


@given(issued)
def test_a_number_is_short_and_has_letters_and_digits_only(number: str) -> None:
    prefix, first, second = number.split("-")
    assert (prefix, len(first), len(second)) == ("WB", 4, 3)
    assert set(first + second) <= set(numbers.SYMBOLS)


@given(issued)
def test_a_number_is_read_however_it_is_written(number: str) -> None:
    bare = number.replace("-", "")
    for written in (number.lower(), bare, f" {bare} ", bare[2:], bare.replace("0", "o")):
        assert numbers.read(written) == number


@given(issued, st.integers(0, 6), st.sampled_from(numbers.SYMBOLS))
def test_one_wrong_character_is_noticed(number: str, place: int, symbol: str) -> None:
    symbols = list(number.replace("-", "")[2:])
    assume(symbols[place] != symbol)
    symbols[place] = symbol
    with pytest.raises(numbers.Mistyped):
        numbers.read("".join(symbols))


@given(issued, st.integers(0, 4))
def test_two_neighbours_swapped_are_noticed(number: str, place: int) -> None:
    symbols = list(number.replace("-", "")[2:])
    assume(symbols[place] != symbols[place + 1])
    symbols[place], symbols[place + 1] = symbols[place + 1], symbols[place]
    with pytest.raises(numbers.Mistyped):
        numbers.read("".join(symbols))


@given(st.text(max_size=40))
def test_any_other_text_is_no_number(text: str) -> None:
    with suppress(numbers.Mistyped):
        assert numbers.read(text).startswith("WB-")
