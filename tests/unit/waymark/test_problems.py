"""Whatever goes wrong is told in words that say what to do."""

import click
import pytest
from click.testing import CliRunner

from contracts.errors import (
    KINDS,
    Conflict,
    DeadlineExceeded,
    Invalid,
    NotSignedIn,
    Refusal,
    Unavailable,
)
from waymark.cli import COMMANDS, main
from waymark.problems import counted, in_words, words_of


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Unavailable(), "Is Waymark running"),
        (Unavailable(details={"service": "matching"}), "The service matching is not running"),
        (DeadlineExceeded(details={"service": "accounts"}), "accounts did not answer in time"),
        (NotSignedIn(code="not-the-operator"), "OPERATOR_SECRET is not the one"),
        (Conflict("It is there already."), "It is there already."),
    ],
)
def test_a_refusal_says_what_to_do(refusal, words):
    assert words in words_of(refusal)


def test_every_mistake_of_a_request_has_a_line():
    refusal = Invalid(details={"email": ["Not an address."], "name": ["Too long.", "Odd."]})
    assert words_of(refusal).splitlines() == [
        refusal.message,
        "  email: Not an address.",
        "  name: Too long.",
        "  name: Odd.",
    ]


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_kind_of_refusal_ends_a_command_with_1(kind: type[Refusal]):
    with pytest.raises(click.ClickException) as problem, in_words():
        raise kind
    assert problem.value.exit_code == 1
    assert problem.value.message


@pytest.mark.parametrize("noun", COMMANDS)
def test_every_command_explains_itself(noun):
    shown = CliRunner().invoke(main, [noun, "--help"])
    assert shown.exit_code == 0, shown.output
    assert "Usage:" in shown.output


def test_numbers_come_with_their_nouns():
    assert counted(1, "row") == "1 row"
    assert counted(0, "row") == "0 rows"
