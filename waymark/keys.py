"""``waymark keys``: with what programs sign in."""

import click

from contracts.accounts.messages import CreateKey, Key, KeyCreated, Keys, ListKeys, RevokeKey
from contracts.callers import ROLES, Role
from contracts.messages import load
from waymark.operating import operator
from waymark.people import ORGANISATION


@click.group()
def keys() -> None:
    """API keys."""


@keys.command()
@click.option("--label", required=True, help="What it is for, so that you know it again.")
@click.option("--organisation", required=True, help=ORGANISATION)
@click.option("--role", type=click.Choice(ROLES), required=True)
def create(label: str, organisation: str, role: Role) -> None:
    """Makes a key and prints its secret, this once, alone on standard output."""
    request = load(CreateKey, {"label": label, "organisation": organisation, "role": role})
    with operator() as ask:
        created = load(KeyCreated, ask("accounts", "create_key", request))
    click.echo(f"Key {created.id}, {created.role} of {created.organisation}. Its secret:", err=True)
    click.echo(created.secret)


@keys.command("list")
@click.option("--all", "revoked_too", is_flag=True, help="Revoked ones too.")
def list_(revoked_too: bool) -> None:
    """Lists keys, the newest first: id, organisation, role, label."""
    with operator() as ask:
        found = load(Keys, ask("accounts", "keys", ListKeys()))
    for key in found.keys:
        if revoked_too or not key.revoked:
            click.echo(line(key))


@keys.command()
@click.argument("key", metavar="ID")
def revoke(key: str) -> None:
    """Ends a key for good, from the next request on."""
    request = load(RevokeKey, {"key": key})
    with operator() as ask:
        revoked = load(Key, ask("accounts", "revoke_key", request))
    click.echo(f"Revoked: {line(revoked)}")


def line(key: Key) -> str:
    """``019…  CMD          officer        performance team``."""
    end = "  (revoked)" if key.revoked else ""
    return f"{key.id}  {key.organisation:12}  {key.role:13}  {key.label}{end}"
