"""Makes every key and password of the platform, once, each into its owner's volume.

Runs to its end before anything else starts, as root, so that each file belongs to the one user
that reads it. A later run finds what is there and changes nothing.
"""

import base64
import json
import os
import shutil
from pathlib import Path

from contracts.topology import SERVICES
from deploy.broker import USER, VHOST, admin_url, broker_definitions, management_url
from deploy.databases import REPLICA_SET, ROOT
from deploy.files import write_private
from deploy.keys import Keys
from deploy.knowledge import GATEWAY, OPERATOR, SIGNER, Knowledge
from deploy.passwords import Passwords

VOLUMES = Path("/run/waymark")
"""Here each owner's volume, by its name; in the owner's own container that volume alone."""

# The users of Dockerfile and of the official images.
WAYMARK, RABBITMQ, MONGODB = 10001, 999, 999


def prepare(volumes: Path = VOLUMES) -> None:
    """Writes what each container reads when it starts."""
    own = volumes / "prepare"
    passwords = Passwords(own)
    keys = Keys(own / "signing.pem", own / "public.json")
    keys.ensure()
    for process in (*SERVICES, GATEWAY, OPERATOR):
        told = knowledge(process, passwords).of(process)
        give(volumes / process / "environment.json", json.dumps(told, indent=1), WAYMARK)
        give(volumes / process / "public.json", keys.public.read_text(), WAYMARK)
    give(volumes / SIGNER / "signing.pem", keys.signing.read_text(), WAYMARK)
    prepare_servers(volumes, passwords)


def prepare_servers(volumes: Path, passwords: Passwords) -> None:
    """What the broker and the database read, each as its own user."""
    known = broker_definitions(
        passwords["rabbitmq"], passwords["rabbitmq-operator"], passwords["rabbitmq-administrator"]
    )
    give(volumes / "rabbitmq" / "definitions.json", json.dumps(known, indent=1), RABBITMQ)
    give(volumes / "mongodb" / "root-password", passwords[f"mongodb-{ROOT}"], MONGODB)
    key = base64.b64encode(passwords["mongodb-replica-set"].encode()).decode()
    give(volumes / "mongodb" / "replica.key", key, MONGODB)


def knowledge(process: str, passwords: Passwords) -> Knowledge:
    """As the process sees it, in its own container."""
    password = passwords[f"mongodb-{process}"] if process in SERVICES else ""
    return Knowledge(
        amqp_url=f"amqp://{USER}:{passwords['rabbitmq']}@rabbitmq:5672/{VHOST}",
        mongodb_url=(
            f"mongodb://{process}:{password}@mongodb:27017/{process}?replicaSet={REPLICA_SET}"
        ),
        public_keys=VOLUMES / "public.json",
        signing_key=VOLUMES / "signing.pem",
        operator_secret=passwords["operator"],
        service_secret=passwords["services"],
        management_url=management_url("rabbitmq:15672", passwords["rabbitmq-operator"]),
        admin_url=admin_url("rabbitmq:15672", passwords["rabbitmq-administrator"]),
    )


def give(path: Path, text: str, owner: int) -> None:
    """Writes a file that `owner` alone may read."""
    write_private(path, text)
    if os.geteuid() == 0:
        shutil.chown(path.parent, owner)
        shutil.chown(path, owner)


if __name__ == "__main__":
    prepare()
