"""The drawing of barriers that feed each other, and the same in words."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway import graphs
from gateway.languages import words_in

SVG = "{http://www.w3.org/2000/svg}"
IDS = "abcdefgh"
PAIRS = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] != pair[1]),
    min_size=1,
    max_size=20,
)


def found(pairs: list[tuple[str, str]], middle: str | None = None, title: str = "Of") -> Any:
    """A graph as barriers gives it; around `middle` where there is one."""
    ids = sorted({one for pair in pairs for one in pair})
    return {
        "barriers": [
            {
                "id": each,
                "number": f"WB-{each}",
                "title": f"{title} {each}",
                "distance": None if middle is None else int(each > middle) - int(each < middle),
            }
            for each in ids
        ],
        "links": [{"barrier": barrier, "feeds": feeds} for barrier, feeds in pairs],
    }


def drawn(pairs: list[tuple[str, str]], **given: Any) -> graphs.Graph:
    made = graphs.graph(words_in("en"), found(pairs, **given))
    assert made is not None
    return made


def texts(made: graphs.Graph) -> list[str | None]:
    return [each.text for each in ET.fromstring(str(made.svg)).iter(f"{SVG}text")]


def test_where_nothing_feeds_anything_nothing_is_drawn() -> None:
    assert graphs.graph(words_in("en"), {"barriers": [], "links": []}) is None


def test_what_feeds_it_stands_above_and_what_it_feeds_below() -> None:
    made = drawn([("a", "b"), ("b", "c")], middle="b")

    assert [each["id"] for each in made.barriers] == ["a", "b", "c"]
    assert texts(made)[::2] == ["WB-a", "WB-b", "WB-c"]


def test_only_the_middle_is_full_so_that_it_shows_without_colour() -> None:
    squares = ET.fromstring(str(drawn([("a", "b"), ("b", "c")], middle="b").svg)).iter(f"{SVG}rect")

    assert [each.get("fill") for each in squares] == ["none", "currentColor", "none"]


@given(PAIRS)
def test_each_pair_is_drawn_once_and_said_once(pairs: list[tuple[str, str]]) -> None:
    made = drawn(pairs)
    root = ET.fromstring(str(made.svg))
    arrows = [each for each in root.iter(f"{SVG}path") if each.get("d", "").endswith("z")]

    assert set(made.pairs) == set(pairs)
    assert len(list(root.iter(f"{SVG}circle"))) == len(set(pairs))
    assert len(arrows) == len({fed for _, fed in pairs})
    assert made.text.count("worse") == len(set(pairs))
    assert sorted(each["id"] for each in made.barriers) == sorted({i for p in pairs for i in p})


@given(PAIRS)
def test_no_two_rails_run_over_each_other(pairs: list[tuple[str, str]]) -> None:
    made = drawn(pairs)
    rows = {each["id"]: place for place, each in enumerate(made.barriers)}
    rails = graphs.rails_of(pairs, rows)
    for fed, rail in rails.items():
        for other, same in rails.items():
            if fed != other and rail == same:
                one, two = (spanned(pairs, rows, each) for each in (fed, other))
                assert not one & two


def spanned(pairs: list[tuple[str, str]], rows: dict[str, int], fed: str) -> set[int]:
    ends = [rows[fed], *(rows[barrier] for barrier, each in pairs if each == fed)]
    return set(range(min(ends), max(ends) + 1))


def test_without_a_ring_each_stands_behind_what_feeds_it() -> None:
    made = drawn([("h", "a"), ("a", "d"), ("g", "d"), ("b", "c")])
    place = [each["id"] for each in made.barriers]

    for barrier, fed in made.pairs:
        assert place.index(barrier) < place.index(fed)


def test_two_that_feed_each_other_are_there_with_both_arrows() -> None:
    assert drawn([("a", "b"), ("b", "a")]).text == ("WB-a makes WB-b worse; WB-b makes WB-a worse")


def test_words_stay_in_the_picture_however_long_they_are() -> None:
    made = drawn([("a", "b")], title="A very long title " * 10)

    assert all(text and len(text) * graphs.LETTER < graphs.WIDTH for text in texts(made))


def test_it_has_no_colour_of_its_own_and_no_inline_style() -> None:
    svg = str(drawn([("a", "b"), ("b", "a")], middle="a").svg)

    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) <= {"none", "currentColor"}
    assert "style=" not in svg


@pytest.mark.parametrize("title", ['"><script>alert(1)</script>', "</text><a>", "&amp; &"])
def test_a_title_from_outside_cannot_break_out_of_the_drawing(title: str) -> None:
    svg = str(drawn([("a", "b")], title=title).svg)

    ET.fromstring(svg)
    assert "<script" not in svg
