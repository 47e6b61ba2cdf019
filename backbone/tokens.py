"""The caller's token: a JWT signed by accounts with Ed25519 (RFC 7519, RFC 8037)."""

from collections import OrderedDict
from datetime import datetime, timedelta
from pathlib import Path

import jwt
import orjson
from jwt import PyJWKSet

from backbone.clock import now
from contracts.callers import Caller
from contracts.errors import NotSignedIn

ALGORITHM = "EdDSA"
ISSUER = "waymark-accounts"
LIFETIME = timedelta(seconds=120)


class TokenRefused(NotSignedIn):
    code = "token-refused"
    message = "Your session has ended. Sign in again."


def sign(
    caller: Caller, private_key: str, *, key_id: str, lifetime: timedelta = LIFETIME
) -> tuple[str, datetime]:
    """A token that says who calls, and when it expires. `private_key` is PEM."""
    expires = now() + lifetime
    claims = {
        "iss": ISSUER,
        "exp": expires,
        "sub": caller.person,
        "org": caller.organisation,
        "role": caller.role,
        "name": caller.name,
        "kind": caller.kind,
    }
    token = jwt.encode(claims, private_key, algorithm=ALGORITHM, headers={"kid": key_id})
    return token, expires


class TokenVerifier:
    """Checks tokens against the public keys; what it has checked it knows until it expires."""

    KNOWN = 4096

    def __init__(self, jwks: Path) -> None:
        keys = PyJWKSet.from_dict(orjson.loads(jwks.read_bytes())).keys
        self._keys = {key.key_id: key for key in keys}
        self._known: OrderedDict[str, tuple[Caller, datetime]] = OrderedDict()

    def caller(self, token: str) -> Caller:
        """Raises TokenRefused for a forged, foreign or expired token."""
        known = self._known.get(token)
        if known is None:
            known = self._check(token)
            self._known[token] = known
            if len(self._known) > self.KNOWN:
                self._known.popitem(last=False)
        caller, expires = known
        if expires <= now():
            self._known.pop(token, None)
            raise TokenRefused
        return caller

    def _check(self, token: str) -> tuple[Caller, datetime]:
        try:
            key = self._keys[jwt.get_unverified_header(token)["kid"]]
            claims = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                options={"require": ["exp", "sub", "org", "name", "kind"]},
            )
            # A service has none, so its role is there and None.
            role = claims["role"]
        except (jwt.PyJWTError, KeyError) as error:
            raise TokenRefused from error
        caller = Caller(
            person=claims["sub"],
            organisation=claims["org"],
            role=role,
            name=claims["name"],
            kind=claims["kind"],
        )
        return caller, datetime.fromtimestamp(claims["exp"], tz=now().tzinfo)
