"""RabbitMQ and MongoDB, ours or given: what stands under the services."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit

from contracts.topology import SERVICES
from deploy.local.ledger import Ledger
from deploy.local.mongodb import MongoDB
from deploy.local.processes import Command, Process, Say, stop_all
from deploy.local.rabbitmq import RabbitMQ
from deploy.passwords import Passwords


class Servers:
    """Both servers of one home, whose data stays there; a context manager starts and stops them.

    Where `given` (by default the environment) has AMQP_URL or MONGODB_URL, that server is used as
    it is, neither started nor set up. `plugins` are enabled on a RabbitMQ of ours.
    """

    def __init__(
        self,
        home: Path,
        *,
        services: Iterable[str] = SERVICES,
        given: Mapping[str, str] | None = None,
        plugins: Iterable[str] = (),
        say: Say = lambda _: None,
    ) -> None:
        given = os.environ if given is None else given
        self.home = home
        self.ledger = Ledger(home)
        self.passwords = Passwords(home)
        self.processes: dict[str, Process] = {}
        self._say = say
        self._given_amqp, self._given_mongodb = given.get("AMQP_URL"), given.get("MONGODB_URL")
        self._given_management = given.get("RABBITMQ_MANAGEMENT_URL")
        self._given_admin = given.get("RABBITMQ_ADMIN_URL")
        self._rabbitmq = None if self._given_amqp else RabbitMQ(home, self.passwords, plugins)
        self._mongodb = None if self._given_mongodb else MongoDB(home, self.passwords, services)

    @property
    def amqp_url(self) -> str:
        return self._rabbitmq.url if self._rabbitmq else str(self._given_amqp)

    @property
    def management_url(self) -> str | None:
        """The management API of our own broker, or of a given one where that was given too."""
        return self._rabbitmq.management_url if self._rabbitmq else self._given_management

    @property
    def admin_url(self) -> str | None:
        """The same as a user who may make users."""
        return self._rabbitmq.admin_url if self._rabbitmq else self._given_admin

    def rabbitmqctl(self, *arguments: str) -> str:
        """For tests that put our own broker into a state; a given one has no such door."""
        assert self._rabbitmq, "a broker of ours is needed"  # noqa: S101 (for tests)
        return self._rabbitmq.control(*arguments)

    def mongodb_url(self, service: str) -> str:
        """Where that service finds its own database, signed in as its own user."""
        if self._mongodb:
            return self._mongodb.url_for(service)
        return in_database(str(self._given_mongodb), service)

    @property
    def mongodb_root_url(self) -> str:
        """For tests that look into every store."""
        return self._mongodb.root_url if self._mongodb else str(self._given_mongodb)

    def start(self) -> None:
        """Returns once both take work.

        Raises:
            AlreadyRunning: another process runs them in this home.
            NotInstalled: this machine has no RabbitMQ.
            NotReady: one ended, or took too long.
        """
        self.ledger.claim()
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Ends what runs, the port mapper after the node that uses it."""
        mapper = self.processes.pop("rabbitmq-epmd", None)
        stop_all(self.processes.values())
        if mapper:
            mapper.stop()
        self.processes.clear()
        self.ledger.release()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _start(self) -> None:
        if self._mongodb:
            self._say("Starting MongoDB")
            mongodb = self._begin(*self._mongodb.prepare())
        if self._rabbitmq:
            self._say("Starting RabbitMQ")
            mapper, node = self._rabbitmq.prepare()
            self._begin(mapper).wait_ready()
            rabbitmq = self._begin(node)
        if self._mongodb:
            mongodb.wait_ready()
            self._mongodb.set_up()
        if self._rabbitmq:
            rabbitmq.wait_ready(60)

    def _begin(self, command: Command) -> Process:
        process = Process(command, self.home / "logs", self.ledger)
        self.processes[command.name] = process
        process.start()
        return process


def in_database(url: str, database: str) -> str:
    """The same MongoDB server and user, another database; who signs in still does so where before.

    Without a database of its own in the URL, a user is known to `admin`.
    """
    parts = urlsplit(url)
    query = parts.query
    if parts.username and "authSource=" not in query:
        source = parts.path.strip("/") or "admin"
        query = f"{query}&authSource={source}".lstrip("&")
    return urlunsplit(parts._replace(path=f"/{database}", query=query))
