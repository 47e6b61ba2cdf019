"""``waymark subscribers``: systems outside that listen over AMQP."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import click

from contracts.errors import Refusal
from contracts.messages import load
from contracts.subscribers import LENGTH, Subscriber
from waymark.operating import Ask, operator, quiet
from waymark.problems import counted
from waymark.settings import Settings
from waymark.subscribers import making
from waymark.subscribers.lag import Standing, age, standings
from waymark.subscribers.making import Access, administration

AS_JSON = click.option("--json", "as_json", is_flag=True, help="For machines: JSON.")


@click.group()
def subscribers() -> None:
    """Systems outside that listen to barrier events over AMQP, each with a user of its own."""


@subscribers.command()
@click.argument("name")
@click.option(
    "--events",
    "patterns",
    metavar="PATTERN",
    multiple=True,
    required=True,
    help="Which events, such as 'barriers.#' or 'barriers.barrier-raised.*'; may be given again.",
)
@click.option(
    "--length",
    type=int,
    default=LENGTH,
    show_default=True,
    help="How many events its queue holds; beyond them it loses its oldest.",
)
@AS_JSON
def add(name: str, patterns: tuple[str, ...], length: int, as_json: bool) -> None:
    """Makes a user, a queue and its limits, and prints the connection, this once.

    The user reads the queue NAME.barriers and may bind it to those events, or to fewer; nothing
    else. Tell the system's owner the two lines, and where to read on:
    docs/tutorial/receive-barrier-events.md.
    """
    wanted = load(
        Subscriber, {"name": name, "patterns": list(dict.fromkeys(patterns)), "length": length}
    )
    settings = Settings.read()
    quiet()
    with administration(settings) as broker:
        access = making.add(broker, settings, wanted)
    tell(access, as_json)


@subscribers.command("list")
@AS_JSON
def list_(as_json: bool) -> None:
    """Lists subscribers: queue, events, how far behind, whether connected.

    How old the oldest waiting event is, barriers is asked for; without it that is left out.
    """
    settings = Settings.read()
    with administration(settings) as broker, operator_if_there(settings) as ask:
        found = standings(broker, ask)
    if as_json:
        click.echo(json.dumps([values(each) for each in found], indent=1))
        return
    for each in found:
        click.echo(line(each))


@subscribers.command()
@click.argument("name")
@AS_JSON
def rotate(name: str, as_json: bool) -> None:
    """Gives a new password and prints the connection, this once.

    Connections by the old one end at once; the queue keeps what comes meanwhile.
    """
    settings = Settings.read()
    quiet()
    with administration(settings) as broker:
        access = making.rotate(broker, settings, name)
    tell(access, as_json)


@subscribers.command()
@click.argument("name")
def remove(name: str) -> None:
    """Takes away user, queue and limits, with all events that wait in the queue."""
    settings = Settings.read()
    quiet()
    with administration(settings) as broker:
        lost = making.remove(broker, settings, name)
    click.echo(f"Removed {name}, with {counted(lost, 'event')} that waited for it.")


@contextmanager
def operator_if_there(settings: Settings) -> Iterator[Ask | None]:
    """None where services are away: the broker alone can be looked at as well."""
    with ExitStack() as stack:
        ask: Ask | None = None
        with suppress(Refusal):
            ask = stack.enter_context(operator(settings))
        yield ask


def tell(access: Access, as_json: bool) -> None:
    if as_json:
        told = {"name": access.name, "amqp_url": access.url, "queue": access.queue}
        click.echo(json.dumps(told, indent=1))
        return
    click.echo(f"Subscriber {access.name}. Its connection, told this once:", err=True)
    click.echo(f"AMQP_URL={access.url}\nQUEUE={access.queue}")


def line(standing: Standing) -> str:
    """``my-tools.barriers  barriers.#  12 waiting, oldest 3 min  connected``."""
    subscriber = standing.subscriber
    if not subscriber.ready:
        return f"{subscriber.name}  added half-way: add it again, or remove it"
    connected = "connected" if standing.connections else "not connected"
    patterns = " ".join(subscriber.patterns)
    return f"{subscriber.queue}  {patterns}  {behind(standing)}  {connected}"


def behind(standing: Standing) -> str:
    seconds = age(standing)
    told = f"{standing.waiting} waiting"
    if seconds is not None:
        told += f", oldest {written(seconds)}"
    if standing.is_full:
        told += ", full: the oldest are lost"
    return told


def written(seconds: float) -> str:
    """``40 s``, ``3 min``, ``5 h``, ``12 days``."""
    for size, unit in ((86_400, "days"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


def values(standing: Standing) -> dict[str, object]:
    """One subscriber for machines; `oldest_seconds` is null where nothing waits or none knows."""
    subscriber = standing.subscriber
    return {
        "name": subscriber.name,
        "queue": subscriber.queue,
        "events": list(subscriber.patterns),
        "length": subscriber.length,
        "ready": subscriber.ready,
        "waiting": standing.waiting,
        "full": standing.is_full,
        "oldest_seconds": age(standing),
        "connections": standing.connections,
    }
