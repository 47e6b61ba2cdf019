"""The file that says where the demonstration is and who can sign in: ``.local/demo.json``.

``{"url", "amqp_url", "amqp_queue", "accounts": [{"email", "password", "role", "organisation"}],
"api_keys": [{"key", "role", "organisation"}]}``; `amqp_url` and `amqp_queue` are those of a
subscriber, null where none could be made.
"""

import base64
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.files import write_private
from waymark.problems import Problem
from waymark.settings import Settings
from waymark.subscribers.making import Access

Person = Mapping[str, str]


@dataclass(frozen=True)
class SignIns:
    """What an earlier load wrote: passwords by e-mail, keys by role and organisation, and the
    subscriber's connection."""

    passwords: Mapping[str, str]
    keys: Mapping[tuple[str, str], str]
    amqp_url: str | None = None

    @classmethod
    def read(cls, path: Path) -> "SignIns":
        """Raises Problem where the file is not one of ours."""
        try:
            known = json.loads(path.read_text())
            return cls(
                {each["email"]: each["password"] for each in known["accounts"]},
                {(each["role"], each["organisation"]): each["key"] for each in known["api_keys"]},
                # Earlier releases wrote that of the platform's own user.
                known["amqp_url"] if "amqp_queue" in known else None,
            )
        except FileNotFoundError:
            return cls({}, {})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Problem(
                f"{path} can't be read ({error!r}). Move it away, and try again."
            ) from error

    def password_of(self, email: str, secret: str) -> str:
        """The one written before, else one that follows from the operator's secret: whoever loads
        the demonstration again knows it, though the file be lost, and nobody else does."""
        return self.passwords.get(email) or password_from(secret, email)


def password_from(secret: str, email: str) -> str:
    """Four groups of four letters and digits."""
    digest = hmac.digest(secret.encode(), f"waymark demo {email}".encode(), "sha256")
    letters = base64.b32encode(digest).decode().lower()[:16]
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def write(
    settings: Settings,
    people: Iterable[Person],
    passwords: Mapping[str, str],
    keys: Mapping[tuple[str, str], str],
    access: Access | None,
) -> None:
    accounts: list[dict[str, Any]] = [
        {
            "email": person["email"],
            "password": passwords[person["email"]],
            "role": person["role"],
            "organisation": person["organisation"],
        }
        for person in people
    ]
    api_keys = [
        {"key": key, "role": role, "organisation": organisation}
        for (role, organisation), key in keys.items()
    ]
    told = {
        "url": settings.public_url,
        "amqp_url": access.url if access else None,
        "amqp_queue": access.queue if access else None,
        "accounts": accounts,
        "api_keys": api_keys,
    }
    write_private(settings.demo_file, json.dumps(told, indent=1, ensure_ascii=False) + "\n")
