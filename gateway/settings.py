"""What the gateway is told by its environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from backbone.settings import SettingMissing


@dataclass(frozen=True)
class Settings:
    """Limits are in the words of the library `limits`, such as ``120/minute``; `deadline` is the
    time in seconds that a request may spend waiting for services; `synthetic` makes every page say
    that its data are made up; `mail_folder` has e-mails that `/mail` shows to everybody."""

    amqp_url: str
    port: int = 8000
    public_url: str = "http://localhost:8000"
    log_level: str = "INFO"
    write_limit: str = "120/minute"
    sign_in_limit: str = "10/5 minutes"
    read_limit: str = "3000/minute"
    deadline: float = 4.5
    live_clients: int = 1000
    synthetic: bool = False
    mail_folder: Path | None = None

    @property
    def secure(self) -> bool:
        """Whether the browser reaches us over TLS."""
        return self.public_url.startswith("https://")

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Raises SettingMissing where AMQP_URL is."""
        if not environment.get("AMQP_URL"):
            raise SettingMissing("AMQP_URL")
        port = int(environment.get("PORT", cls.port))
        return cls(
            amqp_url=environment["AMQP_URL"],
            port=port,
            public_url=environment.get("PUBLIC_URL", f"http://localhost:{port}").rstrip("/"),
            log_level=environment.get("LOG_LEVEL", cls.log_level),
            write_limit=environment.get("WRITE_LIMIT", cls.write_limit),
            sign_in_limit=environment.get("SIGN_IN_LIMIT", cls.sign_in_limit),
            read_limit=environment.get("READ_LIMIT", cls.read_limit),
            deadline=float(environment.get("RPC_DEADLINE", cls.deadline)),
            live_clients=int(environment.get("LIVE_CLIENTS", cls.live_clients)),
            mail_folder=Path(folder) if (folder := environment.get("MAIL_FOLDER")) else None,
            synthetic=environment.get("SYNTHETIC_DATA") == "yes",
        )
