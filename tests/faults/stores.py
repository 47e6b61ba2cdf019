"""Every service's database side by side, for a look from outside."""

import importlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from backbone import database
from backbone.aggregates import Aggregates, ReadModel
from backbone.database import Client, Records
from backbone.inbox import Handler
from backbone.subscriptions import handlers_of
from backbone.unit_of_work import UnitOfWork
from contracts.events import Event
from contracts.topology import SERVICES
from deploy.local.stack import Stack

Document = dict[str, Any]


@dataclass(frozen=True)
class Store:
    """One service's: what it keeps, and how it hears of others."""

    service: str
    client: Client
    records: Records
    kept: tuple[ReadModel, ...]
    handlers: Mapping[type[Event], Handler]

    @property
    def aggregates(self) -> list[Aggregates[Any]]:
        return [each for each in self.kept if isinstance(each, Aggregates)]

    @property
    def read_models(self) -> list[ReadModel]:
        return [each for each in self.kept if not isinstance(each, Aggregates)]

    def events(self) -> list[Document]:
        return list(self.records["events"].find().sort("position", 1))

    def all(self, collection: str) -> list[Document]:
        return list(self.records[collection].find().sort("_id", 1))


Stores = Mapping[str, Store]


@contextmanager
def opened(stack: Stack) -> Iterator[Stores]:
    url = stack.servers.mongodb_root_url
    with database.connect(url, service="faults", workers=1) as client:
        yield {name: store_of(name, client) for name in SERVICES}


def store_of(name: str, client: Client) -> Store:
    module = importlib.import_module(f"services.{name}.service")
    service = next(each for each in vars(module).values() if getattr(each, "name", None) == name)
    work: UnitOfWork = service.work
    return Store(name, client, client[name], work.stores, handlers_of(service()))
