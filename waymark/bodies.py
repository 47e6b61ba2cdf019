"""``waymark bodies``: who can change what is in councils' way."""

from collections.abc import Iterator
from typing import Any

import click

from contracts.accounts.bodies import (
    BODY_KINDS,
    Bodies,
    Body,
    ChangeBody,
    GetBody,
    ListBodies,
    RegisterBody,
)
from contracts.messages import dump, load
from waymark.operating import Ask, operator

MOST = 100
NAMES = {"english": "en", "welsh": "cy"}
STANDS_FOR = "Which body of the taxonomy it is, or is one of, such as integrated-care-board."


@click.group()
def bodies() -> None:
    """Departments, regulators, NHS trusts and others whose people answer to barriers."""


@bodies.command()
@click.argument("body", metavar="ID")
@click.option("--english", required=True, help="Its name.")
@click.option(
    "--welsh", required=True, help="Its Welsh name; where it has none, its own once more."
)
@click.option("--kind", type=click.Choice(BODY_KINDS), required=True)
@click.option("--stands-for", metavar="ID", help=STANDS_FOR)
def add(body: str, *, english: str, welsh: str, kind: str, stands_for: str | None) -> None:
    """Registers a body under ID, such as dwp, which stays for ever.

    Its people are registered with `waymark people add`, as responders.
    """
    name = {"en": english, "cy": welsh}
    asked = {"id": body, "name": name, "kind": kind, "stands_for": stands_for}
    request = load(RegisterBody, asked)
    with operator() as ask:
        added = load(Body, ask("accounts", "register_body", request))
    click.echo(f"Registered: {line(added)}")


@bodies.command()
@click.argument("body", metavar="ID")
@click.option("--english", help="Its name from now on.")
@click.option("--welsh", help="Its Welsh name from now on.")
@click.option("--kind", type=click.Choice(BODY_KINDS))
@click.option("--stands-for", metavar="ID", help=STANDS_FOR)
def change(body: str, **given: str | None) -> None:
    """Changes what is given and leaves the rest as it is."""
    said = {name: value for name, value in given.items() if value is not None}
    names = {NAMES[word]: said.pop(word) for word in NAMES if word in said}
    with operator() as ask:
        changed = _change(ask, body, names=names, **said)
    click.echo(f"Changed: {line(changed)}")


@bodies.command()
@click.argument("body", metavar="ID")
def end(body: str) -> None:
    """Says that a body is no more: nobody signs in for it, and no barrier is put to it."""
    with operator() as ask:
        ended = _change(ask, body, names={}, ended=True)
    click.echo(f"Ended: {line(ended)}")


@bodies.command("list")
@click.option("--all", "ended_too", is_flag=True, help="Those that have ended, too.")
def list_(ended_too: bool) -> None:
    """Lists bodies: id, kind, what they stand for, name."""
    with operator() as ask:
        for body in _every(ask):
            if ended_too or not body.ended:
                click.echo(line(body))


def _change(ask: Ask, id: str, *, names: dict[str, str], **said: Any) -> Body:
    """What is said takes the place of what the register says now."""
    present = dump(load(Body, ask("accounts", "body", load(GetBody, {"body": id}))))
    body, name = present.pop("id"), {**present["name"], **names}
    whole = {**present, **said, "body": body, "name": name}
    return load(Body, ask("accounts", "change_body", load(ChangeBody, whole)))


def _every(ask: Ask) -> Iterator[Body]:
    after = None
    while True:
        found = load(Bodies, ask("accounts", "bodies", ListBodies(after=after, limit=MOST)))
        yield from found.bodies
        after = found.next
        if after is None:
            return


def line(body: Body) -> str:
    """``dwp  department  dwp  Department for Work and Pensions``."""
    end = "  (ended)" if body.ended else ""
    return f"{body.id:24}  {body.kind:19}  {body.stands_for or '–':24}  {body.name.en}{end}"
