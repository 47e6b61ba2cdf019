"""``waymark rebuild``: read models made anew out of the events that they follow from."""

import importlib
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from pymongo.errors import ConfigurationError, PyMongoError

from backbone import database, rebuilding
from backbone.aggregates import Projection
from backbone.histories import FeedNotWhole
from backbone.leases import LeaseLost
from backbone.notices import Notifier
from backbone.rebuilding import Rebuilt, Subscriber, Tell
from backbone.replaying import OutOfOrder
from backbone.subscriptions import handlers_of
from backbone.swapping import PauseEnded
from backbone.transactions import Pauses
from backbone.unit_of_work import stores_of
from contracts.errors import DeadlineExceeded, Unavailable
from contracts.operating.messages import ReadFeed
from contracts.topology import SUBSCRIPTIONS
from waymark.operating import Ask, operator
from waymark.problems import Problem, counted
from waymark.settings import Settings

PATIENCE_SECONDS = 30.0
"""For which a publisher may be away."""
LINE_SECONDS = 5.0


@click.command()
@click.argument("service", type=click.Choice(sorted(SUBSCRIPTIONS)))
def rebuild(service: str) -> None:
    """Makes a service's read models anew, out of all events that it listens to.

    For after a mistake in them was mended, and for a service that was added late. They are made
    beside the live ones and put in their place at once; the service goes on answering all the
    while, and its subscriptions wait for a moment. If anything fails, all stays as it was.

    Needs the address of the service's database: MONGODB_URL, or its name before that, such as
    REPORTING_MONGODB_URL.
    """
    settings = Settings.read()
    began = time.monotonic()
    with operator(settings) as ask, told(service) as tell:
        done = run(service, settings.mongodb_url(service), ask, tell)
    notifier = Notifier(service, settings.amqp_url)
    for notice in sorted(done.notices):
        notifier.send(notice)
    click.echo(summary(service, done, time.monotonic() - began))


def run(service: str, url: str, ask: Ask, tell: Tell) -> Rebuilt:
    with in_words(service), database.connect(url, service="rebuild", workers=2) as client:
        holder = f"{socket.gethostname()}:{os.getpid()}:{time.time_ns()}"
        records = client.get_default_database()
        return rebuilding.rebuild(subscriber(service), client, records, patient(ask), holder, tell)


def subscriber(service: str) -> Subscriber:
    module = importlib.import_module(f"services.{service}.service")
    cls: Any = next(each for each in vars(module).values() if getattr(each, "name", "") == service)
    projections = [each for each in stores_of(cls) if isinstance(each, Projection)]
    return Subscriber(service, projections, handlers_of(cls()), SUBSCRIPTIONS[service])


def patient(ask: Ask) -> Callable[[str, int], Any]:
    """Reads pages of feeds, again where a publisher is away for a while."""

    def read(publisher: str, after: int) -> Any:
        until, pause = time.monotonic() + PATIENCE_SECONDS, Pauses()
        while True:
            try:
                return ask(publisher, "feed", ReadFeed(after))
            except (Unavailable, DeadlineExceeded):
                if time.monotonic() > until:
                    raise
            pause.wait()

    return read


@contextmanager
def in_words(service: str) -> Iterator[None]:
    """Turns what may come between into a `Problem`."""
    try:
        yield
    except rebuilding.AnotherAtWork as error:
        raise Problem(
            f"{service} is being rebuilt already. If that was cut off, it can be begun again after "
            f"{rebuilding.LEASE_SECONDS:.0f} seconds."
        ) from error
    except rebuilding.NotItsDatabase as error:
        raise Problem(
            f"This database has no {error}. Is it that of {service}? If {service} is new, start it "
            "once: then events wait for it, and it has its collections."
        ) from error
    except rebuilding.DiscardedMeanwhile as error:
        raise Problem(f"A parked event was discarded meanwhile. {AS_BEFORE}") from error
    except (LeaseLost, PauseEnded) as error:
        raise Problem(
            f"It took too long: another rebuild, or the events, went on meanwhile. {AS_BEFORE}"
        ) from error
    except (FeedNotWhole, OutOfOrder) as error:
        raise Problem(
            f"{error} Was the database of the publisher put back to an older copy? Nothing was "
            "changed."
        ) from error
    except ConfigurationError as error:
        raise Problem(f"The address of the database can't be used: {error}") from error
    except PyMongoError as error:
        raise Problem(f"The database of {service} did not answer: {error}. {AS_BEFORE}") from error


AS_BEFORE = "Nothing was changed; run it again."


@contextmanager
def told(service: str) -> Iterator[Tell]:
    """Shows how far it is: a bar on a terminal, else a line now and then; on standard error."""
    if not sys.stderr.isatty():
        yield lines(service)
        return
    with click.progressbar(
        length=1, label=f"Rebuilding {service}", file=sys.stderr, item_show_func=str
    ) as bar:
        rate = Rate()

        def tell(done: int, length: int) -> None:
            bar.length = length
            bar.update(done - bar.pos, rate.words(done))

        yield tell


def lines(service: str) -> Tell:
    rate, next_line = Rate(), time.monotonic() + LINE_SECONDS

    def tell(done: int, length: int) -> None:
        nonlocal next_line
        if time.monotonic() >= next_line:
            next_line = time.monotonic() + LINE_SECONDS
            left = f"{rate.seconds(length - done):.0f} s left"
            click.echo(f"{service}: {done:,} of {length:,}, {rate.words(done)}, {left}", err=True)

    return tell


class Rate:
    """Events a second since it was made."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._rate = 0.0

    def words(self, done: int) -> str:
        self._rate = done / max(time.monotonic() - self._began, 0.001)
        return f"{self._rate:,.0f} events/s"

    def seconds(self, left: int) -> float:
        """How long so many take."""
        return left / self._rate if self._rate else 0.0


def summary(service: str, done: Rebuilt, seconds: float) -> str:
    events = f"{done.events:,} {'event' if done.events == 1 else 'events'}"
    told = f"{service} is rebuilt out of {events} in {seconds:.1f} s"
    waited = f"its subscriptions waited for {done.paused:.1f} s."
    left = (
        f" {counted(done.parked, 'message')} could not be applied: parked." if done.parked else ""
    )
    return f"{told}; {waited}{left}"
