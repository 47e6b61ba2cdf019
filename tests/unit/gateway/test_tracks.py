"""The small drawing that stands for a characteristic everywhere, and the same in words."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations_with_replacement

import pytest

from gateway.languages import words_in
from gateway.tracks import LEVELS, Track, track

NAMES = {1: "Basics", 2: "Consistent", 3: "Joined up", 4: "Preventive", 5: "Leading"}
SVG = "{http://www.w3.org/2000/svg}"


def draw(**answer: object) -> Track:
    return track(words_in("en"), NAMES, **{"kind": "placed", **answer})  # type: ignore[arg-type]


def circles(drawn: Track) -> list[ET.Element]:
    return list(ET.fromstring(str(drawn.svg)).iter(f"{SVG}circle"))


def filled(drawn: Track) -> int:
    return sum(circle.get("fill") == "currentColor" for circle in circles(drawn))


@pytest.mark.parametrize(("current", "target"), list(combinations_with_replacement(LEVELS, 2)))
def test_as_many_waymarks_are_filled_as_the_council_has_come(current: int, target: int) -> None:
    assert filled(draw(current=current, target=target)) == current


def test_a_target_is_a_ring_with_a_heart_where_the_council_wants_to_be() -> None:
    drawn = draw(current=2, target=4)
    places = [circle.get("cx") for circle in circles(drawn) if circle.get("fill") is None]
    assert [place for place in places if places.count(place) == 2] == ["215", "215"]


def test_only_the_next_step_is_drawn_bold_and_dashed() -> None:
    dashed = re.findall(r'stroke-width="7" stroke-dasharray', draw(current=2, target=5).drawing)
    assert len(dashed) == 1


def test_staying_looks_different_from_having_no_target_yet() -> None:
    assert draw(current=3, target=3).drawing != draw(current=3).drawing


def test_every_form_looks_different() -> None:
    kinds = ("not-applicable", "dont-know", "unanswered")
    drawings = {draw(kind=kind).drawing for kind in kinds} | {draw(current=1, target=2).drawing}
    assert len(drawings) == 4


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (
            {"current": 2, "target": 3, "target_by": "2027-03"},
            "Consistent, heading for Joined up by March 2027",
        ),
        ({"current": 2, "target": 3}, "Consistent, heading for Joined up"),
        ({"current": 3, "target": 3}, "Joined up, and staying there"),
        ({"current": 3}, "Joined up, with no target yet"),
        ({"kind": "not-applicable"}, "Does not apply to your council"),
        ({"kind": "dont-know"}, "You don’t know yet"),
        ({"kind": "unanswered"}, "Not answered yet"),
    ],
)
def test_the_words_say_what_the_drawing_shows(answer: dict[str, object], text: str) -> None:
    assert draw(**answer).text == text


def test_standing_alone_it_carries_its_words() -> None:
    assert 'aria-label="Consistent, heading for Joined up"' in draw(current=2, target=3).svg


def test_beside_its_words_it_is_hidden_from_those_who_have_them_read() -> None:
    assert 'aria-hidden="true"' in draw(current=2, target=3).picture


def test_it_has_no_colour_of_its_own_and_no_inline_style() -> None:
    svg = str(draw(current=2, target=4).svg)
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) <= {"none", "currentColor"}
    assert "style=" not in svg


def test_a_name_from_outside_cannot_break_out_of_the_drawing() -> None:
    names = {**NAMES, 2: '"><script>alert(1)</script>'}
    drawn = track(words_in("en"), names, kind="placed", current=2)
    assert "<script>" not in drawn.svg
