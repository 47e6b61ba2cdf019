"""The unit of work as a service declares it: ``work = UnitOfWork(store.STORES)``."""

from collections.abc import Sequence
from typing import Any

from nameko.extensions import DependencyProvider

from backbone.aggregates import ReadModel
from backbone.runtime import RUNTIME, Runtime
from backbone.work import Work


class UnitOfWork(DependencyProvider):
    """Gives a service its `Work`. `stores` are all collections that the service keeps."""

    def __init__(self, stores: Sequence[ReadModel]) -> None:
        self.stores = tuple(stores)

    def get_dependency(self, worker_ctx: Any) -> Work:  # noqa: ARG002 (nameko's signature)
        runtime: Runtime = self.container.config[RUNTIME]
        return runtime.work


def stores_of(service_class: type[Any]) -> list[ReadModel]:
    """Every collection that a service's class declares."""
    return [
        store
        for attribute in vars(service_class).values()
        if isinstance(attribute, UnitOfWork)
        for store in attribute.stores
    ]
