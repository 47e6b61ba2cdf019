"""Compares the live broker with what `contracts` declares. Each check answers its findings."""

from collections.abc import Iterator, Mapping

from contracts import policies, topology
from waymark.doctor.findings import Finding, Report, check
from waymark.doctor.live import Counts, Live
from waymark.problems import counted

PART = "broker"
APPLY = "Run `waymark broker apply`, which makes it as declared."
OF_EARLIER = "waymark.dead"
"""The exchange and the queue of dead letters of everybody, before each subscriber had its own."""

FLAG = "stream_queue"
"""Without it, RabbitMQ 3.10 and 3.11 hand on dead letters without caring whether they arrive."""

FLAG_GIVEN_SINCE = (3, 12)

UNREAD_REST = (
    "Types, bindings, policies, alarms and feature flags of the broker: RABBITMQ_MANAGEMENT_URL is "
    "not set."
)
UNREAD_FLAG = (
    f"The feature flag {FLAG}, which keeps dead letters from being lost: the user of "
    "RABBITMQ_MANAGEMENT_URL is no administrator. `rabbitmqctl list_feature_flags` shows it; it is "
    "on wherever the broker was first started with RabbitMQ 3.9 or later."
)


def compared(live: Live) -> Report:
    """Everything that the management API tells."""
    checks = (
        check(PART, counted(len(topology.exchanges()), "exchange"), exchanges(live)),
        check(PART, counted(len(topology.queues()), "queue"), queues(live)),
        check(PART, counted(len(topology.bindings()), "binding"), bindings(live)),
        check(PART, f"{len(declared(live))} policies", declared_policies(live)),
        check(PART, "policies in effect", policies_in_effect(live)),
        check(PART, counted(len(live.subscribers), "subscriber"), subscribers(live)),
        check(PART, "no alarms", alarms(live)),
    )
    if live.version < FLAG_GIVEN_SINCE and live.feature_flags is None:
        return Report(checks, (UNREAD_FLAG,))
    return Report((*checks, check(PART, "feature flags", feature_flags(live))))


def existing(exchanges_there: set[str], there: Mapping[str, Counts]) -> Report:
    """What can be told without the management API: whether exchanges and queues are there."""
    missing_exchanges = (
        missing("exchange", each.name)
        for each in topology.exchanges()
        if each.name not in exchanges_there
    )
    missing_queues = (
        missing("queue", each.name) for each in topology.queues() if each.name not in there
    )
    return Report(
        (
            check(PART, counted(len(topology.exchanges()), "exchange"), missing_exchanges),
            check(PART, counted(len(topology.queues()), "queue"), missing_queues),
        )
    )


def missing(kind: str, name: str) -> Finding:
    return Finding(f"The {kind} {name} is missing.", APPLY)


def exchanges(live: Live) -> Iterator[Finding]:
    for exchange in topology.exchanges():
        kind = live.exchanges.get(exchange.name)
        if kind is None:
            yield missing("exchange", exchange.name)
        elif kind != exchange.type:
            yield Finding(
                f"The exchange {exchange.name} is of the type {kind} instead of {exchange.type}.",
                "Stop all services, delete it, and start them: they declare it anew.",
            )


def queues(live: Live) -> Iterator[Finding]:
    for queue in topology.queues():
        present = live.queues.get(queue.name)
        if present is None:
            yield missing("queue", queue.name)
        elif present.type != queue.type:
            yield Finding(
                f"The queue {queue.name} is {present.type} instead of {queue.type}.",
                "Let it run empty, stop its service, delete it, and start the service: it declares "
                "the queue anew.",
            )


def bindings(live: Live) -> Iterator[Finding]:
    """Those of queues and exchanges that exist; what is missing altogether was told before."""
    for binding in topology.bindings():
        there = binding.queue in live.queues and binding.exchange in live.exchanges
        if there and binding not in live.bindings:
            yield Finding(
                f"{binding.queue} is not bound to {binding.exchange} by {binding.routing_key}.",
                f"{APPLY} What was published meanwhile did not reach the queue.",
            )
    for binding in unexpected_bindings(live):
        yield Finding(
            f"{binding.queue} is bound to {binding.exchange} by {binding.routing_key}, which "
            "nobody declares.",
            APPLY,
        )


def unexpected_bindings(live: Live) -> list[topology.Binding]:
    """Of the platform's own queues; what others bind to its exchanges is theirs."""
    ours = {queue.name for queue in topology.queues()}
    extra = live.bindings - set(topology.bindings())
    found = (binding for binding in extra if binding.queue in ours)
    return sorted(found, key=lambda each: (each.queue, each.exchange, each.routing_key))


