"""The reference page of the topology, made of it: ``python -m contracts.topology_reference``."""

from contracts import policies, topology
from contracts.policies import Policy
from contracts.subscribers import CONNECTIONS, EXCHANGE, Subscriber

HEAD = """# Topology

What the platform has on its broker, in its own virtual host. It is data in `contracts/topology.py`
and `contracts/policies.py`. Every process declares exchanges, queues and bindings before it works;
policies come with the broker's definitions file, or by `waymark broker apply`. `waymark doctor`
compares all of it with the live broker ([Operate](../how-to/operate.md#is-all-as-declared)).

It is the same on RabbitMQ 3.10, on which all tests run, and on 4.x, which was checked by reading
alone: the release notes of 4.0.1 and 4.3.0 against what is used here. Nothing here is of what 4.x
took away or closed (mirrored classic queues, global prefetch, queues that are neither durable nor
exclusive, `x-queue-mode`). Its limit of 20 deliveries for every quorum queue is replaced by
policies. At-least-once dead-lettering needs the feature flag `stream_queue` before 3.12; since
then every broker has it.

This page is made by `python -m contracts.topology_reference`.
"""

EXAMPLE = Subscriber("my-council-tools", patterns=("barriers.#",))
OUTSIDE = f"""## Systems outside

Each has what `waymark subscribers add` made for it ([Operate](../how-to/operate.md#systems-that-\
listen-over-amqp)): a quorum queue `<name>.barriers`, bound to `{EXCHANGE}` by its patterns; a user
who may read and bind that queue and declare none ([why](../decisions/\
0023-queues-of-systems-outside.md)), with at most {CONNECTIONS} connections; and a policy of its
own. For a subscriber {EXAMPLE.name}, `max-length` as said by `--length`:
"""


def page() -> str:
    """The whole page, in Markdown."""
    return "\n".join(
        [
            HEAD,
            "## Exchanges\n\nAll are durable.\n",
            *table("exchange", "type", [(each.name, each.type) for each in topology.exchanges()]),
            "\n## Queues\n\nAll are durable; what else is to say of one is said by its policy.\n",
            *queues(),
            "\n## Policies\n",
            *(policy(each) for each in policies.policies()),
            OUTSIDE,
            policy(EXAMPLE.policy),
        ]
    )


def table(first: str, second: str, rows: list[tuple[str, str]]) -> list[str]:
    return [
        f"| {first} | {second} |",
        "| --- | --- |",
        *(f"| `{name}` | {what} |" for name, what in rows),
    ]


def queues() -> list[str]:
    return [
        "| queue | type | policy | bound to |",
        "| --- | --- | --- | --- |",
        *(
            f"| `{queue.name}` | {queue.type} | `{policies.policy_of(queue.name)}` "
            f"| {bound_to(queue.name)} |"
            for queue in topology.queues()
        ),
    ]


def bound_to(queue: str) -> str:
    """``barriers.events: barriers.barrier-raised.*, …``."""
    keys: dict[str, list[str]] = {}
    for binding in topology.bindings():
        if binding.queue == queue:
            keys.setdefault(binding.exchange, []).append(f"`{binding.routing_key}`")
    return "; ".join(f"`{exchange}` by {', '.join(found)}" for exchange, found in keys.items())


def policy(each: Policy) -> str:
    limits = "\n".join(f"- `{name}`: `{value}`" for name, value in each.definition.items())
    return f"### {each.name}\n\nFor `{each.pattern}`, priority {each.priority}.\n\n{limits}\n"


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 (printing is what it is for)
