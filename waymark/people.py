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
@click.option("--password-stdin", is_flag=True, help="Read a password from standard input.")
@click.option("--password", "prompted", is_flag=True, help="Ask for a password here.")
def add(
    email: str,
    *,
    name: str,
    organisation: str,
    role: Role,
    language: str,
    password_stdin: bool,
    prompted: bool,
) -> None:
    """Registers a person under their e-mail address.

    They are sent a link by which they choose a password; or one of at least 12 characters is given
    here.
    """
    asked = {
        "email": email,
        "name": name,
        "organisation": organisation,
        "role": role,
        "language": language,
    }
    if password_stdin or prompted:
        asked["password"] = typed() if password_stdin else asked_for()
    request = load(RegisterPerson, asked)
    with operator() as ask:
        person = load(Person, ask("accounts", "register_person", request))
    what = "can sign in" if person.has_password else "is sent a link to choose a password"
    click.echo(f"{person.email} {what}: {person.role}, {person.organisation}.")


def asked_for() -> str:
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password


def typed() -> str:
    """The first line of standard input."""
    return sys.stdin.readline().rstrip("\r\n")