def declared(live: Live) -> list[policies.Policy]:
    """The platform's, and each subscriber's own."""
    return [*policies.policies(), *(each.policy for each in live.subscribers if each.ready)]


def declared_policies(live: Live) -> Iterator[Finding]:
    for policy in declared(live):
        present = live.policies.get(policy.name)
        if present is None:
            yield missing("policy", policy.name)
        elif not same(policy, present):
            yield Finding(f"The policy {policy.name} is not as declared.", APPLY)
    for name in policies.RETIRED:
        if name in live.policies:
            yield Finding(f"The policy {name} is of an earlier release.", APPLY)


def same(policy: policies.Policy, present: Mapping[str, object]) -> bool:
    return all(present.get(name) == value for name, value in policy.body().items())


def policies_in_effect(live: Live) -> Iterator[Finding]:
    """Only of policies that are there; one that is missing was told before."""
    wanted = {
        **{queue.name: policies.policy_of(queue.name) for queue in topology.queues()},
        **{each.queue: each.policy.name for each in live.subscribers},
    }
    for queue, policy in wanted.items():
        present = live.queues.get(queue)
        if present and policy in live.policies and present.policy != policy:
            yield Finding(
                f"{queue} is under the policy {present.policy or '(none)'} instead of {policy}.",
                "Delete the other policy, or give it a lower priority: "
                "`rabbitmqctl list_policies` shows them.",
            )


def subscribers(live: Live) -> Iterator[Finding]:
    """Systems outside: what the operator's command made for them."""
    for each in live.subscribers:
        queue = live.queues.get(each.queue)
        if not each.ready:
            yield Finding(
                f"The subscriber {each.name} was added half-way.",
                f"Add it again, or run `waymark subscribers remove {each.name}`.",
            )
        elif queue is None:
            yield missing("queue", each.queue)
        elif queue.messages >= each.length:
            yield Finding(
                f"The queue {each.queue} is full: {each.name} loses its oldest events.",
                "Tell its owner: what is lost they find in the feed of events, by `position`.",
            )


def alarms(live: Live) -> Iterator[Finding]:
    for resource in live.alarms:
        yield Finding(
            f"The broker is short of {resource} and takes no messages.",
            "Give it more, or find what fills it: `rabbitmqctl list_queues`. Events wait in their "
            "services' stores meanwhile.",
        )


def feature_flags(live: Live) -> Iterator[Finding]:
    if (live.feature_flags or {}).get(FLAG, "enabled") != "enabled":
        yield Finding(
            f"The feature flag {FLAG} is off: dead letters may be lost.",
            f"Run `rabbitmqctl enable_feature_flag {FLAG}`.",
        )


def standing(there: Mapping[str, Counts]) -> Report:
    """How the queues that are there stand: dead letters, and subscriptions without a consumer."""
    return Report(
        (
            check(PART, "no dead letters", dead_letters(there)),
            check(PART, "subscriptions consumed", unconsumed(there)),
        )
    )


def looked_at() -> list[str]:
    """The queues that `standing` wants counted."""
    return [*(queue.name for queue in topology.queues()), OF_EARLIER]


def dead_letters(there: Mapping[str, Counts]) -> Iterator[Finding]:
    for subscriber in topology.SUBSCRIPTIONS:
        queue = topology.dead_letter_queue(subscriber)
        if queue in there and there[queue].messages:
            yield Finding(
                f"{queue} holds {counted(there[queue].messages, 'message')} that the broker gave "
                "up delivering.",
                f"Look at the log of {subscriber} for what ended it.",
            )
    if OF_EARLIER in there:
        yield Finding(
            f"The queue {OF_EARLIER} is of an earlier release and holds "
            f"{counted(there[OF_EARLIER].messages, 'message')}.",
            "Look at what it holds, then delete it: "
            f"`rabbitmqctl delete_queue -p <virtual host> {OF_EARLIER}`.",
        )


def unconsumed(there: Mapping[str, Counts]) -> Iterator[Finding]:
    """Of services that run; one that does not is told as such."""
    for subscriber in topology.SUBSCRIPTIONS:
        for queue in topology.subscription_queues(subscriber):
            if is_served(subscriber, there) and queue.name in there:
                if there[queue.name].consumers:
                    continue
                yield Finding(
                    f"{subscriber} runs, but nobody consumes {queue.name}.",
                    f"Look at the log of {subscriber}, then restart it.",
                )


def is_served(service: str, there: Mapping[str, Counts]) -> bool:
    """Whether any process takes the service's requests."""
    queue = topology.rpc_queue(service)
    return queue in there and there[queue].consumers > 0
