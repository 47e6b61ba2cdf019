"""Passwords are kept as argon2id hashes (RFC 9106), made and checked off the event loop."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from backbone import offload

# OWASP's least: 19 MiB, 2 passes. More memory would let a few sign-ins at once fill the machine.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
OF_NOBODY = HASHER.hash("nobody has this password")


def hash_of(password: str) -> str:
    """The encoded hash, with its salt and parameters."""
    return offload.run(HASHER.hash, password)


def goes_with(password: str, password_hash: str | None) -> bool:
    """Whether the password is the one. Takes as long where there is no hash to compare with."""
    matches = offload.run(verify, password_hash or OF_NOBODY, password)
    return matches and password_hash is not None


def verify(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
