"""Becomes `waymark …` with the secrets of this container's own volume in its environment."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from deploy.knowledge import database_of

SECRETS = Path("/run/waymark/environment.json")


DATABASES = Path("/run/databases")
"""Here the volumes of services whose databases the container may use, each by its service's name;
only who rebuilds read models has any."""


def environment(
    secrets: Path, given: Mapping[str, str], databases: Path = DATABASES
) -> dict[str, str]:
    """What was given to the container goes before what the volumes say."""
    return {**told(secrets), **urls(databases), **given}


def told(secrets: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(secrets.read_text()) if secrets.exists() else {}
    return found


def urls(databases: Path) -> dict[str, str]:
    return {
        database_of(volume.name): told(volume / SECRETS.name)["MONGODB_URL"]
        for volume in databases.glob("*")
    }


if __name__ == "__main__":
    arguments = [sys.executable, "-m", "waymark", *sys.argv[1:]]
    os.execve(sys.executable, arguments, environment(SECRETS, os.environ))  # noqa: S606
