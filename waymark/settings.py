"""Where the platform is and how the operator proves who they are."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deploy.knowledge import database_of
from waymark.problems import Problem

MONGODB_URL = "MONGODB_URL"
HOME = Path(".local")
OPERATOR_FILE = HOME / "operator.env"
DEMO_FILE = HOME / "demo.json"


@dataclass(frozen=True)
class Settings:
    amqp_url: str
    operator_secret: str
    public_url: str
    demo_file: Path
    management_url: str | None = None
    admin_url: str | None = None
    """The management API as somebody who may make users of the broker."""

    public_amqp_url: str | None = None
    """Where systems outside find the broker."""

    databases: Mapping[str, str] = field(default_factory=dict)
    """By the name of the setting."""

    @classmethod
    def read(
        cls, environment: Mapping[str, str] = os.environ, file: Path = OPERATOR_FILE
    ) -> "Settings":
        """From the environment and, for what it lacks, from the file that `make run` writes.

        Raises:
            Problem: neither says where the broker is or what the secret is.
        """
        known = {**told_by(file), **{name: value for name, value in environment.items() if value}}
        missing = [name for name in ("AMQP_URL", "OPERATOR_SECRET") if name not in known]
        if missing:
            raise Problem(
                f"Set {' and '.join(missing)}, or start Waymark with `make run` and run this in "
                "the same folder."
            )
        return cls(
            amqp_url=known["AMQP_URL"],
            operator_secret=known["OPERATOR_SECRET"],
            public_url=known.get("PUBLIC_URL", "http://localhost:8000"),
            demo_file=Path(known.get("DEMO_FILE", DEMO_FILE)),
            management_url=known.get("RABBITMQ_MANAGEMENT_URL"),
            admin_url=known.get("RABBITMQ_ADMIN_URL"),
            public_amqp_url=known.get("PUBLIC_AMQP_URL"),
            databases={name: url for name, url in known.items() if name.endswith(MONGODB_URL)},
        )

    def mongodb_url(self, service: str) -> str:
        """Where the service's own database is.

        Raises:
            Problem: nothing says so.
        """
        its_own = database_of(service)
        url = self.databases.get(its_own) or self.databases.get(MONGODB_URL)
        if url is None:
            raise Problem(f"Set {its_own}: the MONGODB_URL with which {service} is started.")
        return url


def told_by(file: Path) -> dict[str, str]:
    """What the file says: a JSON object of names and values; nothing where there is no file."""
    try:
        return {str(name): str(value) for name, value in json.loads(file.read_text()).items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        raise Problem(f"{file} can't be read: {error}. Stop Waymark and start it again.") from error
