"""Publishes events of services that don't run in a test."""

from contextlib import closing
from itertools import groupby

from backbone import broker
from backbone.publishing import ConfirmedPublisher
from contracts.cloudevents import Envelope
from contracts.topology import events_exchange
from deploy.local.stack import Stack


def publish(platform: Stack, *envelopes: Envelope) -> None:
    """As the relays of other services do: what a broker has not confirmed may never arrive.

    kombu says nothing of a broker that does not answer while a connection is closed, and what that
    broker had not read by then is lost.
    """
    with closing(broker.connect(platform.amqp_url)) as connection:
        publisher = ConfirmedPublisher(connection.channel())
        for service, told in groupby(envelopes, lambda each: each.service):
            assert publisher.publish(told, events_exchange(service)) == []
