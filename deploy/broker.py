"""What a RabbitMQ has to know before anybody connects: a virtual host, a user, the policies."""

import base64
import hashlib
import secrets

from contracts.topology import policies

USER = "waymark"
VHOST = "waymark"


def broker_definitions(password: str) -> dict[str, object]:
    """A RabbitMQ definitions file, to load when the node boots."""
    return {
        "vhosts": [{"name": VHOST}],
        "users": [
            {
                "name": USER,
                "password_hash": password_hash(password, secrets.token_bytes(4)),
                "hashing_algorithm": "rabbit_password_hashing_sha256",
                "tags": "",
            }
        ],
        "permissions": [
            {"user": USER, "vhost": VHOST, "configure": ".*", "write": ".*", "read": ".*"}
        ],
        "policies": [{"vhost": VHOST, **policy} for policy in policies()],
    }


def password_hash(password: str, salt: bytes) -> str:
    """RabbitMQ's salted SHA-256: base64 of the four bytes of salt and the digest of both."""
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()
