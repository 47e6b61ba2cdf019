"""Notices outside of a batch of events: what a service found out, or did, by itself."""

from typing import Any

import amqp
import orjson
from nameko.extensions import DependencyProvider

from backbone import broker
from backbone.logs import logger
from backbone.runtime import RUNTIME, Runtime
from contracts.topology import notices_exchange

log = logger(__name__)


class Notifier:
    """Tells whoever listens. Seldom used, so each notice has a connection of its own."""

    def __init__(self, service: str, amqp_url: str) -> None:
        self._service = service
        self._amqp_url = amqp_url

    def send(self, notice: str) -> None:
        """Losing a notice is harmless, so a broker that is away is only logged."""
        body = amqp.Message(orjson.dumps({"notice": notice}), content_type="application/json")
        try:
            with broker.connected(self._amqp_url) as connection:
                exchange, key = notices_exchange(self._service), f"{self._service}.{notice}"
                broker.write(connection.default_channel, body, exchange, key)
        except broker.BROKEN as error:
            log.warning("notice was lost", notice=notice, reason=repr(error))


class Notices(DependencyProvider):
    """Gives a service its `Notifier`."""

    def get_dependency(self, worker_ctx: Any) -> Notifier:  # noqa: ARG002 (nameko's signature)
        runtime: Runtime = self.container.config[RUNTIME]
        return Notifier(self.container.service_name, runtime.settings.amqp_url)
