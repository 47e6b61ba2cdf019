"""The whole platform: both servers, every service, the gateway."""

import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from contracts.topology import SERVICES
from deploy.health import is_ready
from deploy.keys import Keys
from deploy.knowledge import GATEWAY
from deploy.local.environment import Environment
from deploy.local.ports import free_port
from deploy.local.processes import Command, NotReady, Process, Say, stop_all
from deploy.local.servers import Servers
from deploy.local.watch import Watch

ONE_OF_EACH: Mapping[str, int] = {**dict.fromkeys(SERVICES, 1), GATEWAY: 1}


class Stack:
    """A platform in `home`; as a context manager it runs for as long as the block.

    Args:
        home: a folder of its own for data, logs, keys; what it holds from before is kept.
        instances: how many of each process; "gateway" is one of them. One that is left out does
            not run.
        port: the gateway's; a free one by default.
        restart: whether a process that dies is started again.
        given: AMQP_URL and MONGODB_URL of servers to use instead of our own; by default those of
            the environment.
        shows_mail: whether the page `/mail` shows everybody's e-mails to everybody.
    """

    def __init__(
        self,
        home: Path,
        *,
        instances: Mapping[str, int] = ONE_OF_EACH,
        port: int | None = None,
        restart: bool = True,
        given: Mapping[str, str] | None = None,
        shows_mail: bool = False,
        say: Say = lambda _: None,
    ) -> None:
        self.home = home
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self.servers = Servers(home, given=given, say=say)
        self.keys = Keys(home / "keys" / "signing.pem", home / "keys" / "public.json")
        self.demo_file = home / "demo.json"
        self.mail = home / "mail"
        self.environment = Environment(
            self.servers,
            self.keys,
            url=self.url,
            port=self.port,
            demo_file=self.demo_file,
            mail=self.mail,
            shows_mail=shows_mail,
        )
        self.processes: dict[str, Process] = {}
        self._instances = instances
        self._restart = restart
        self._say = say
        self._watch: Watch | None = None

    @property
    def amqp_url(self) -> str:
        return self.servers.amqp_url

    def mongodb_url(self, service: str) -> str:
        return self.servers.mongodb_url(service)

    def start(self) -> None:
        """Returns once every process is ready.

        Raises:
            AlreadyRunning, NotInstalled, NotReady: as the servers do; all is stopped again.
        """
        try:
            self.servers.start()
            self.keys.ensure()
            self.environment.write_for_operator(self.home / "operator.env")
            self._start_services()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stops the door first, then the services, then what they stand on; each within a bound."""
        if self._watch:
            self._watch.stop()
            self._watch = None
        stop_all(each for name, each in self.processes.items() if name.startswith(GATEWAY))
        stop_all(self.processes.values())
        self.processes.clear()
        self.servers.stop()

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

    def operate(self, *arguments: str, timeout: float = 120.0) -> str:
        """Runs the operator's command line (`waymark …`) against this stack; returns its output.

        Raises:
            CalledProcessError: it failed; its output is in the error.
        """
        return subprocess.run(
            (sys.executable, "-m", "waymark", *arguments),
            env=self.environment.of_operator(),
            check=True,
            capture_output=True,
            text=True,
            timeout=timeout,
        ).stdout

    def load_demo(self) -> None:
        """Content, councils and people to sign in as; a second time changes nothing."""
        try:
            self.operate("demo", "load")
        except subprocess.CalledProcessError as failure:
            raise NotReady(f"The demo could not be loaded.\n{failure.stderr}") from failure

    def command(self, service: str, number: int) -> Command:
        """What is run as that instance of a process; fault tests run a program of their own."""
        health_port = free_port()
        return Command(
            name=f"{service}-{number}",
            arguments=(sys.executable, "-m", "waymark", "serve", service),
            environment=self.environment.of(service, health_port),
            ready=partial(is_ready, self.port if service == GATEWAY else health_port),
        )

    def _start_services(self) -> None:
        for service, count in self._instances.items():
            for number in range(1, count + 1):
                process = self._process(service, number)
                self.processes[process.name] = process
        self._say("Starting " + ", ".join(self._instances))
        for process in self.processes.values():
            process.start()
        for process in self.processes.values():
            process.wait_ready(60)
        if self._restart:
            everything = [*self.servers.processes.values(), *self.processes.values()]
            self._watch = Watch(everything, self._say)
            self._watch.start()

    def _process(self, service: str, number: int) -> Process:
        return Process(self.command(service, number), self.home / "logs", self.servers.ledger)
