"""Runs one service as a process, from its start to its orderly end.

Import this module first: eventlet must have patched the standard library before pymongo, kombu and
nameko are imported, or they would block every greenlet at once.
"""

import warnings

with warnings.catch_warnings():
    # eventlet's own notice that new projects had better use asyncio.
    warnings.simplefilter("ignore", DeprecationWarning)
    import eventlet

eventlet.monkey_patch()

import importlib  # noqa: E402
import os  # noqa: E402
import signal  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from functools import partial  # noqa: E402
from typing import Any  # noqa: E402

from nameko.containers import ServiceContainer  # noqa: E402
from pymongo.errors import PyMongoError  # noqa: E402

from backbone import (  # noqa: E402
    broker,
    database,
    health,
    leases,
    logs,
    metrics,
    relay,
    swapping,
)
from backbone.rpc_server import RpcMethod  # noqa: E402
from backbone.runtime import RUNTIME, Runtime  # noqa: E402
from backbone.settings import SettingMissing, Settings  # noqa: E402
from backbone.subscriptions import Subscription  # noqa: E402
from backbone.tokens import TokenVerifier  # noqa: E402
from backbone.unit_of_work import stores_of  # noqa: E402
from backbone.work import Work  # noqa: E402

log = logs.logger(__name__)

START_SECONDS = 60.0
STOP_SECONDS = 6.0
RELAY_STOP_SECONDS = 3.0
PAUSE_SECONDS = 0.5


def serve(service: str, package: str = "services") -> int:
    """Runs ``<package>.<service>`` until SIGTERM or SIGINT; answers the process's exit code."""
    try:
        settings = Settings.read(service)
    except SettingMissing as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    logs.configure(service, settings.log_level)
    broker.use_orjson()
    service_class = find_service(service, package)
    runtime = make_runtime(settings)
    if not prepare(runtime, service_class):
        return 1
    return run(service_class, runtime)


def find_service(name: str, package: str) -> Any:
    """The one class of ``<package>.<name>.service`` that carries the service's name."""
    module = importlib.import_module(f"{package}.{name}.service")
    return next(cls for cls in vars(module).values() if getattr(cls, "name", None) == name)


def make_runtime(settings: Settings) -> Runtime:
    client = database.connect(
        settings.mongodb_url, service=settings.service, workers=settings.workers
    )
    records = client.get_default_database()
    instance = f"{socket.gethostname()}:{os.getpid()}:{time.time_ns()}"
    its_relay = relay.Relay(settings.service, settings.amqp_url, client, records, instance)
    return Runtime(
        settings=settings,
        instance=instance,
        client=client,
        records=records,
        verifier=TokenVerifier(settings.token_public_keys),
        relay=its_relay,
        work=Work(client, records, its_relay.wake),
    )


def prepare(runtime: Runtime, service_class: Any) -> bool:
    """Makes collections, indexes and topology before any work; waits a while for the servers."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            database.prepare(runtime.records, stores_of(service_class))
            leases.introduce(runtime.records, relay.LEASE_NAME)
            leases.introduce(runtime.records, swapping.LEASE_NAME)
            swapping.settle(runtime.records)
            with broker.connected(runtime.settings.amqp_url) as connection:
                broker.declare(connection)
        except (PyMongoError, *broker.BROKEN) as error:
            log.warning("waiting for the servers", reason=repr(error))
            time.sleep(PAUSE_SECONDS)
        else:
            return True
    log.error("the servers did not come in time")
    return False


def run(service_class: Any, runtime: Runtime) -> int:
    container = ServiceContainer(
        service_class,
        {
            "AMQP_URI": runtime.settings.amqp_url,
            "max_workers": runtime.settings.workers,
            RUNTIME: runtime,
        },
    )
    container.start()
    relaying = eventlet.spawn(runtime.relay.run)
    if runtime.settings.health_port:
        eventlet.spawn(
            health.serve,
            runtime.settings.health_port,
            checks(container, runtime),
            partial(metrics.exposition, runtime, getattr(service_class, "figures", ())),
        )
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: eventlet.spawn(stop, container))
    log.info("serving")
    container.wait()
    runtime.relay.stop()
    with eventlet.Timeout(RELAY_STOP_SECONDS, False):
        relaying.wait()
    log.info("stopped")
    return 0


def stop(container: ServiceContainer) -> None:
    """Takes no more work, ends what is in hand, within a bound."""
    with eventlet.Timeout(STOP_SECONDS, False):
        container.stop()
        return
    container.kill()


def checks(container: ServiceContainer, runtime: Runtime) -> dict[str, health.Check]:
    consumers = {
        extension.server if isinstance(extension, RpcMethod) else extension.subscriber
        for extension in container.entrypoints
        if isinstance(extension, RpcMethod | Subscription)
    }
    return {
        "database": lambda: health.database_answers(runtime.records),
        "broker": lambda: all(consumer.consuming.ready.is_set() for consumer in consumers),
    }
