"""Makes what a subscriber needs on the broker, and takes it away. The broker is the only store.

The register has it first and loses it last, so that what was left half-way can be seen, made whole
by adding it again, or removed.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import urlsplit, urlunsplit

from amqp.exceptions import AccessRefused
from kombu import Queue

from contracts.errors import Unavailable
from contracts.subscribers import EXCHANGE, Subscriber
from waymark.doctor import live
from waymark.management import Administration
from waymark.problems import Problem
from waymark.settings import Settings

PASSWORD_BYTES = 24


@dataclass(frozen=True)
class Access:
    """With what a subscriber connects: `url` has its password, which nothing else has."""

    name: str
    url: str
    queue: str


@contextmanager
def administration(settings: Settings) -> Iterator[Administration]:
    """The management API as somebody who may make users. Raises Problem."""
    url = settings.admin_url or settings.management_url
    if url is None:
        raise Problem(
            "Set RABBITMQ_ADMIN_URL to the broker's management API, with a user who has the tag "
            "administrator: no other may make users."
        )
    with Administration(url, settings.amqp_url) as broker:
        yield broker


def add(broker: Administration, settings: Settings, wanted: Subscriber) -> Access:
    """Makes all of it, or nothing.

    Raises:
        Problem, Unavailable: the name is taken, or the broker is away or refuses.
    """
    refuse_taken(broker, wanted)
    broker.register(wanted)
    try:
        # Before its queue is there: none of theirs is without a limit for a moment.
        broker.set_policy(wanted.policy)
        declare(settings, wanted)
        access = give_password(broker, settings, wanted)
        broker.register(replace(wanted, ready=True))
    except BaseException:
        with undoing(wanted):
            take_away(broker, settings, wanted)
        raise
    return access


def refuse_taken(broker: Administration, wanted: Subscriber) -> None:
    """One that was left half-way is no obstacle. Raises Problem."""
    known = {each.name: each for each in broker.subscribers()}
    if wanted.name in known:
        if known[wanted.name].ready:
            raise Problem(
                f"There is a subscriber {wanted.name} already. For a new password run `waymark "
                f"subscribers rotate {wanted.name}`; for other events remove it first, or add one "
                "of another name."
            )
        return
    if wanted.name in broker.users():
        raise Problem(
            f"{wanted.name} is a user of the broker already, and no subscriber: choose another "
            "name, or delete that user if nobody needs it."
        )
    queues = [each["name"] for each in broker.queues()]
    if any(name.startswith(f"{wanted.name}.") for name in queues):
        raise Problem(
            f"There are queues on the broker whose names begin with {wanted.name}., of somebody "
            "else: choose another name, or delete them if nobody needs them."
        )


def declare(settings: Settings, subscriber: Subscriber) -> None:
    """The queue and what it is bound by; what is there stays. Raises Unavailable."""
    with live.connected(settings) as connection, connection.channel() as channel:
        queue = Queue(subscriber.queue, durable=True, queue_arguments={"x-queue-type": "quorum"})(
            channel
        )
        queue.queue_declare()
        for pattern in subscriber.patterns:
            channel.queue_bind(subscriber.queue, EXCHANGE, pattern)


def give_password(broker: Administration, settings: Settings, subscriber: Subscriber) -> Access:
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    broker.set_user(subscriber, password)
    return Access(subscriber.name, url_of(settings, subscriber.name, password), subscriber.queue)


def url_of(settings: Settings, user: str, password: str) -> str:
    """Where systems outside find the broker; its virtual host is that of the platform."""
    ours = urlsplit(settings.amqp_url)
    public = urlsplit(settings.public_amqp_url or settings.amqp_url)
    host = public.netloc.rpartition("@")[2]
    path = public.path if public.path not in ("", "/") else ours.path
    return urlunsplit((public.scheme, f"{user}:{password}@{host}", path, public.query, ""))


def rotate(broker: Administration, settings: Settings, name: str) -> Access:
    """A new password; who is connected by the old one no longer is. The queue stays."""
    access = give_password(broker, settings, registered(broker, name))
    broker.end_connections(name)
    return access


def holds(settings: Settings, name: str, password: str) -> bool:
    """Whether the broker lets somebody in with it. Raises Unavailable."""
    host = urlsplit(settings.amqp_url).netloc.rpartition("@")[2]
    parts = urlsplit(settings.amqp_url)._replace(netloc=f"{name}:{password}@{host}")
    try:
        with live.connected(replace(settings, amqp_url=urlunsplit(parts))):
            return True
    except Unavailable as error:
        if isinstance(error.__cause__, AccessRefused):
            return False
        raise


def remove(broker: Administration, settings: Settings, name: str) -> int:
    """Takes all of it away; answers how many events were waiting."""
    return take_away(broker, settings, registered(broker, name))


def take_away(broker: Administration, settings: Settings, subscriber: Subscriber) -> int:
    """What is not there is no matter."""
    broker.delete_user(subscriber.name)
    with live.connected(settings) as connection, connection.channel() as channel:
        lost = channel.queue_delete(subscriber.queue)
    broker.delete_policy(subscriber.policy.name)
    broker.unregister(subscriber.name)
    return int(lost or 0)


def registered(broker: Administration, name: str) -> Subscriber:
    """Raises Problem."""
    for subscriber in broker.subscribers():
        if subscriber.name == name:
            return subscriber
    raise Problem(f"There is no subscriber {name[:100]}. `waymark subscribers list` has them all.")


@contextmanager
def undoing(subscriber: Subscriber) -> Iterator[None]:
    """Says what to do where even that fails."""
    try:
        yield
    except Exception as error:
        raise Problem(
            f"{subscriber.name} was added half-way, and the broker lets nobody take it back now. "
            f"Run `waymark subscribers remove {subscriber.name}` once it does, or add it again."
        ) from error
