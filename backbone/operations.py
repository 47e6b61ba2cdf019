"""What every service answers to those who run the platform, beside its own methods."""

from typing import Any

import orjson
from nameko.extensions import DependencyProvider

from backbone import counts, examining, feed, parked
from backbone.logs import logger
from backbone.mending import Mending
from backbone.notices import Notices
from backbone.outbox import envelope_from
from backbone.rpc import command, query
from backbone.runtime import RUNTIME, Runtime
from backbone.subscriptions import handlers_of
from backbone.unit_of_work import stores_of
from contracts.callers import Caller
from contracts.cloudevents import to_bytes
from contracts.errors import NotAllowed
from contracts.operating.messages import (
    DiscardParked,
    Examination,
    Examine,
    GetParked,
    GetParkedContent,
    GetState,
    ListParked,
    ParkedContent,
    ParkedEvent,
    ParkedEvents,
    ReadFeed,
    Retried,
    RetryParked,
    State,
)

log = logger(__name__)


class ItsRuntime(DependencyProvider):
    """Gives a service the process's `Runtime`."""

    def get_dependency(self, worker_ctx: Any) -> Runtime:  # noqa: ARG002 (nameko's signature)
        runtime: Runtime = self.container.config[RUNTIME]
        return runtime


class OperatorNeeded(NotAllowed):
    code = "operator-needed"
    message = "Only the operator can do this, at the command line."


class Operations:
    """The base of every service's class. All of it is for administrators; the state is for services
    too, so that one of them can tell administrators of what is parked."""

    runtime = ItsRuntime()
    operators_notices = Notices()

    @query(GetState)
    def state(self, request: GetState, caller: Caller) -> State:  # noqa: ARG002
        if caller.kind != "service":
            caller.must_be("administrator")
        return counts.state(self.runtime.records)

    @query(ListParked)
    def list_parked(self, request: ListParked, caller: Caller) -> ParkedEvents:
        caller.must_be("administrator")
        return parked.listed(self.runtime.records, request.after, request.limit)

    @query(GetParked)
    def parked_event(self, request: GetParked, caller: Caller) -> ParkedEvent:
        caller.must_be("administrator")
        return parked.one(self.runtime.records, request.event)

    @query(GetParkedContent)
    def parked_content(self, request: GetParkedContent, caller: Caller) -> ParkedContent:
        caller.must_be("administrator")
        if caller.kind != "operator":
            # An administrator reads no council's words; the operator has the database anyway.
            raise OperatorNeeded
        log.warning("parked event read", id=request.event, who=caller.person)
        return parked.content(self.runtime.records, request.event)

    @command(RetryParked)
    def retry_parked(self, request: RetryParked, caller: Caller) -> Retried:
        caller.must_be("administrator")
        mending = self._mending()
        retried = mending.retry(request.event, caller)
        self._tell(mending)
        return retried

    @command(DiscardParked)
    def discard_parked(self, request: DiscardParked, caller: Caller) -> Retried:
        caller.must_be("administrator")
        mending = self._mending()
        retried = mending.discard(request.event, caller, request.why)
        self._tell(mending)
        return retried

    def _mending(self) -> Mending:
        runtime = self.runtime
        return Mending(runtime.work, runtime.client, runtime.records, handlers_of(self))

    def _tell(self, mending: Mending) -> None:
        for notice in mending.notices:
            self.operators_notices.send(notice)

    @query(Examine)
    def examine(self, request: Examine, caller: Caller) -> Examination:  # noqa: ARG002
        caller.must_be("administrator")
        return examining.examine(self.runtime.client, self.runtime.records, stores_of(type(self)))

    @query(ReadFeed)
    def feed(self, request: ReadFeed, caller: Caller) -> dict[str, Any]:
        """`contracts.operating.messages.FeedPage`, as JSON values.

        Raises:
            NotThisFeed: no event has had that position yet.
        """
        caller.must_be("administrator")
        events, head = feed.read(self.runtime.records, request.after, limit=request.limit)
        return {"head": head, "events": list(map(feed_event, events))}


def feed_event(record: feed.Record) -> dict[str, Any]:
    event = orjson.Fragment(to_bytes(envelope_from(record)))
    return {"position": record["position"], "event": event}
