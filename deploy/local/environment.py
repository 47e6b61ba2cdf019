"""What each process is told: where its servers are, and the secrets that it may know."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from contracts.topology import SERVICES, SUBSCRIPTIONS
from deploy.files import write_private
from deploy.keys import Keys
from deploy.knowledge import GATEWAY, MAILER, OPERATOR, Knowledge, database_of
from deploy.local.servers import Servers

PROJECT = Path(__file__).parents[2]

# A process gets these from us, or not at all: none comes from whoever ran the stack.
_OURS = frozenset(
    {
        *("AMQP_URL", "MONGODB_URL", "RABBITMQ_MANAGEMENT_URL", "RABBITMQ_ADMIN_URL"),
        *("HEALTH_PORT", "PORT", "PUBLIC_URL"),
        *("TOKEN_PUBLIC_KEYS", "TOKEN_SIGNING_KEY", "OPERATOR_SECRET", "SERVICE_SECRET"),
        *(
            "DEMO_FILE",
            "MAIL_FOLDER",
            "MAIL_FROM",
            "SMTP_URL",
            "SMTP_PLAIN",
            "WEBHOOKS_MAY_BE_LOCAL",
        ),
        *("NOTIFY_API_KEY", "NOTIFY_TEMPLATE_ID", "NOTIFY_URL", "NOTIFY_RECEIPTS_TOKEN"),
        *(database_of(service) for service in SERVICES),
    }
)


class Environment:
    """The environment variables of every process of one stack."""

    def __init__(
        self,
        servers: Servers,
        keys: Keys,
        *,
        url: str,
        port: int,
        demo_file: Path,
        mail: Path,
        shows_mail: bool = False,
    ) -> None:
        self._servers = servers
        self._keys = keys
        self._url = url
        self._port = port
        self._demo_file = demo_file
        self._mail = mail
        self._shows_mail = shows_mail

    def of(self, service: str, health_port: int) -> dict[str, str]:
        """For one service, or the gateway, which has no database."""
        told = {**self._knowledge(service).of(service), "HEALTH_PORT": str(health_port)}
        if service == GATEWAY:
            # What this stack holds is the demo's.
            told |= {
                "PORT": str(self._port),
                "PUBLIC_URL": self._url,
                "SYNTHETIC_DATA": "yes",
                **({"MAIL_FOLDER": str(self._mail)} if self._shows_mail else {}),
            }
        if service == MAILER:
            told |= {"PUBLIC_URL": self._url, "SMTP_URL": self._mail.as_uri()}
            # Whoever tries webhooks here has their endpoint on this machine.
            told["WEBHOOKS_MAY_BE_LOCAL"] = "yes"
        return {**_inherited(os.environ), **told}

    def of_operator(self) -> dict[str, str]:
        """For the operator's command line."""
        return {**_inherited(os.environ), **self._told_operator()}

    def write_for_operator(self, path: Path) -> None:
        """The same as JSON, for a command line started by hand."""
        write_private(path, json.dumps(self._told_operator(), indent=1))

    def _told_operator(self) -> dict[str, str]:
        return {
            **self._knowledge(OPERATOR).of(OPERATOR),
            "PUBLIC_URL": self._url,
            "DEMO_FILE": str(self._demo_file),
            # To rebuild read models.
            **{database_of(each): self._servers.mongodb_url(each) for each in SUBSCRIPTIONS},
        }

    def _knowledge(self, process: str) -> Knowledge:
        return Knowledge(
            amqp_url=self._servers.amqp_url,
            mongodb_url=self._servers.mongodb_url(process) if process in SERVICES else "",
            public_keys=self._keys.public,
            signing_key=self._keys.signing,
            operator_secret=self._servers.passwords["operator"],
            service_secret=self._servers.passwords["services"],
            management_url=self._servers.management_url,
            admin_url=self._servers.admin_url,
        )


def _inherited(environment: Mapping[str, str]) -> dict[str, str]:
    # Few malloc arenas: eventlet's threads would each take one and never give it back.
    ours = {
        "LOG_LEVEL": "INFO",
        "MALLOC_ARENA_MAX": "2",
        "PYTHONPATH": str(PROJECT),
        "PYTHONUNBUFFERED": "1",
    }
    return {**ours, **{name: value for name, value in environment.items() if name not in _OURS}}
