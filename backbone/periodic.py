"""Work that is due every so often, on one instance of a service at a time."""

import threading
import time
from collections.abc import Callable
from typing import Any

from nameko.extensions import Entrypoint
from pymongo.errors import PyMongoError

from backbone import leases
from backbone.context import Context, use
from backbone.identifiers import new_id
from backbone.logs import logger
from backbone.runtime import RUNTIME, Runtime

log = logger(__name__)


LOOK_SECONDS = 5.0
STOP_SECONDS = 5.0
SHORTEST_LEASE, LONGEST_LEASE = 15.0, 60.0


class Periodic(Entrypoint):
    """Calls the method every `seconds` under a lease; what it raises is logged, and it goes on.

    When it is due next stands in the store, so neither a restart nor another instance repeats it
    early; and a call that was cut off by the end of its process is made again.
    """

    def __init__(self, seconds: float, **kwargs: Any) -> None:
        self.seconds = seconds
        self._stopping = False
        self._at_rest = threading.Event()
        self._at_rest.set()
        super().__init__(**kwargs)

    def start(self) -> None:
        self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        """Waits for the call in hand; whoever stops the service has its bound for all of it."""
        self._stopping = True
        self._at_rest.wait(STOP_SECONDS)

    def _run(self) -> None:
        runtime: Runtime = self.container.config[RUNTIME]
        while not self._stopping:
            try:
                self._look(runtime)
            except PyMongoError as error:
                log.warning("periodic work waits for the database", reason=repr(error))
            time.sleep(min(self.seconds, LOOK_SECONDS))

    def _look(self, runtime: Runtime) -> None:
        name = f"periodic:{self.method_name}"
        held = min(max(self.seconds * 3, SHORTEST_LEASE), LONGEST_LEASE)
        leases.introduce(runtime.records, name)
        lease = leases.take(runtime.records, name, runtime.instance, seconds=held)
        if lease and leases.is_due(runtime.records, lease):
            self._call()
            leases.put_off(runtime.records, lease, seconds=self.seconds)

    def _call(self) -> None:
        self._at_rest.clear()
        try:
            self._call_at_once()
        finally:
            self._at_rest.set()

    def _call_at_once(self) -> None:
        service = self.container.service_cls()
        for dependency in self.container.dependencies:
            setattr(service, dependency.attr_name, dependency.get_dependency(None))
        try:
            with use(Context(correlation_id=new_id())):
                getattr(service, self.method_name)()
        except PyMongoError:
            raise
        except Exception:
            log.exception("periodic work failed", method=self.method_name)


def every(seconds: float) -> Callable[[Any], Any]:
    """The method below is called about every `seconds`, on one instance of the service."""
    decorator: Callable[[Any], Any] = Periodic.decorator(seconds)
    return decorator
