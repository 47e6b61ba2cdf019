"""``waymark broker``: makes the live broker what the code declares."""

from collections.abc import Iterator

import click
from amqp.exceptions import PreconditionFailed

from backbone.broker import declare
from contracts import policies, topology
from waymark.doctor import live
from waymark.doctor.broker import declared, same, unexpected_bindings
from waymark.doctor.live import Live
from waymark.management import Management
from waymark.operating import quiet
from waymark.problems import Problem
from waymark.settings import Settings
from waymark.subscribers.making import declare as declare_for


@click.group()
def broker() -> None:
    """The broker's exchanges, queues, bindings and policies."""


@broker.command()
def apply() -> None:
    """Makes the broker as declared; what is so already stays, and no message is touched.

    Declares exchanges, queues and bindings that are missing, takes bindings that nobody declares
    from the platform's own queues, sets the policies, those of subscribers too, and deletes those
    of earlier releases. Run it after an update: services declare queues by themselves, but policies
    only the broker, when it starts with new definitions.
    """
    settings = Settings.read()
    quiet()
    api = live.management(settings)
    if api is None:
        raise Problem("Set RABBITMQ_MANAGEMENT_URL: policies are set over the management API.")
    with api:
        before = live.read(api)
        set_up = [
            *apply_policies(api, before),
            *apply_topology(settings, before),
            *apply_subscribers(settings, before),
        ]
    for line in set_up or ["All was as declared."]:
        click.echo(line)


def apply_policies(api: Management, before: Live) -> Iterator[str]:
    """Says what it changes."""
    for policy in declared(before):
        if not same(policy, before.policies.get(policy.name, {})):
            api.set_policy(policy)
            yield f"Set the policy {policy.name}."
    for name in policies.RETIRED:
        if name in before.policies:
            api.delete_policy(name)
            yield f"Deleted the policy {name}, of an earlier release."


def apply_topology(settings: Settings, before: Live) -> Iterator[str]:
    """Says what it changes."""
    with live.connected(settings) as connection:
        try:
            declare(connection)
        except PreconditionFailed as error:
            raise Problem(
                f"What is there is of another kind, and can't be changed: {error.reply_text}. "
                "`waymark doctor` says what to do."
            ) from error
        yield from declared_anew(before)
        for extra in unexpected_bindings(before):
            connection.default_channel.queue_unbind(extra.queue, extra.exchange, extra.routing_key)
            yield f"Unbound {extra.queue} from {extra.exchange} by {extra.routing_key}."


def apply_subscribers(settings: Settings, before: Live) -> Iterator[str]:
    """Only queues that are gone: a subscriber may have bound its own to fewer events."""
    for each in before.subscribers:
        if each.ready and each.queue not in before.queues:
            declare_for(settings, each)
            yield f"Declared the queue {each.queue}, of a subscriber."


def declared_anew(before: Live) -> Iterator[str]:
    for exchange in topology.exchanges():
        if exchange.name not in before.exchanges:
            yield f"Declared the exchange {exchange.name}."
    for queue in topology.queues():
        if queue.name not in before.queues:
            yield f"Declared the queue {queue.name}."
    for binding in topology.bindings():
        if binding not in before.bindings:
            yield f"Bound {binding.queue} to {binding.exchange} by {binding.routing_key}."
