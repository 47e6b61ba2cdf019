"""``waymark parked``: what services could not apply."""

import json
from collections.abc import Iterator

import click

from contracts.messages import load
from contracts.operating.messages import (
    DiscardParked,
    GetParked,
    GetParkedContent,
    ListParked,
    Parked,
    ParkedContent,
    ParkedEvent,
    ParkedEvents,
    Retried,
    RetryParked,
)
from contracts.topology import SERVICES
from waymark.operating import Ask, operator
from waymark.problems import Problem, counted

SERVICE = click.argument("service", metavar="SERVICE", type=click.Choice(SERVICES))
EVENT = click.argument("event", metavar="ID")


@click.group()
def parked() -> None:
    """Events that a service could not apply."""


@parked.command("list")
@SERVICE
def list_(service: str) -> None:
    """Lists what holds up an aggregate, the oldest first.

    On each line: id, since when, sequence, type, aggregate, reason, how many wait behind it.
    """
    with operator() as ask:
        rows = list(all_parked(ask, service))
    for row in rows:
        click.echo(line(row))
    if not rows:
        click.echo(f"Nothing is parked in {service}.", err=True)


@parked.command()
@SERVICE
@EVENT
@click.option("--values", is_flag=True, help="What it says too: maybe a council's words. Logged.")
def show(service: str, event: str, values: bool) -> None:
    """Shows one event, without what it says."""
    request = load(GetParked, {"event": event})
    with operator() as ask:
        found = load(ParkedEvent, ask(service, "parked_event", request))
        content = ask(service, "parked_content", GetParkedContent(event)) if values else None
    for name, value in described(found):
        click.echo(f"{name:16}{value}")
    if content is not None:
        show_content(load(ParkedContent, content))


@parked.command()
@SERVICE
@click.argument("event", metavar="[ID]", required=False)
@click.option("--all", "everything", is_flag=True, help="All that is parked in the service.")
def retry(service: str, event: str | None, everything: bool) -> None:
    """Applies an event after all, and those behind it, in their order.

    What fails again stays parked, with the new reason; then the exit code is 1.
    """
    if bool(event) == everything:
        raise click.UsageError("Give an ID, or --all.")
    with operator() as ask:
        events = [event] if event else [row.id for row in all_parked(ask, service)]
        ends = [through(ask, service, retry_one(ask, service, str(each))) for each in events]
    if not ends:
        click.echo(f"Nothing is parked in {service}.", err=True)
    for end in ends:
        click.echo(words_of(end))
    if any(end.parked for end in ends):
        raise Problem("Mend the cause of what is still parked, then retry.")


@parked.command()
@SERVICE
@EVENT
@click.option("--why", help="10 to 500 characters; asked for where it is not given.")
@click.option("--yes", is_flag=True, help="Don't ask whether it is meant.")
def discard(service: str, event: str, why: str | None, yes: bool) -> None:
    """Gives up an event for good; those behind it are applied at once.

    Only the first of its aggregate can be given up. It is kept in `discarded`, with who and why.
    """
    found_why = why or click.prompt("Why can it be done without?", err=True)
    request = load(DiscardParked, {"event": event, "why": found_why})
    with operator() as ask:
        found = load(ParkedEvent, ask(service, "parked_event", GetParked(request.event)))
        if not yes:
            question = f"{line(found.parked)}\nIt will never be applied. Discard it?"
            click.confirm(question, abort=True, err=True)
        end = through(ask, service, load(Retried, ask(service, "discard_parked", request)))
    click.echo(f"Discarded. {words_of(end)}")
    if end.parked:
        raise Problem("Mend the cause of what is still parked, then retry.")


def all_parked(ask: Ask, service: str) -> Iterator[Parked]:
    after = None
    while True:
        page = load(ParkedEvents, ask(service, "list_parked", ListParked(after, 100)))
        yield from page.events
        after = page.next
        if after is None:
            return


def retry_one(ask: Ask, service: str, event: str) -> Retried:
    return load(Retried, ask(service, "retry_parked", load(RetryParked, {"event": event})))


def through(ask: Ask, service: str, retried: Retried) -> Retried:
    """Goes on with what was not tried yet, however much that is; all of it as one answer."""
    applied = retried.applied
    while retried.first and retried.failed is None:
        retried = retry_one(ask, service, retried.first)
        applied += retried.applied
    return Retried(applied, retried.waiting, retried.parked, retried.first, retried.failed)


def words_of(end: Retried) -> str:
    """``3 events took effect. 2 are still parked, the first of them (019…) for: KeyError.``"""
    said = [f"{counted(end.applied, 'event')} took effect."]
    if end.waiting:
        said.append(f"{counted(end.waiting, 'event')} now wait for an earlier one.")
    if end.parked:
        said.append(f"Still parked: {end.parked}, the first ({end.first}) for: {end.failed}.")
    return " ".join(said)


def line(row: Parked) -> str:
    """One row of the list."""
    since = f"{row.at:%Y-%m-%d %H:%M}"
    if row.subject is None:
        return f"{row.id}  {since}  bytes under {row.routing_key}  {row.reason}"
    happened = f"{row.sequence}  {row.type}  {row.service}:{row.aggregate}:{row.subject}"
    return f"{row.id}  {since}  {happened}  {row.reason}  +{row.behind}"


def described(found: ParkedEvent) -> Iterator[tuple[str, object]]:
    row = found.parked
    told = {
        "id": row.id,
        "type": row.type,
        "aggregate": row.subject and f"{row.service}:{row.aggregate}:{row.subject}",
        "sequence": row.sequence,
        "routing key": row.routing_key,
        "happened": found.time and found.time.isoformat(timespec="seconds"),
        "parked since": row.at.isoformat(timespec="seconds"),
        "reason": row.reason,
        "behind it": row.behind,
        "behind": found.first if found.first != row.id else None,
        "has": ", ".join(found.fields),
        "bytes": found.size,
        "correlation id": found.correlation_id,
    }
    return ((name, value) for name, value in told.items() if value not in (None, ""))


def show_content(content: ParkedContent) -> None:
    click.echo(f"\n{content.reason}\n")
    if content.body is not None:
        click.echo(json.dumps(content.body, indent=2, ensure_ascii=False))
    else:
        click.echo(f"{content.text}\n\nbase64: {content.base64}")
