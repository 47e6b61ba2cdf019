"""The nameko extension that has webhooks posted to, each by one instance at a time."""

import time
from functools import cached_property
from typing import Any

import eventlet
from nameko.extensions import DependencyProvider
from pymongo.errors import PyMongoError

from backbone import leases
from backbone.asking import Others
from backbone.logs import logger
from backbone.runtime import RUNTIME, Runtime
from services.notifications.posting.clock import Clock
from services.notifications.posting.exchange import Exchange
from services.notifications.posting.posting import LEASE_SECONDS, Means, Poster
from services.notifications.posting.reading import Reading
from services.notifications.posting.resolving import resolve
from services.notifications.posting.settings import webhooks_may_be_local
from services.notifications.store import WEBHOOKS
from services.notifications.store.webhooks import active

log = logger(__name__)

LOOK_SECONDS = 1.0
END_SECONDS = 5.0


class Posting(DependencyProvider):
    """Gives a service the `Means` to post, and posts by itself what is due.

    A webhook whose lease is free is taken up by whichever instance looks first.
    """

    clock = Clock()
    resolve = staticmethod(resolve)

    def setup(self) -> None:
        self._runtime: Runtime = self.container.config[RUNTIME]
        self._posters: dict[str, Poster] = {}
        self._known: set[str] = set()
        self._stopping = False

    @cached_property
    def means(self) -> Means:
        """Made when it is asked for first: subscriptions may start before this does."""
        others = next(each for each in self.container.dependencies if isinstance(each, Others))
        return Means(
            self._runtime.records,
            self._runtime.work,
            Reading(others.asking),
            Exchange(may_be_local=webhooks_may_be_local(), resolve=self.resolve),
            self.clock,
        )

    def start(self) -> None:
        self.container.spawn_managed_thread(self.means.reading.run)
        self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        """Lets the posts in hand end, and leaves the webhooks to another instance."""
        self._stopping = self.means.reading.stopping = True
        for poster in list(self._posters.values()):
            poster.stopping = True
        with eventlet.Timeout(END_SECONDS, False):
            while self._posters:
                time.sleep(0.05)

    def get_dependency(self, worker_ctx: Any) -> Means:  # noqa: ARG002 (nameko's signature)
        return self.means

    def _run(self) -> None:
        while not self._stopping:
            try:
                for poster in list(self._posters.values()):
                    poster.renew()
                for webhook in active(self._runtime.records[WEBHOOKS.collection]):
                    if webhook not in self._posters:
                        self._take(webhook)
            except PyMongoError as error:
                log.warning("webhooks wait for the database", reason=repr(error))
            time.sleep(LOOK_SECONDS)

    def _take(self, webhook: str) -> None:
        records, name = self._runtime.records, f"webhook:{webhook}"
        if webhook not in self._known:
            leases.introduce(records, name)
            self._known.add(webhook)
        lease = leases.take(records, name, self._runtime.instance, seconds=LEASE_SECONDS)
        if lease and not self._stopping:
            self._posters[webhook] = Poster(self.means, webhook, lease)
            self.container.spawn_managed_thread(lambda: self._post(webhook))

    def _post(self, webhook: str) -> None:
        try:
            self._posters[webhook].run()
        finally:
            del self._posters[webhook]
