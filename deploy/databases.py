"""Sets up a MongoDB for Waymark: a replica set, and a user for each service's own database.

A replica set even of one server, because transactions need it.
"""

import time
from collections.abc import Mapping
from typing import Any

from pymongo import MongoClient
from pymongo.errors import OperationFailure

REPLICA_SET = "waymark"
ROOT = "root"

Client = MongoClient[dict[str, Any]]

_NOT_INITIATED = 94
_UNKNOWN_USER = 18


def connect(host: str, user: str | None = None, password: str = "") -> Client:
    """A client of that one server, whatever replica set it belongs to."""
    return MongoClient(
        host,
        username=user,
        password=password if user else None,
        directConnection=True,
        serverSelectionTimeoutMS=1000,
    )


def introduce_root(host: str, password: str) -> None:
    """Makes a new server's first user; only who connects from the same machine may.

    A server that knows the user stays as it is.
    """
    if _knows_root(host, password):
        return
    with connect(host) as client:
        _join(client, host)
        _wait_for_writes(client)
        client.admin.command("createUser", ROOT, pwd=password, roles=["root"])


def set_up(host: str, root_password: str, services: Mapping[str, str]) -> None:
    """Makes the replica set and the users of `services` (name → password), or sets them right.

    Raises:
        PyMongoError: the server refused.
        TimeoutError: it did not come to take writes.
    """
    with connect(host, ROOT, root_password) as client:
        _join(client, host)
        _wait_for_writes(client)
        for service, password in services.items():
            roles = [{"role": "readWrite", "db": service}]
            known = client[service].command("usersInfo", service)["users"]
            verb = "updateUser" if known else "createUser"
            client[service].command(verb, service, pwd=password, roles=roles)


def _knows_root(host: str, password: str) -> bool:
    with connect(host, ROOT, password) as client:
        try:
            client.admin.command("ping")
        except OperationFailure as refusal:
            if refusal.code != _UNKNOWN_USER:
                raise
            return False
        return True


def _join(client: Client, host: str) -> None:
    """Makes the server the one member of its replica set, under the address it has now."""
    members = [{"_id": 0, "host": host}]
    try:
        configuration = client.admin.command("replSetGetConfig")["config"]
    except OperationFailure as refusal:
        if refusal.code != _NOT_INITIATED and not _is_new(client):
            raise
        client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": members})
        return
    if [member["host"] for member in configuration["members"]] != [host]:
        configuration |= {"members": members, "version": configuration["version"] + 1}
        client.admin.command("replSetReconfig", configuration, force=True)


def _is_new(client: Client) -> bool:
    return "setName" not in client.admin.command("hello")


def _wait_for_writes(client: Client, timeout: float = 20.0) -> None:
    deadline = time.monotonic() + timeout
    while not client.admin.command("hello").get("isWritablePrimary"):
        if time.monotonic() > deadline:
            raise TimeoutError("MongoDB does not take writes")
        time.sleep(0.05)
