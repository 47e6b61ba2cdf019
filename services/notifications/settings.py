"""What the service is told of e-mail by its environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import SplitResult, urlsplit

from backbone.settings import SettingMissing

SCHEMES = ("smtp", "smtps", "file")
NOTIFY_URL = "https://api.notifications.service.gov.uk"


class SettingWrong(SettingMissing):
    """An environment variable that can't be what it is."""

    def __init__(self, name: str, why: str) -> None:
        Exception.__init__(self, f"{name} {why}")


@dataclass(frozen=True)
class MailSettings:
    """`smtp` is None where nothing is sent by SMTP or to files; `mail_from` is ``Name <address>``.

    `public_url` has no slash at its end.
    """

    public_url: str
    mail_from: str
    smtp: SplitResult | None
    smtp_plain: bool
    notify_key: str | None
    notify_template: str | None
    notify_url: str
    receipts_token: str | None

    @property
    def host(self) -> str:
        return urlsplit(self.public_url).hostname or "localhost"

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> "MailSettings":
        """Raises SettingWrong."""
        public_url = environment.get("PUBLIC_URL") or "http://localhost:8000"
        host = urlsplit(public_url).hostname or "localhost"
        mail_from = environment.get("MAIL_FROM") or f"Waymark <waymark@{host}>"
        if not parseaddr(mail_from)[1].partition("@")[2] or "\n" in mail_from:
            raise SettingWrong("MAIL_FROM", "must be an address, such as Waymark <a@b.example>.")
        key, template = environment.get("NOTIFY_API_KEY"), environment.get("NOTIFY_TEMPLATE_ID")
        if key and (len(key) < KEY_LENGTH or not template):
            raise SettingWrong("NOTIFY_API_KEY", "needs NOTIFY_TEMPLATE_ID, and all of the key.")
        return cls(
            public_url=public_url.rstrip("/"),
            mail_from=mail_from,
            smtp=_smtp(environment.get("SMTP_URL") or ""),
            smtp_plain=environment.get("SMTP_PLAIN") == "yes",
            notify_key=key or None,
            notify_template=template,
            notify_url=environment.get("NOTIFY_URL") or NOTIFY_URL,
            receipts_token=environment.get("NOTIFY_RECEIPTS_TOKEN") or None,
        )


KEY_LENGTH = 73
"""Of the ids of service and key at the end of a key of GOV.UK Notify."""


def _smtp(url: str) -> SplitResult | None:
    if not url:
        return None
    try:
        parts = urlsplit(url)
        fits = parts.scheme in SCHEMES and (parts.hostname or parts.scheme == "file")
        _ = parts.port
    except ValueError:
        fits = False
    if not fits:
        # Without the value: it may hold a password.
        raise SettingWrong("SMTP_URL", "must begin with smtp://, smtps:// or file:/.")
    return parts
