"""``waymark people``: who can sign in."""

import sys

import click

from contracts.accounts.messages import Person, RegisterPerson
from contracts.callers import ROLES, Role
from contracts.messages import load
from waymark.operating import operator

ORGANISATION = "A council's code, a body's id, or sector-body."


@click.group()
def people() -> None:
    """People who can sign in."""


@people.command()
@click.argument("email")
@click.option("--name", required=True, help="As colleagues know them.")
@click.option("--organisation", required=True, help=ORGANISATION)
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--language", type=click.Choice(["en", "cy"]), default="en", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(
    email: str, *, name: str, organisation: str, role: Role, language: str, password_stdin: bool
) -> None:
    """Registers a person under their e-mail address.

    The password, at least 12 characters, is asked for.
    """
    asked = {
        "email": email,
        "name": name,
        "organisation": organisation,
        "role": role,
        "language": language,
        "password": typed() if password_stdin else asked_for(),
    }
    request = load(RegisterPerson, asked)
    with operator() as ask:
        person = load(Person, ask("accounts", "register_person", request))
    click.echo(f"{person.email} can sign in: {person.role}, {person.organisation}.")


def asked_for() -> str:
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password


def typed() -> str:
    """The first line of standard input."""
    return sys.stdin.readline().rstrip("\r\n")
