"""Becomes `waymark …` with the secrets of this container's own volume in its environment."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

SECRETS = Path("/run/waymark/environment.json")


def environment(secrets: Path, given: Mapping[str, str]) -> dict[str, str]:
    """What was given to the container goes before what the volume says."""
    told: dict[str, str] = json.loads(secrets.read_text()) if secrets.exists() else {}
    return {**told, **given}


if __name__ == "__main__":
    arguments = [sys.executable, "-m", "waymark", *sys.argv[1:]]
    os.execve(sys.executable, arguments, environment(SECRETS, os.environ))  # noqa: S606
