"""A platform that faults may strike: its processes die where told, its connections lead through us.

The first instance of every service reaches its broker and its database through proxies; the others
go straight, under the URLs that deployment gives. So a fault of the network strikes a service of
one instance whole, and of a larger one a part, which is the worse for leases.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from contracts.topology import SERVICES
from deploy.databases import REPLICA_SET
from deploy.local.processes import Command, Process
from deploy.local.stack import Stack
from tests.faults.marks import Marks
from tests.trial import proxy
from tests.trial.proxy import Proxy

INSTANCES: Mapping[str, int] = MappingProxyType(
    {
        "accounts": 1,
        "assessment": 2,
        "matching": 2,
        "barriers": 2,
        "reporting": 2,
        "notifications": 2,
    }
)
SERVERS = ("broker", "database")


class Platform(Stack):
    """Its servers are its own in any case: they are killed too."""

    def __init__(self, home: Path) -> None:
        super().__init__(home, instances=INSTANCES, given={})
        self.marks = {name: Marks(home / "marks" / name) for name in SERVICES}
        self.detours: dict[tuple[str, str], Proxy] = {}
        self._around: dict[str, dict[str, str]] = {}
        self._proxies = ExitStack()
        self._numbers = dict(INSTANCES)

    def start(self) -> None:
        for service in SERVICES:
            self._lead_around(service)
        super().start()

    def stop(self) -> None:
        super().stop()
        self._proxies.close()

    def command(self, service: str, number: int) -> Command:
        usual = super().command(service, number)
        around = self._around[service] if number == 1 else {}
        return replace(
            usual,
            arguments=(
                *(sys.executable, "-m", "tests.faults.dying"),
                *(service, str(self.marks[service].folder)),
            ),
            environment={**usual.environment, **around},
        )

    def instances(self, service: str) -> list[Process]:
        """Those that the platform keeps alive."""
        return [self.processes[f"{service}-{number + 1}"] for number in range(INSTANCES[service])]

    @contextmanager
    def one_more(self, service: str) -> Iterator[Process]:
        """Another instance, ready, for the length of the block; nobody starts it again."""
        self._numbers[service] += 1
        process = Process(
            self.command(service, self._numbers[service]), self.home / "logs", self.servers.ledger
        )
        try:
            process.start()
            process.wait_ready(60)
            yield process
        finally:
            process.stop()

    def _lead_around(self, service: str) -> None:
        to_broker, amqp_url = proxy.before(self.amqp_url)
        to_database, mongodb_url = proxy.before(self.mongodb_url(service))
        for server, detour in zip(SERVERS, (to_broker, to_database), strict=True):
            self.detours[service, server] = self._proxies.enter_context(detour)
        self._around[service] = {
            "AMQP_URL": amqp_url,
            # A member of a replica set is else asked for its own address, past the proxy.
            "MONGODB_URL": mongodb_url.replace(
                f"replicaSet={REPLICA_SET}", "directConnection=true"
            ),
        }
