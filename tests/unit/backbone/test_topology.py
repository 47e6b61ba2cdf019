"""Every event that a subscriber needs is bound to its queue, and what it handles comes to it."""

import fnmatch
import importlib
import re

import pytest
from nameko.extensions import ENTRYPOINT_EXTENSIONS_ATTR

from backbone import broker
from backbone.subscriptions import Subscription
from contracts import topology
from contracts.barriers.events import BarrierRaised
from contracts.events import REGISTRY, types_of
from contracts.topology import SERVICES, SUBSCRIPTIONS, subscription_queue, subscription_queues

PAIRS = [
    (name, publisher) for name, publishers in SUBSCRIPTIONS.items() for publisher in publishers
]


@pytest.mark.parametrize(("subscriber", "publisher"), PAIRS)
def test_a_queue_has_the_whole_history_of_the_aggregates_it_is_for(subscriber, publisher):
    keys = subscription_queue(subscriber, publisher).routing_keys
    for aggregate in SUBSCRIPTIONS[subscriber][publisher]:
        assert types_of(publisher, aggregate), f"nothing ever happens to {aggregate}"
        for event in types_of(publisher, aggregate):
            assert any(fnmatch.fnmatch(event.routing_key(), key) for key in keys), event


def test_a_queue_has_every_version_of_an_event_whichever_has_a_class(monkeypatch):
    monkeypatch.setattr(BarrierRaised, "VERSION", 3)
    keys = subscription_queue("reporting", "barriers").routing_keys
    for version in (1, 2, 3, 4):
        assert any(fnmatch.fnmatch(f"barriers.barrier-raised.v{version}", key) for key in keys)


@pytest.mark.parametrize(("subscriber", "publisher"), PAIRS)
def test_a_queue_has_no_part_of_another_aggregate_s_history(subscriber, publisher):
    """It would wait for ever for the rest."""
    keys = subscription_queue(subscriber, publisher).routing_keys
    wanted = SUBSCRIPTIONS[subscriber][publisher]
    for event in REGISTRY.values():
        if publisher == event.SERVICE and event.AGGREGATE not in wanted:
            assert not any(fnmatch.fnmatch(event.routing_key(), key) for key in keys), event


@pytest.mark.parametrize("service", SERVICES)
def test_what_a_service_handles_is_bound_for_it(service):
    module = importlib.import_module(f"services.{service}.service")
    (cls,) = [each for each in vars(module).values() if getattr(each, "name", None) == service]
    bound = SUBSCRIPTIONS.get(service, {})
    for name in dir(cls):
        for entrypoint in getattr(getattr(cls, name), ENTRYPOINT_EXTENSIONS_ATTR, ()):
            if isinstance(entrypoint, Subscription):
                event = entrypoint.event
                assert event.AGGREGATE in bound.get(event.SERVICE, ()), event


def test_every_event_belongs_to_a_service_of_the_platform():
    assert {event.SERVICE for event in REGISTRY.values()} <= {*SERVICES, "trial"}


def test_every_queue_and_exchange_is_declared():
    declared = {queue.name for queue in broker.queues()}
    assert declared >= {queue.name for queue in subscription_queues()}
    exchanges = {exchange.name for exchange in broker.exchanges()}
    assert exchanges >= {queue.exchange for queue in subscription_queues()}
    assert exchanges >= {topology.notices_exchange(name) for name in SERVICES}


def test_the_subscriptions_policy_is_for_their_queues_and_no_others():
    (policy,) = [each for each in topology.policies() if each["name"] == "subscriptions"]
    pattern = re.compile(str(policy["pattern"]))
    for queue in subscription_queues():
        assert pattern.search(queue.name)
    for service in SERVICES:
        assert not pattern.search(broker.rpc_queue(service))
    assert not pattern.search(topology.DEAD_LETTERS)
