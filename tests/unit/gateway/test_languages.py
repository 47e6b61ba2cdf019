from datetime import UTC, datetime

import pytest
from starlette.requests import Request

from gateway.languages import language_of, words_in


def request(query: str = "", cookie: str = "", accepts: str = "") -> Request:
    headers = [(b"cookie", cookie.encode()), (b"accept-language", accepts.encode())]
    return Request({"type": "http", "query_string": query.encode(), "headers": headers})


def test_a_link_to_the_other_language_goes_before_everything() -> None:
    assert language_of(request("lang=cy", "waymark-language=en", "en-GB")) == "cy"


def test_a_language_chosen_before_goes_before_the_browsers() -> None:
    assert language_of(request(cookie="waymark-language=cy", accepts="en-GB,en;q=0.9")) == "cy"


def test_a_browser_that_asks_for_welsh_first_gets_it() -> None:
    assert language_of(request(accepts="cy-GB, en;q=0.8")) == "cy"


@pytest.mark.parametrize("accepts", ["", "fr-FR", "de, fr"])
def test_whoever_asks_for_neither_gets_english(accepts: str) -> None:
    assert language_of(request("lang=xx", accepts=accepts)) == "en"


@pytest.mark.parametrize(("language", "day"), [("en", "5 March 2027"), ("cy", "5 Mawrth 2027")])
def test_a_day_is_written_in_its_language(language: str, day: str) -> None:
    assert words_in(language).day("2027-03-05") == day  # type: ignore[arg-type]


def test_a_moment_is_told_in_uk_time() -> None:
    assert words_in("en").time(datetime(2027, 7, 1, 12, 5, tzinfo=UTC)) == "1 July 2027, 1:05pm"


def test_a_month_is_told_by_name() -> None:
    assert words_in("cy").month("2027-03") == "Mawrth 2027"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mae'r bwrdd iechyd a ninnau'n defnyddio ffiniau gwahanol", "cy"),
        ("Public notices must still be printed in a newspaper", None),
        ("Capita", None),
    ],
)
def test_what_somebody_wrote_in_welsh_is_marked_on_an_english_page(
    text: str, language: str | None
) -> None:
    assert words_in("en").written(text) == language


def test_a_text_that_has_no_welsh_is_given_in_english_and_marked_so() -> None:
    title = {"en": "Peer challenges", "cy": "Peer challenges"}
    assert words_in("cy").text(title) == "Peer challenges"
    assert words_in("cy").lang(title) == "en"
