"""``waymark mail``: e-mail that waits or could not be sent."""

from collections.abc import Iterator

import click

from contracts.messages import load
from contracts.notifications.messages.mails import (
    MAIL_STATES,
    ListMails,
    Mail,
    Mails,
    ReportReturned,
)
from waymark.operating import Ask, operator

SERVICE = "notifications"


@click.group()
def mail() -> None:
    """E-mail that waits or could not be sent."""


@mail.command("list")
@click.option("--state", type=click.Choice(MAIL_STATES), help="All of one state.")
def list_(state: str | None) -> None:
    """Lists e-mails that wait, were returned or given up, the newest first.

    On each line: id, state, when it ended or is tried next, tries, topic, person, reason. Neither
    addresses nor words.
    """
    with operator() as ask:
        rows = list(all_mails(ask, state))
    for row in rows:
        click.echo(line(row))
    if not rows:
        click.echo("There is none.", err=True)


@mail.command()
@click.argument("address", metavar="ADDRESS")
def returned(address: str) -> None:
    """Says that mail to an address, or with a Message-ID (in <>), came back.

    No more is sent there but links to sign in, until its owner says that it works
    or such a link is taken.
    """
    of = "message" if address.startswith("<") else "address"
    request = load(ReportReturned, {of: address})
    with operator() as ask:
        ask(SERVICE, "report_returned", request)
    click.echo("Noted. No more is sent there but links to sign in, until its owner says it works.")


def all_mails(ask: Ask, state: str | None) -> Iterator[Mail]:
    after = None
    while True:
        request = load(ListMails, {"state": state, "after": after, "limit": 100})
        page = load(Mails, ask(SERVICE, "mails", request))
        yield from page.mails
        after = page.next
        if after is None:
            return


def line(row: Mail) -> str:
    """One row of the list."""
    tries = f"{row.attempts} tries"
    told = (row.id, row.state, f"{row.at:%Y-%m-%d %H:%M}", tries, row.topic, row.person)
    return "  ".join((*told, row.reason or ""))
