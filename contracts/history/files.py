"""The files that are kept for ever: golden events, and the contracts of the last release.

A golden file is one event of one version as it was sent. Once released it never changes: its digest
stands with the released contract.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson


@dataclass(frozen=True)
class History:
    """A folder with `released.json`, and golden files in `golden`, named by routing key."""

    folder: Path

    @property
    def released_file(self) -> Path:
        return self.folder / "released.json"

    def released(self) -> dict[str, Any]:
        """What `contracts.history.release` wrote at the last release; nothing before the first."""
        if not self.released_file.exists():
            return {"envelope": {}, "events": {}}
        return read(self.released_file)

    def golden_files(self) -> list[Path]:
        return sorted((self.folder / "golden").glob("*.json"))

    def golden_file(self, routing_key: str) -> Path:
        return self.folder / "golden" / f"{routing_key}.json"

    def golden(self, routing_key: str) -> dict[str, Any]:
        """The CloudEvent of that version, as JSON values."""
        return read(self.golden_file(routing_key))

    def digest(self, routing_key: str) -> str:
        """SHA-256 of a golden file, in hexadecimal; nothing where there is no file."""
        file = self.golden_file(routing_key)
        return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


OURS = History(Path(__file__).parent)


def read(file: Path) -> dict[str, Any]:
    values: dict[str, Any] = orjson.loads(file.read_bytes())
    return values


def pretty(values: Any) -> bytes:
    return orjson.dumps(values, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
