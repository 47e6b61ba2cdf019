"""The Ed25519 keys with which accounts signs a caller's token and everybody checks it."""

import base64
import hashlib
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from deploy.files import write_private


class Keys:
    """A key pair as two files: a PEM for accounts alone, a key set (JWKS) for everybody."""

    def __init__(self, signing: Path, public: Path) -> None:
        self.signing = signing
        self.public = public

    def ensure(self) -> None:
        """Makes the pair where there is none; a pair that is there stays."""
        if self.signing.exists() and self.public.exists():
            return
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_private(self.public, json.dumps({"keys": [public_jwk(key)]}, indent=1))
        write_private(self.signing, pem.decode())


def public_jwk(key: Ed25519PrivateKey) -> dict[str, str]:
    """The public half as a JWK (RFC 8037); its `kid` is the thumbprint of RFC 7638."""
    raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    jwk = {"crv": "Ed25519", "kty": "OKP", "x": _base64url(raw)}
    thumbprint = hashlib.sha256(json.dumps(jwk, separators=(",", ":")).encode()).digest()
    return {**jwk, "alg": "EdDSA", "use": "sig", "kid": _base64url(thumbprint)}


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
