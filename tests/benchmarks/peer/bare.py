"""A kombu consumer and nothing else: a transaction and an acknowledgement for a hundred events.

``python -m tests.benchmarks.peer.bare AMOUNT`` publishes so many events, handles them and prints
how many it handled a second. The servers are AMQP_URL and MONGODB_URL.
"""

import os
import sys
from typing import Any

import orjson
from kombu import Connection
from pymongo import MongoClient

from tests.benchmarks.peer.consumed import Count, effect, publish, ready

QUEUE = "peer.bare"
BATCH = 100


def main(amount: int) -> None:
    url = os.environ["AMQP_URL"]
    publish(url, amount, queue=QUEUE, exchange="peer.bare", quorum=True)
    client, count = ready(os.environ["MONGODB_URL"]), Count(amount)
    messages: list[Any] = []
    with Connection(url) as connection:
        channel = connection.channel()
        channel.basic_qos(0, 2 * BATCH, False)
        channel.basic_consume(QUEUE, callback=messages.append)
        while not count.rate:
            while len(messages) < min(BATCH, count.left):
                connection.drain_events(timeout=10)
            handle(client, messages[:BATCH])
            channel.basic_ack(messages[:BATCH][-1].delivery_tag, multiple=True)
            count.add(len(messages[:BATCH]))
            del messages[:BATCH]
    print(count.rate, flush=True)


def handle(client: MongoClient[dict[str, Any]], messages: list[Any]) -> None:
    with client.start_session() as session, session.start_transaction():
        effect(client, [orjson.loads(message.body) for message in messages], session)


if __name__ == "__main__":
    main(int(sys.argv[1]))
