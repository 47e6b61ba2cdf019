"""Which links may be kept, and what a link says of the law that it leads to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.barriers.laws import cited, in_words, is_safe, recognised
from contracts.barriers.words import Law

SITE = "https://www.legislation.gov.uk"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " \x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file" + ":///etc/passwd",
        "ftp://example.org/x",
        "//example.org/x",
        "https:example.org",
        "https://",
        "https://www.gov.uk@example.org/",
        "https://example.org:port/",
        "https://[::1/",
        'https://example.org/"onclick="x',
        "https://example.org/\nx",
        "the Act",
    ],
)
def test_a_link_that_is_no_page_of_the_web_is_refused(link: str) -> None:
    assert not is_safe(link)
    assert recognised(link) is None


@pytest.mark.parametrize("link", [f"{SITE}/ukpga/1972/70", "http://example.org:8080/a?b=c#d"])
def test_a_page_of_the_web_is_taken(link: str) -> None:
    assert is_safe(link)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_page_of_the_web_or_no_link(text: str) -> None:
    assert not is_safe(text) or text.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("path", "title", "section"),
    [
        ("/ukpga/1972/70/section/123", "Local Government Act 1972", "section 123"),
        ("/ukpga/1972/70/section/123/2A/a", "Local Government Act 1972", "section 123(2A)(a)"),
        ("/id/ukpga/2011/20/section/1/2020-01-01", "Localism Act 2011", "section 1"),
        ("/ukpga/2014/23/contents/enacted", "Care Act 2014", None),
        ("/ukpga/1971/1", "UK Public General Act 1971 chapter 1", None),
        (
            "/uksi/2012/2089/regulation/4/made",
            "UK Statutory Instrument 2012 No. 2089",
            "regulation 4",
        ),
        ("/asp/2016/9/schedule/2/", "Act of the Scottish Parliament 2016 asp 9", "schedule 2"),
        (
            "/ukpga/Geo6/12-13-14/67/part/II",
            "UK Public General Act Geo6 12-13-14 chapter 67",
            "part II",
        ),
    ],
)
def test_legislation_is_titled_from_its_address(path: str, title: str, section: str | None) -> None:
    found = recognised(f"{SITE}{path}")
    assert found is not None
    assert (found.en, found.section_en) == (title, section)


def test_legislation_has_its_welsh_name_too() -> None:
    found = recognised(f"{SITE}/ukpga/1972/70/section/123")
    assert found is not None
    assert (found.cy, found.section_cy) == ("Deddf Llywodraeth Leol 1972", "adran 123")


@pytest.mark.parametrize("path", ["/", "/browse", "/xyzzy/1972/70", "/ukpga/1972", "/ukpga/1972/x"])
def test_another_page_of_the_same_site_has_no_title(path: str) -> None:
    assert recognised(f"{SITE}{path}") is None


def test_guidance_of_gov_uk_is_titled_from_its_address() -> None:
    link = "https://www.gov.uk/government/publications/best-value-standards-and-intervention/x"
    found = recognised(link)
    assert found is not None
    assert found.en == "Best value standards and intervention (GOV.UK)"
    assert recognised("https://www.gov.uk.example.org/guidance/x") is None


def test_a_link_pasted_where_the_name_goes_is_taken_for_the_link() -> None:
    link = f"{SITE}/ukpga/2014/23/section/9"
    assert cited(link, None, None) == Law("Care Act 2014", "section 9", link)
    assert cited("www.legislation.gov.uk/ukpga/2014/23", None, None) == Law(
        "Care Act 2014", None, f"{SITE}/ukpga/2014/23"
    )


def test_what_was_typed_goes_before_what_the_link_says() -> None:
    link = f"{SITE}/ukpga/2014/23/section/9"
    assert cited("The Care Act", "s 10", link) == Law("The Care Act", "s 10", link)


def test_a_law_without_a_name_that_could_be_found_is_none() -> None:
    assert cited(None, "section 1", None) is None
    assert cited(None, None, "https://example.org/x") is None


def test_laws_in_words_are_one_line_that_is_not_too_long() -> None:
    assert in_words((Law("Care Act 2014", "section 9"), Law("Highways Act 1980"))) == (
        "Care Act 2014, section 9; Highways Act 1980"
    )
    assert in_words(()) is None
    assert len(in_words((Law("x" * 200, "section 1"),)) or "") == 200
