"""API keys: a program acts for an organisation in a role, as a person would."""

from dataclasses import dataclass, replace
from datetime import datetime

from contracts.accounts.events import ApiKeyCreated, ApiKeyRevoked
from contracts.callers import Caller, Role
from contracts.errors import NotFound, NotSignedIn
from contracts.outcomes import Outcome, changed, unchanged

PREFIX = "wmk_"
"""Begins every secret, so that scanners of public code find the ones that leaked."""


class NoSuchKey(NotFound):
    code = "no-such-key"
    message = "There is no such API key."


class UnknownKey(NotSignedIn):
    """Never made or revoked: the answer is the same."""

    code = "unknown-key"
    message = "This API key is not valid."


@dataclass(frozen=True)
class ApiKey:
    """`id` is public; of the secret only its SHA-256 is kept."""

    id: str
    label: str
    organisation: str
    role: Role
    secret_hash: str
    created: datetime
    revoked: bool = False

    def as_caller(self) -> Caller:
        return Caller(self.id, self.organisation, self.role, self.label, kind="key")


def create(key: ApiKey) -> Outcome[ApiKey]:
    """The first event of a key, once its role and organisation are known to fit."""
    return changed(key, ApiKeyCreated(key.id, key.organisation, key.role, key.created))


def revoke(key: ApiKey, *, at: datetime) -> Outcome[ApiKey]:
    """Ends a key for good; a second time changes nothing."""
    if key.revoked:
        return unchanged(key)
    return changed(replace(key, revoked=True), ApiKeyRevoked(key.id, at))
