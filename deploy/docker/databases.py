"""Makes the replica set and each service's own user and database; a second time changes nothing."""

from pathlib import Path

from contracts.topology import SERVICES
from deploy.databases import ROOT, set_up
from deploy.docker.prepare import VOLUMES
from deploy.passwords import Passwords


def main(volumes: Path = VOLUMES, host: str = "mongodb:27017") -> None:
    passwords = Passwords(volumes / "prepare")
    services = {service: passwords[f"mongodb-{service}"] for service in SERVICES}
    set_up(host, passwords[f"mongodb-{ROOT}"], services)


if __name__ == "__main__":
    main()
