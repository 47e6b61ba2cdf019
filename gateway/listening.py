"""What the services tell while it happens: drops what was kept in memory, and tells browsers."""

import asyncio

import aio_pika
from aio_pika.abc import AbstractConnection

from backbone.logs import logger
from contracts.accounts.events import (
    ApiKeyRevoked,
    BodyChanged,
    CouncilChanged,
    PasswordChosen,
    PersonDisabled,
    SessionEnded,
)
from contracts.barriers.messages import FEED
from contracts.cloudevents import Envelope, Undecodable, from_bytes
from contracts.events import Event
from contracts.topology import SERVICES, events_exchange, notices_exchange
from gateway import reads
from gateway.caching import Cache
from gateway.feed.tail import Tail
from gateway.identities import Identities
from gateway.live import Live

log = logger(__name__)

PAUSE = 1.0
"""Seconds between two tries to reach the broker."""

CHANGED_BY: dict[str, tuple[str, ...]] = {
    "council": (reads.COUNCILS, reads.MATCHING),
    "body": (reads.BODIES,),
    "model": (reads.MODEL,),
    "assessment": (reads.ASSESSMENT, reads.MATCHING),
    "resource": (reads.RESOURCES, reads.MATCHING),
    "help-offer": (reads.MATCHING,),
    "taxonomy": (reads.TAXONOMY,),
    "barrier": (reads.BARRIERS,),
    "release": (reads.BARRIERS,),
}
"""Kind of aggregate → what it is part of."""

ENDING = {"session", "api-key", "person", "council", "body"}
"""Kinds of aggregate whose events may end what somebody is signed in with."""

# Matching and reporting hear of an event when we do; when they have taken it in, they say so.

NOTICES: dict[str, tuple[tuple[str, ...], str | None]] = {
    "sector-barriers-changed": ((reads.SECTOR_BARRIERS,), "barriers-changed"),
    "sector-standing-changed": ((reads.SECTOR_STANDING,), "standing-changed"),
    "suggestions-changed": ((reads.MATCHING,), None),
}
"""Notice → the topics that it drops and what browsers are told."""


class Listening:
    """Follows all events and notices with a queue of this gateway's own.

    What was said while the broker was away is not heard, so everything is dropped afterwards and
    nothing is kept meanwhile.
    """

    def __init__(
        self, amqp_url: str, cache: Cache, identities: Identities, live: Live, tail: Tail
    ) -> None:
        self._url = amqp_url
        self._cache = cache
        self._identities = identities
        self._live = live
        self._tail = tail
        self._task: asyncio.Task[None] | None = None

    @property
    def listens(self) -> bool:
        return self._cache.storing

    def start(self) -> None:
        self._cache.storing = False
        self._task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _follow(self) -> None:
        while True:
            try:
                connection = await aio_pika.connect(self._url, timeout=5)
                async with connection:
                    await self._consume(connection)
            except Exception as error:  # noqa: BLE001  (whatever it was, we try again)
                log.warning("broker is away", reason=repr(error))
            self._cache.storing = False
            await asyncio.sleep(PAUSE)

    async def _consume(self, connection: AbstractConnection) -> None:
        channel = await connection.channel(publisher_confirms=False)
        queue = await channel.declare_queue(exclusive=True, auto_delete=True)
        for service in SERVICES:
            for name in (events_exchange(service), notices_exchange(service)):
                exchange = await channel.declare_exchange(name, "topic", durable=True)
                await queue.bind(exchange, "#")
        self._cache.drop_everything()
        self._identities.forget_all()
        self._tail.hear()
        self._cache.storing = True
        async with queue.iterator(no_ack=True) as messages:
            async for message in messages:
                self.hear(message.exchange or "", message.routing_key or "", message.body)

    def hear(self, exchange: str, routing_key: str, body: bytes) -> None:
        """Takes one message from a service's events or notices."""
        if exchange == events_exchange(FEED):
            self._tail.hear()
        if exchange.endswith(".notices"):
            self._notice(routing_key.rpartition(".")[2])
            return
        try:
            self._event(from_bytes(body))
        except Undecodable:
            # It may have meant anything.
            self._cache.drop_everything()
            self._identities.forget_all()

    def _notice(self, name: str) -> None:
        topics, told = NOTICES.get(name, ((), None))
        self._cache.drop(*topics)
        if told:
            self._live.tell(told)

    def _event(self, envelope: Envelope) -> None:
        topics = [
            topic.format(council=envelope.subject)
            for topic in CHANGED_BY.get(envelope.aggregate, ())
        ]
        self._cache.drop(*topics)
        self._end_identities(envelope)

    def _end_identities(self, envelope: Envelope) -> None:
        if envelope.aggregate not in ENDING:
            return
        event = envelope.event()
        if isinstance(event, SessionEnded | ApiKeyRevoked):
            self._identities.forget(credential=envelope.subject)
        elif isinstance(event, PersonDisabled | PasswordChosen):
            self._identities.forget(person=envelope.subject)
        elif has_ended(event):
            self._identities.forget(organisation=envelope.subject)


def has_ended(event: Event) -> bool:
    """Whether the event tells that a council or a body is no more."""
    if isinstance(event, CouncilChanged):
        return not event.facts.current
    return isinstance(event, BodyChanged) and event.facts.ended
