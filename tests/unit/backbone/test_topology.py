"""Every event that a subscriber needs is bound to its queue, and what it handles comes to it."""

import fnmatch
import importlib
import re

import pytest
from nameko.extensions import ENTRYPOINT_EXTENSIONS_ATTR

from backbone.subscriptions import Subscription
from contracts import policies, topology
from contracts.barriers.events import BarrierRaised
from contracts.events import REGISTRY, types_of
from contracts.policies import policy_of
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


def test_every_exchange_and_queue_that_is_bound_is_declared():
    exchanges = {exchange.name for exchange in topology.exchanges()}
    queues = {queue.name for queue in topology.queues()}
    for binding in topology.bindings():
        assert binding.exchange in exchanges
        assert binding.queue in queues
    assert queues == {binding.queue for binding in topology.bindings()}
    assert exchanges >= {topology.notices_exchange(name) for name in SERVICES}


@pytest.mark.parametrize("policy", policies.policies(), ids=lambda policy: policy.name)
def test_a_policy_is_for_the_queues_of_one_kind_and_no_others(policy):
    kinds = {
        **{f"subscriptions-of-{name}": subscribed_by(name) for name in SUBSCRIPTIONS},
        "dead-letters": {topology.dead_letter_queue(name) for name in SUBSCRIPTIONS},
        "requests": {topology.rpc_queue(name) for name in SERVICES},
    }
    found = {each.name for each in topology.queues() if re.search(policy.pattern, each.name)}
    assert found == kinds[policy.name]


def subscribed_by(service: str) -> set[str]:
    return {queue.name for queue in subscription_queues(service)}


@pytest.mark.parametrize("subscriber", SUBSCRIPTIONS)
def test_what_the_broker_gives_up_goes_to_its_subscriber_s_own_queue(subscriber):
    (queue, *_) = subscription_queues(subscriber)
    (policy,) = [each for each in policies.policies() if each.name == policy_of(queue.name)]
    key = policy.definition["dead-letter-routing-key"]
    exchange = policy.definition["dead-letter-exchange"]
    assert (exchange, key) in {
        (binding.exchange, binding.routing_key)
        for binding in topology.bindings()
        if binding.queue == topology.dead_letter_queue(subscriber)
    }


def test_a_policy_goes_before_those_of_earlier_releases():
    """They had the priority 10, and an update leaves them on the broker until they are deleted."""
    assert not {policy.name for policy in policies.policies()} & set(policies.RETIRED)
    assert all(policy.priority > 10 for policy in policies.policies())
