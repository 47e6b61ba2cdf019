"""What both consuming peers do: events on a queue before they start, the effect, and the rate."""

import time
from typing import Any

import orjson
from amqp import Message
from kombu import Connection, Exchange, Queue
from pymongo import MongoClient, UpdateOne
from pymongo.client_session import ClientSession

DATABASE = "peer_events"
LEFT_OUT = 0.1


def publish(url: str, amount: int, *, queue: str, exchange: str, quorum: bool = False) -> None:
    """Fills a durable queue with events of distinct things."""
    arguments = {"x-queue-type": "quorum"} if quorum else {}
    topic = Exchange(exchange, type="topic")
    its = Queue(queue, topic, "thing-added", durable=True, queue_arguments=arguments)
    with Connection(url) as connection:
        channel = connection.channel()
        its(channel).declare()
        for number in range(amount):
            body = orjson.dumps({"thing": f"thing {number}", "text": ""})
            message = Message(
                body, content_type="application/json", content_encoding="utf-8", delivery_mode=2
            )
            channel.basic_publish(message, exchange, "thing-added")


def ready(url: str) -> MongoClient[dict[str, Any]]:
    """A client, and an empty collection for the effects."""
    client: MongoClient[dict[str, Any]] = MongoClient(url, w="majority", journal=True)
    client.drop_database(DATABASE)
    client[DATABASE].create_collection("seen")
    return client


def effect(
    client: MongoClient[dict[str, Any]], events: list[dict[str, Any]], session: ClientSession
) -> None:
    """The same as the trial service's: a document of its own for each thing."""
    writes = [
        UpdateOne({"_id": event["thing"]}, {"$set": {"count": 0, "applied": 1}}, upsert=True)
        for event in events
    ]
    client[DATABASE]["seen"].bulk_write(writes, session=session)


class Count:
    """Counts events and, at the last one, knows the rate without the first tenth."""

    def __init__(self, amount: int) -> None:
        self._amount, self._done = amount, 0
        self._began, self._first = 0.0, 0
        self.rate = 0.0

    @property
    def left(self) -> int:
        return self._amount - self._done

    def add(self, events: int) -> None:
        self._done += events
        if not self._began and self._done >= self._amount * LEFT_OUT:
            self._began, self._first = time.perf_counter(), self._done
        if self._done >= self._amount:
            self.rate = (self._done - self._first) / (time.perf_counter() - self._began)
