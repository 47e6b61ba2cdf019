import pytest
from starlette.datastructures import FormData

from contracts.accounts.links import AskNewPassword
from contracts.errors import Invalid
from contracts.messages import load
from gateway.forms import Field, filled, form_of
from gateway.languages import words_in

ENGLISH = words_in("en")
FIELDS = {
    "title": Field("Title", "Enter a title"),
    "body": Field("The body", "Choose a body", anchor="bodies"),
}


def test_a_mistake_stands_at_its_field_and_in_the_summary() -> None:
    form = filled(ENGLISH, title="")
    form.take(Invalid(details={"title": ["Must not be empty."]}), FIELDS)
    assert form.error("title") == {"text": "Enter a title", "visuallyHiddenText": "Error"}
    assert form.summary == [{"text": "Enter a title", "href": "#title"}]


def test_what_is_too_long_is_told_with_its_bound() -> None:
    form = filled(ENGLISH)
    form.take(Invalid(details={"title": ["Must be 10000 characters or fewer."]}), FIELDS)
    assert form.errors["title"] == "Title must be 10,000 characters or fewer"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Your e-mail can have only the letters a to z, numbers and signs before the @"),
        ("cy", "Your e-mail: dim ond y llythrennau a i z, rhifau ac arwyddion all ddod cyn yr @"),
    ],
)
def test_an_address_beyond_ascii_is_told_what_it_can_have(language: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        load(AskNewPassword, {"email": "siân@camden.gov.uk"})
    form = filled(words_in(language))
    form.take(refused.value, {"email": Field("Your e-mail", "Enter your e-mail")})
    assert form.errors["email"] == said


def test_a_mistake_inside_a_list_is_told_at_the_list() -> None:
    form = filled(ENGLISH)
    form.take(Invalid(details={"body[2].name": ["Not a valid string."]}), FIELDS)
    assert form.summary == [{"text": "Choose a body", "href": "#bodies"}]


def test_a_mistake_about_no_field_of_the_form_is_still_seen() -> None:
    form = filled(ENGLISH)
    form.take(Invalid(details={}), FIELDS)
    assert list(form.errors) == ["title"]


def test_what_was_typed_is_kept_as_it_was_typed() -> None:
    form = form_of(FormData([("title", "  two  words ")]), ENGLISH)
    assert (form["title"], form.typed("title")) == ("two  words", "  two  words ")


def test_line_ends_count_once() -> None:
    assert form_of(FormData([("note", "a\r\nb")]), ENGLISH).typed("note") == "a\nb"
