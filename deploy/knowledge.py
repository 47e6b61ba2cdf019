"""Which process may know what: one rule for the local stack and for containers."""

from dataclasses import dataclass
from pathlib import Path

GATEWAY = "gateway"
OPERATOR = "operator"
SIGNER = "accounts"
MAILER = "notifications"
ASKING = (MAILER,)
"""Services that ask others for themselves."""


def database_of(service: str) -> str:
    """The setting by which the operator knows a service's database: ``REPORTING_MONGODB_URL``."""
    return f"{service.upper()}_MONGODB_URL"


@dataclass(frozen=True)
class Knowledge:
    """Addresses and secrets of one platform; `mongodb_url` is that of the process it is for.

    `management_url` is the broker's management API, `admin_url` the same as a user who may make
    users; a broker that is not ours may keep either closed.
    """

    amqp_url: str
    mongodb_url: str
    public_keys: Path
    signing_key: Path
    operator_secret: str
    service_secret: str
    management_url: str | None
    admin_url: str | None

    def of(self, process: str) -> dict[str, str]:
        """The environment variables of a service, of the gateway or of the operator."""
        told = {"AMQP_URL": self.amqp_url}
        if process not in (GATEWAY, OPERATOR):
            told["MONGODB_URL"] = self.mongodb_url
            told["TOKEN_PUBLIC_KEYS"] = str(self.public_keys)
        if process == SIGNER:
            told["TOKEN_SIGNING_KEY"] = str(self.signing_key)
        if process in (SIGNER, OPERATOR):
            told["OPERATOR_SECRET"] = self.operator_secret
        if process in (SIGNER, *ASKING):
            told["SERVICE_SECRET"] = self.service_secret
        if process == OPERATOR and self.management_url:
            told["RABBITMQ_MANAGEMENT_URL"] = self.management_url
        if process == OPERATOR and self.admin_url:
            told["RABBITMQ_ADMIN_URL"] = self.admin_url
        return told
