"""The other way to share a subscription, as a prototype: queues partitioned by aggregate.

RabbitMQ's consistent-hash exchange gives each aggregate's events to one of several queues, and each
queue has a single active consumer. Decision 20 has what came of it. It stands on the backbone as
it is: only what the relay says with a message and which queues a subscriber consumes are changed.
"""

from typing import Any

import amqp
from kombu import Exchange, Queue

from backbone import broker, publishing, subscriptions
from contracts import topology
from contracts.cloudevents import Envelope
from contracts.topology import SubscriptionQueue

HEADER = "aggregate"
SPREADING = "trial.spread"
PLAIN = "trial.from.trial"
PLUGIN = "rabbitmq_consistent_hash_exchange"
WEIGHT = "100"
"""Of each queue: so many points on the ring of hashes."""


def queues(split: int) -> list[SubscriptionQueue]:
    """The partitions, in the form in which the backbone knows queues."""
    return [
        SubscriptionQueue(f"trial.from.trial.{number}", SPREADING, ()) for number in range(split)
    ]


def declare(amqp_url: str, split: int) -> None:
    """The exchange that spreads and its partitions, and not the one queue."""
    with broker.connected(amqp_url) as connection, connection.channel() as channel:
        Exchange(topology.events_exchange("trial"), type="topic")(channel).declare()
        Exchange(SPREADING, type="x-consistent-hash", arguments={"hash-header": HEADER})(
            channel
        ).declare()
        channel.exchange_bind(SPREADING, topology.events_exchange("trial"), "#")
        for queue in queues(split):
            arguments = {"x-queue-type": "quorum", "x-single-active-consumer": True}
            Queue(queue.name, queue_arguments=arguments)(channel).queue_declare()
            channel.queue_bind(queue.name, SPREADING, WEIGHT)
        channel.queue_delete(PLAIN)


def remove(amqp_url: str, split: int) -> None:
    """Leaves the topology as it was; processes of the trial service declare the one queue anew."""
    with broker.connected(amqp_url) as connection, connection.channel() as channel:
        for queue in queues(split):
            channel.queue_delete(queue.name)
        channel.exchange_delete(SPREADING)


def use(split: int) -> None:
    """Makes this process publish and consume so. After the trial service has been admitted."""
    topology.SUBSCRIPTIONS["trial"] = {}
    subscriptions.subscription_queues = lambda *_: queues(split)
    of_envelope = publishing.message_of

    def message_of(envelope: Envelope) -> Any:
        message: amqp.Message = of_envelope(envelope)
        message.properties["application_headers"] = {HEADER: envelope.key}
        return message

    publishing.message_of = message_of
