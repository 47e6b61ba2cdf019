"""What a RabbitMQ has to know before anybody connects: a virtual host, its users, the policies."""

import base64
import hashlib
import secrets

from contracts.policies import policies

VHOST = "waymark"

USER = "waymark"
"""All processes of ours. No tag, so the management API is closed to them."""

OPERATOR = "waymark-operator"
"""Reads how the broker stands and sets policies; sees and touches no message, queue or exchange."""

ADMINISTRATOR = "waymark-administrator"
"""Makes users for systems outside (`waymark subscribers`), which RabbitMQ lets nobody do but an
administrator of the whole broker. No right in the virtual host."""


def broker_definitions(
    password: str, operator_password: str, administrator_password: str
) -> dict[str, object]:
    """A RabbitMQ definitions file, to load whenever the node boots.

    What it names is set as it says, passwords and policies too; what it does not name stays.
    """
    return {
        "vhosts": [{"name": VHOST}],
        "users": [
            user(USER, password, tags=""),
            user(OPERATOR, operator_password, tags="monitoring,policymaker"),
            user(ADMINISTRATOR, administrator_password, tags="administrator"),
        ],
        "permissions": [
            {"user": USER, "vhost": VHOST, "configure": ".*", "write": ".*", "read": ".*"},
            {"user": OPERATOR, "vhost": VHOST, "configure": "^$", "write": "^$", "read": "^$"},
        ],
        "policies": [
            {"vhost": VHOST, "name": policy.name, **policy.body()} for policy in policies()
        ],
    }


def user(name: str, password: str, *, tags: str) -> dict[str, str]:
    return {
        "name": name,
        "password_hash": password_hash(password, secrets.token_bytes(4)),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": tags,
    }


def management_url(host: str, operator_password: str) -> str:
    """Where the operator finds the management API."""
    return f"http://{OPERATOR}:{operator_password}@{host}"


def admin_url(host: str, administrator_password: str) -> str:
    """Where the operator finds it as the one who makes users."""
    return f"http://{ADMINISTRATOR}:{administrator_password}@{host}"


def password_hash(password: str, salt: bytes) -> str:
    """RabbitMQ's salted SHA-256: base64 of the four bytes of salt and the digest of both."""
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()
