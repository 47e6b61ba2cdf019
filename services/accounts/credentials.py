"""The secrets that accounts holds: what signs tokens, what the operator shows, what keys derive of.

Nothing here is stored: of every secret that is given out, accounts keeps the SHA-256 alone. They
are long and random, so that a slow hash would protect nothing more.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from nameko.extensions import DependencyProvider

from backbone import tokens
from backbone.runtime import RUNTIME
from backbone.settings import SettingMissing, Settings
from contracts.callers import SECTOR_BODY, Caller
from contracts.errors import NotSignedIn
from services.accounts.domain.keys import PREFIX

OPERATOR = Caller("operator", SECTOR_BODY, "administrator", "Operator", kind="operator")


class NotTheOperator(NotSignedIn):
    code = "not-the-operator"
    message = "This is not the operator's secret."


class NotAService(NotSignedIn):
    code = "not-a-service"
    message = "This is not the secret of Waymark's own services."


class UnfitKeys(Exception):
    """The key that signs is not among the public keys that services check with."""

    def __init__(self) -> None:
        super().__init__("TOKEN_SIGNING_KEY has no counterpart in TOKEN_PUBLIC_KEYS.")


class Signing:
    """Signs tokens, knows the operator and the services. Made once for a process."""

    def __init__(
        self,
        private_key: str,
        key_id: str,
        operator_secret: str | None,
        service_secret: str | None = None,
    ) -> None:
        self._private_key = private_key
        self._key_id = key_id
        self._operator_secret = operator_secret
        self._service_secret = service_secret

    @classmethod
    def of(cls, settings: Settings) -> "Signing":
        """Raises SettingMissing or UnfitKeys."""
        if settings.token_signing_key is None:
            raise SettingMissing("TOKEN_SIGNING_KEY")
        private_key = settings.token_signing_key.read_text()
        key_id = key_id_of(private_key, settings.token_public_keys)
        return cls(private_key, key_id, settings.operator_secret, settings.service_secret)

    def token(self, caller: Caller) -> tuple[str, datetime]:
        """A token for two minutes, and when it expires."""
        return tokens.sign(caller, self._private_key, key_id=self._key_id)

    def check_operator(self, secret: str) -> None:
        """Raises NotTheOperator; always where deployment has set no secret."""
        if not is_known(secret, self._operator_secret):
            raise NotTheOperator

    def check_service(self, secret: str) -> None:
        """Raises NotAService; always where deployment has set no secret."""
        if not is_known(secret, self._service_secret):
            raise NotAService

    def secret_of_key(self, key: str) -> str:
        """The secret of an API key, by its id.

        Derived, so that a command that comes again gets the same secret, although no answer with a
        secret in it is ever stored.
        """
        return PREFIX + self._derived(f"waymark api key {key}")

    def secret_of_link(self, link: str) -> str:
        """The secret of a sign-in link, by its id; derived likewise."""
        return self._derived(f"waymark sign-in link {link}")

    def _derived(self, name: str) -> str:
        digest = hmac.digest(self._private_key.encode(), name.encode(), "sha256")
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class Credentials(DependencyProvider):
    """Gives the service its `Signing`."""

    def setup(self) -> None:
        self.signing = Signing.of(self.container.config[RUNTIME].settings)

    def get_dependency(self, worker_ctx: Any) -> Signing:  # noqa: ARG002 (nameko's signature)
        return self.signing


def key_id_of(private_key: str, jwks: Path) -> str:
    """The `kid` under which services know the public half of a PEM."""
    pair = load_pem_private_key(private_key.encode(), password=None)
    if not isinstance(pair, Ed25519PrivateKey):
        raise UnfitKeys
    public = pair.public_key().public_bytes_raw()
    for known in jwt.PyJWKSet.from_json(jwks.read_text()).keys:
        if known.key.public_bytes_raw() == public:
            return str(known.key_id)
    raise UnfitKeys


def is_known(secret: str, known: str | None) -> bool:
    return bool(known) and hmac.compare_digest(str(known).encode(), secret.encode())


def service_caller(service: str) -> Caller:
    return Caller(service, SECTOR_BODY, None, service, kind="service")


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
