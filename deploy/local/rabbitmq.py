"""A private RabbitMQ node: Debian's rabbitmq-server on ports of ours, beside any that runs.

Its management plugin answers how the broker stands; it collects no statistics, which nobody reads.

Two processes: the node, and the Erlang port mapper (epmd) that a node would otherwise start by
itself and leave running.
"""

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import amqp

from deploy.broker import USER, VHOST, admin_url, broker_definitions, management_url
from deploy.files import write_private
from deploy.local.ports import LOOPBACK, free_port
from deploy.local.processes import Command
from deploy.passwords import Passwords

MANAGEMENT = "rabbitmq_management"
SCRIPTS = Path("/usr/lib/rabbitmq/bin")

# Small: one scheduler that sleeps when idle, distribution on the loopback interface only.
_ERLANG = (
    "+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}"
)

_CONFIG = """\
listeners.tcp.local = {address}:{port}
load_definitions = {definitions}
log.console = true
log.console.level = warning
log.file = false
vm_memory_high_watermark.absolute = 400MiB
# What can be parked in a document; far above any message of ours
max_message_size = 8388608
disk_free_limit.absolute = 100MB
management.tcp.ip = {address}
management.tcp.port = {management_port}
management_agent.disable_metrics_collector = true
collect_statistics = none
# 512 MiB by default, held in memory as well
raft.wal_max_size_bytes = 33554432
"""


class RabbitMQ:
    """The node of one home; `url` is what its clients connect to.

    `plugins` are enabled on it beside the management API; the platform needs none of them.
    """

    def __init__(self, home: Path, passwords: Passwords, plugins: Iterable[str] = ()) -> None:
        self._home = home / "rabbitmq"
        self._plugins = (MANAGEMENT, *plugins)
        self._password = passwords["rabbitmq"]
        self._operator_password = passwords["rabbitmq-operator"]
        self._administrator_password = passwords["rabbitmq-administrator"]
        self._port = free_port()
        self._management_port = free_port()
        self._mapper_port = free_port()
        self._node_port = free_port()

    @property
    def url(self) -> str:
        return f"amqp://{USER}:{self._password}@{LOOPBACK}:{self._port}/{VHOST}"

    @property
    def management_url(self) -> str:
        """Where the operator reads how the broker stands, and sets policies."""
        return management_url(f"{LOOPBACK}:{self._management_port}", self._operator_password)

    @property
    def admin_url(self) -> str:
        """Where the operator makes users for systems outside."""
        return admin_url(f"{LOOPBACK}:{self._management_port}", self._administrator_password)

    def prepare(self) -> list[Command]:
        """Writes the configuration; returns what to start, in order.

        Raises:
            NotInstalled: rabbitmq-server is missing.
        """
        mapper, server = shutil.which("epmd"), SCRIPTS / "rabbitmq-server"
        if mapper is None or not server.exists():
            raise NotInstalled
        self._write_configuration()
        environment = self._environment()
        return [
            Command(
                name="rabbitmq-epmd",
                arguments=(mapper, "-address", LOOPBACK, "-port", str(self._mapper_port)),
                environment=environment,
                ready=lambda: _listens(self._mapper_port),
            ),
            Command(
                name="rabbitmq",
                arguments=(str(server),),
                environment=environment,
                ready=self._ready,
                grace=20,
            ),
        ]

    def control(self, *arguments: str) -> str:
        """Runs `rabbitmqctl …` on the running node; returns its output.

        Raises:
            CalledProcessError: it failed.
        """
        return subprocess.run(
            (str(SCRIPTS / "rabbitmqctl"), *arguments),
            env=self._environment(),
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
        ).stdout

    def _environment(self) -> Mapping[str, str]:
        home = str(self._home)
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": home,
            "ERL_EPMD_PORT": str(self._mapper_port),
            "RABBITMQ_NODENAME": "waymark@localhost",
            "RABBITMQ_DIST_PORT": str(self._node_port),
            "RABBITMQ_MNESIA_BASE": f"{home}/data",
            "RABBITMQ_LOG_BASE": f"{home}/logs",
            "RABBITMQ_CONFIG_FILE": f"{home}/rabbitmq.conf",
            "RABBITMQ_CONF_ENV_FILE": f"{home}/none.conf",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{home}/plugins",
            "RABBITMQ_LOG": "-color",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": _ERLANG,
            # Makes the script become the node instead of its parent: signals reach it directly.
            "RUNNING_UNDER_SYSTEMD": "true",
        }

    def _write_configuration(self) -> None:
        definitions = self._home / "definitions.json"
        known = broker_definitions(
            self._password, self._operator_password, self._administrator_password
        )
        write_private(definitions, json.dumps(known, indent=1))
        write_private(self._home / "plugins", f"[{','.join(self._plugins)}].\n")
        write_private(
            self._home / "rabbitmq.conf",
            _CONFIG.format(
                address=LOOPBACK,
                port=self._port,
                management_port=self._management_port,
                definitions=definitions,
            ),
        )

    def _ready(self) -> bool:
        if not (_listens(self._port) and _listens(self._management_port)):
            return False
        try:
            with amqp.Connection(
                host=f"{LOOPBACK}:{self._port}",
                userid=USER,
                password=self._password,
                virtual_host=VHOST,
                connect_timeout=2,
            ):
                return True
        except (OSError, amqp.exceptions.AMQPError):
            return False


class NotInstalled(Exception):
    """The machine has no RabbitMQ to run."""

    def __init__(self) -> None:
        super().__init__(
            "RabbitMQ is not installed: `apt-get install rabbitmq-server`, or set AMQP_URL to one"
        )


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0
