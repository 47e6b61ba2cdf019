"""What a process has for sending e-mail: the settings, the way out, the key, and its patience."""

import time
from functools import cached_property
from typing import Any

from nameko.extensions import DependencyProvider

from backbone.runtime import RUNTIME, Runtime
from contracts.errors import DeadlineExceeded, Unavailable
from services.notifications import store
from services.notifications.domain.mails import SILENCE, away_pause
from services.notifications.sending.chosen import chosen
from services.notifications.service.asking_barriers import Ask
from services.notifications.settings import MailSettings

SILENT = (Unavailable, DeadlineExceeded)


class Out:
    """`failures` counts how often in a row the mail server could not be worked with."""

    def __init__(self, settings: MailSettings, runtime: Runtime) -> None:
        self.settings = settings
        self.sender = chosen(settings)
        self._runtime = runtime
        self._failures = 0
        self._not_before = 0.0
        self._silent: dict[str, float] = {}

    @cached_property
    def key(self) -> bytes:
        """Of unsubscribe links and traces of addresses."""
        return store.key(self._runtime.records[store.SECRETS.collection])

    @property
    def may_try(self) -> bool:
        return time.monotonic() >= self._not_before

    def failed(self) -> int:
        """Once more; the next mail is tried after a longer pause. Answers the times in a row."""
        self._failures += 1
        self._not_before = time.monotonic() + away_pause(self._failures)
        self.sender.close()
        return self._failures

    def sparing(self, ask: Ask) -> Ask:
        """As `ask`, but a service that did not answer is not waited for again for `SILENCE`: what
        needs nothing of it goes out meanwhile."""

        def spare(service: str, *asked: Any) -> Any:
            if time.monotonic() < self._silent.get(service, 0.0):
                raise Unavailable
            try:
                return ask(service, *asked)
            except SILENT:
                self._silent[service] = time.monotonic() + SILENCE.total_seconds()
                raise

        return spare

    def worked(self) -> None:
        self._failures, self._not_before = 0, 0.0


class MailOut(DependencyProvider):
    """Gives a service its `Out`."""

    def setup(self) -> None:
        self.out = Out(MailSettings.read(), self.container.config[RUNTIME])

    def get_dependency(self, worker_ctx: Any) -> Out:  # noqa: ARG002 (nameko's signature)
        return self.out
