"""nameko as it comes: an `@event_handler` with a transaction for each event.

``python -m tests.benchmarks.peer.stock AMOUNT`` publishes so many events, handles them and prints
how many it handled a second. The servers are AMQP_URL and MONGODB_URL.
"""

import eventlet

eventlet.monkey_patch()

import os  # noqa: E402
import sys  # noqa: E402
from typing import Any  # noqa: E402

from nameko.containers import ServiceContainer  # noqa: E402
from nameko.events import event_handler  # noqa: E402
from pymongo import MongoClient  # noqa: E402

from tests.benchmarks.peer.consumed import Count, effect, publish, ready  # noqa: E402

SOURCE, EVENT = "peer", "thing-added"
WORKERS = 10


class Stock:
    name = "stock"
    client: MongoClient[dict[str, Any]]
    count: Count

    @event_handler(SOURCE, EVENT)
    def added(self, event: dict[str, Any]) -> None:
        with self.client.start_session() as session, session.start_transaction():
            effect(self.client, [event], session)
        self.count.add(1)


def main(amount: int) -> None:
    url = os.environ["AMQP_URL"]
    publish(url, amount, queue=f"evt-{SOURCE}-{EVENT}--stock.added", exchange=f"{SOURCE}.events")
    Stock.client, Stock.count = ready(os.environ["MONGODB_URL"]), Count(amount)
    container = ServiceContainer(Stock, {"AMQP_URI": url, "max_workers": WORKERS})
    container.start()
    while not Stock.count.rate:
        eventlet.sleep(0.05)
    print(Stock.count.rate, flush=True)
    container.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]))
