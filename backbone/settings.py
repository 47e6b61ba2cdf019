"""What a process is told by its environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class SettingMissing(Exception):
    """An environment variable that the process can't do without."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Set the environment variable {name}.")


@dataclass(frozen=True)
class Settings:
    """One service process. Ports are TCP on all interfaces; `workers` are requests at a time."""

    service: str
    amqp_url: str
    mongodb_url: str
    health_port: int | None
    token_public_keys: Path
    token_signing_key: Path | None
    operator_secret: str | None
    service_secret: str | None
    log_level: str
    workers: int

    @classmethod
    def read(cls, service: str, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Raises SettingMissing for what has no sensible default."""

        def needed(name: str) -> str:
            if not environment.get(name):
                raise SettingMissing(name)
            return environment[name]

        port = environment.get("HEALTH_PORT")
        signing_key = environment.get("TOKEN_SIGNING_KEY")
        return cls(
            service=service,
            amqp_url=needed("AMQP_URL"),
            mongodb_url=needed("MONGODB_URL"),
            health_port=int(port) if port else None,
            token_public_keys=Path(needed("TOKEN_PUBLIC_KEYS")),
            token_signing_key=Path(signing_key) if signing_key else None,
            operator_secret=environment.get("OPERATOR_SECRET"),
            service_secret=environment.get("SERVICE_SECRET"),
            log_level=environment.get("LOG_LEVEL", "INFO"),
            workers=int(environment.get("WORKERS", "16")),
        )
