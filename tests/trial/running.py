"""Stores for the trial service, and its processes."""

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count
from types import TracebackType
from typing import Any, Self

import jwt

from backbone import database, leases, relay
from backbone.context import Command as Keyed
from backbone.context import Context, use
from backbone.database import Client, Records
from backbone.feed import Feed
from backbone.inbox import Inbox
from backbone.mending import Mending
from backbone.rpc_client import BlockingRpcClient
from backbone.tokens import sign
from backbone.work import Work
from contracts import policies
from contracts.callers import Caller
from deploy.health import is_ready
from deploy.keys import Keys
from deploy.local.environment import PROJECT
from deploy.local.ports import free_port
from deploy.local.processes import Command, Process
from deploy.local.servers import Servers, in_database
from tests.trial import things
from waymark.management import Management

CALLER = Caller("tess", "somewhere", "officer", "Tess Trial")
_NUMBERS = count(1)


@dataclass(frozen=True)
class Store:
    url: str
    client: Client
    records: Records
    work: Work
    feed: Feed

    def inbox(self, handlers: Any = None) -> Inbox:
        return Inbox(self.client, self.records, handlers or things.HANDLERS)

    def mending(self, handlers: Any = None) -> Mending:
        return Mending(self.work, self.client, self.records, handlers or things.HANDLERS)

    def mend(self) -> None:
        """What events that say "until mended" are in want of."""
        self.records["seen"].replace_one({"_id": things.MEND}, {}, upsert=True)

    def parked(self, thing: str) -> list[dict[str, Any]]:
        """By sequence."""
        return list(self.records["parked"].find({"key": f"trial:thing:{thing}"}).sort("sequence"))

    def add(self, thing: str, **options: Any) -> Any:
        outcome = things.add(thing, **options)
        return self.work.create(things.THINGS, outcome, reply=things.reply)

    def count(
        self, thing: str, amount: int = 1, text: str = "", expected: int | None = None
    ) -> Any:
        decide = partial(things.count, amount=amount, text=text)
        return self.work.change(things.THINGS, thing, decide, expected=expected, reply=things.reply)

    def events(self) -> list[dict[str, Any]]:
        return list(self.records["events"].find().sort([("subject", 1), ("sequence", 1)]))

    def state(self, thing: str) -> things.State:
        return self.work.get(things.THINGS, thing).state

    def seen(self, thing: str) -> dict[str, Any] | None:
        return self.records["seen"].find_one({"_id": thing})

    def amount_of(self, collection: str) -> int:
        return self.records[collection].count_documents({})


@contextmanager
def under_key(key: str, *, body: str = "the same", method: str = "count") -> Iterator[None]:
    """What happens inside is a command that came with that Idempotency-Key."""
    with use(Context("a-correlation-id", command=Keyed(key, method, body))):
        yield


@contextmanager
def fresh_store(servers: Servers) -> Iterator[Store]:
    name = f"trial_{next(_NUMBERS)}"
    url = in_database(servers.mongodb_root_url, name)
    with database.connect(url, service="trial", workers=60) as client:
        client.drop_database(name)
        records = client.get_default_database()
        database.prepare(records, things.STORES)
        leases.introduce(records, relay.LEASE_NAME)
        yield Store(
            url, client, records, Work(client, records, lambda: None), Feed(client, records)
        )
        client.drop_database(name)


class Trial:
    """Processes of the trial service on a store of their own; ended with the block.

    `program` is the module that they run, with its arguments.
    """

    def __init__(self, servers: Servers, program: tuple[str, ...] = ("tests.trial",)) -> None:
        self._servers = servers
        self._program = program
        self.amqp_url = servers.amqp_url
        self._numbers = count(1)
        self._closing = ExitStack()
        self.processes: list[Process] = []
        self.keys = Keys(servers.home / "trial" / "signing.pem", servers.home / "trial" / "public")

    def __enter__(self) -> Self:
        self.keys.ensure()
        if self._servers.management_url:
            with Management(self._servers.management_url, self.amqp_url) as management:
                management.set_policy(policies.of_subscriber("trial"))
        self.store = self._closing.enter_context(fresh_store(self._servers))
        self.client = self._closing.enter_context(BlockingRpcClient(self._servers.amqp_url))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self.processes:
            process.stop()
        self._closing.close()

    def start(self, *module: str, **environment: str) -> Process:
        """One more process of it, ready for work; `module` with its arguments runs another way."""
        port = free_port()
        command = Command(
            name=f"trial-{next(self._numbers)}",
            arguments=(sys.executable, "-m", *(module or self._program)),
            environment={
                "PATH": "/usr/bin:/bin",
                "PYTHONPATH": str(PROJECT),
                "AMQP_URL": self._servers.amqp_url,
                "MONGODB_URL": self.store.url,
                "TOKEN_PUBLIC_KEYS": str(self.keys.public),
                "HEALTH_PORT": str(port),
                **environment,
            },
            ready=partial(is_ready, port),
        )
        process = Process(command, self._servers.home / "logs", self._servers.ledger)
        self.processes.append(process)
        process.start()
        process.wait_ready()
        return process

    def ask(self, method: str, message: Any, **options: Any) -> Any:
        """Asks as `CALLER` where no token is given."""
        options.setdefault("token", self.token())
        return self.client.call("trial", method, message, **options)

    def token(self, caller: Caller = CALLER, **options: Any) -> str:
        pem = self.keys.signing.read_text()
        return sign(caller, pem, key_id=self.key_id, **options)[0]

    @property
    def key_id(self) -> str:
        (key,) = jwt.PyJWKSet.from_json(self.keys.public.read_text()).keys
        return str(key.key_id)

    def ask_together(self, calls: list[tuple[str, Any, dict[str, Any]]]) -> list[Any]:
        """All at once, each with a client of its own; their answers."""

        def call(method: str, message: Any, options: dict[str, Any]) -> Any:
            with BlockingRpcClient(self.amqp_url) as client:
                return client.call("trial", method, message, token=self.token(), **options)

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(lambda each: call(*each), calls))


def wait_until(holds: Callable[[], Any], seconds: float = 15.0) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.02)
