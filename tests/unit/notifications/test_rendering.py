"""E-mails are readable in both languages, and nothing that people typed becomes more than words."""

from itertools import product

import pytest
from jinja2 import UndefinedError
from markupsafe import escape

from services.notifications.rendering import Words, one_line, render, typed

URL = "https://waymark.example"
LINK = f"{URL}/unsubscribe/abc.def"


def rendered(language: str = "en", name: str = "Amina Osei", **data: str) -> Words:
    item = {
        "name": "events-parked",
        "service": "barriers",
        "parked": 3,
        "link": "/admin/parked",
        **data,
    }
    return render("running", language, {"item": item}, name=name, public_url=URL, unsubscribe=LINK)


@pytest.mark.parametrize(("language", "greeting"), [("en", "Hello"), ("cy", "Helo")])
def test_an_e_mail_is_readable_as_plain_text(language: str, greeting: str) -> None:
    text = rendered(language).text
    assert text.startswith(f"{greeting} Amina Osei,\n\n")
    assert f": {URL}/admin/parked\n" in text
    assert f": {LINK}\n" in text
    assert "<" not in text
    assert "\n\n\n" not in text


def test_the_html_says_the_same_with_links() -> None:
    html = rendered().html
    assert '<html lang="en">' in html
    assert f'<a href="{URL}/admin/parked">See what was set aside, and why</a>' in html
    assert f'<a href="{LINK}">Stop these e-mails</a>' in html


@pytest.mark.parametrize("breaks", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85"])
def test_a_line_break_makes_no_header_and_no_paragraph(breaks: str) -> None:
    words = rendered(service=f"One{breaks}Bcc: two@example.org", name=f"Amina{breaks}- Osei")
    assert words.subject == "The service One Bcc: two@example.org has set events aside"
    assert words.text.startswith("Hello Amina - Osei,\n")


def test_what_people_typed_is_no_html_and_leads_nowhere() -> None:
    html = rendered(service='<img src=x onerror="x()"> https://evil.example/a').html
    assert "&lt;img src=x" in html
    assert 'href="https://evil.example' not in html


def test_what_a_template_says_and_is_not_given_is_a_mistake() -> None:
    with pytest.raises(UndefinedError):
        render("running", "en", {}, name="A", public_url=URL, unsubscribe=None)


def test_letters_that_turn_the_direction_of_text_are_left_out() -> None:
    assert one_line("a\u202eb\u2066c") == "a b c"


def test_a_mail_that_can_not_be_ended_has_no_link_that_ends_it() -> None:
    said = {"item": {"name": "events-parked", "service": "barriers", "parked": 1, "link": "/"}}
    for language, form in product(("en", "cy"), ("text", "html")):
        words = render("running", language, said, name="A", public_url=URL, unsubscribe=None)
        assert "unsubscribe" not in getattr(words, form)


def about_a_barrier(title: str, language: str) -> Words:
    """A mail about a barrier with this title, in its reader's language."""
    item = {
        "number": "WB-1",
        "about": typed("WB-1,", title, language),
        "sentence": "x",
        "link": "/barriers/WB-1",
    }
    return render(
        "our-barriers", language, {"item": item}, name="A", public_url=URL, unsubscribe=LINK
    )


@pytest.mark.parametrize(
    ("language", "title", "other"),
    [
        ("en", "Mae’r ddeddf yn gofyn am ddau lofnod", "cy"),
        ("cy", "The law asks us for two <b> signatures", "en"),
    ],
)
def test_a_title_in_the_other_language_is_marked_as_such_in_html_alone(
    language: str, title: str, other: str
) -> None:
    words = about_a_barrier(title, language)
    assert f'<p>WB-1, <span lang="{other}">{escape(title)}</span></p>' in words.html
    assert f"\nWB-1, {title}\n" in words.text


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "The law asks us for two"), ("cy", "Mae’r ddeddf yn gofyn"), ("en", "SharePoint")],
)
def test_a_title_in_the_mails_own_language_or_in_none_is_not_marked(
    language: str, title: str
) -> None:
    assert "<span" not in about_a_barrier(title, language).html


def test_nobody_types_such_a_mark() -> None:
    forged = "The \ufdd1law\ufdd2 of \ufdd0 us"
    assert "<span" not in about_a_barrier(forged, "en").html
    assert one_line(forged) == "The law of us"
