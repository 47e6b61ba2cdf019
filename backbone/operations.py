"""What every service answers to those who run the platform, beside its own methods."""

from typing import Any

from nameko.extensions import DependencyProvider

from backbone import counts, examining
from backbone.rpc import query
from backbone.runtime import RUNTIME, Runtime
from backbone.unit_of_work import stores_of
from contracts.callers import Caller
from contracts.operating.messages import Examination, Examine, GetState, State


class ItsRuntime(DependencyProvider):
    """Gives a service the process's `Runtime`."""

    def get_dependency(self, worker_ctx: Any) -> Runtime:  # noqa: ARG002 (nameko's signature)
        runtime: Runtime = self.container.config[RUNTIME]
        return runtime


class Operations:
    """The base of every service's class. All of it is for administrators."""

    runtime = ItsRuntime()

    @query(GetState)
    def state(self, request: GetState, caller: Caller) -> State:  # noqa: ARG002
        caller.must_be("administrator")
        return counts.state(self.runtime.records)

    @query(Examine)
    def examine(self, request: Examine, caller: Caller) -> Examination:  # noqa: ARG002
        caller.must_be("administrator")
        return examining.examine(self.runtime.client, self.runtime.records, stores_of(type(self)))
