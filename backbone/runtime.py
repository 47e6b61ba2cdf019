"""What one service process has of everything, for its extensions to find."""

from dataclasses import dataclass

from backbone.database import Client, Records
from backbone.relay import Relay
from backbone.settings import Settings
from backbone.tokens import TokenVerifier
from backbone.work import Work

RUNTIME = "WAYMARK_RUNTIME"
"""The key of the runtime in nameko's configuration."""


@dataclass(frozen=True)
class Runtime:
    """`instance` names this process among all that run now."""

    settings: Settings
    instance: str
    client: Client
    records: Records
    verifier: TokenVerifier
    relay: Relay
    work: Work
