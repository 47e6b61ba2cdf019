"""The secrets of one platform: made once and kept, so that its data stays readable."""

import json
import secrets
from pathlib import Path

from deploy.files import write_private


class Passwords:
    """A random password for each name, in `passwords.json` of the folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "passwords.json"
        self._known: dict[str, str] = (
            json.loads(self._path.read_text()) if self._path.exists() else {}
        )

    def __getitem__(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = secrets.token_urlsafe(24)
            write_private(self._path, json.dumps(self._known, indent=1))
        return self._known[name]
