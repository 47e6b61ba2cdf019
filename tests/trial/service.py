"""The trial service itself, for processes of its own."""

# ruff: noqa: ARG002  (handlers take what they are given)

import time
from functools import partial

from backbone.effects import Effects
from backbone.operations import Operations
from backbone.periodic import every
from backbone.rpc import command, query
from backbone.subscriptions import on
from backbone.transactions import transact
from backbone.unit_of_work import UnitOfWork
from contracts.callers import Caller
from contracts.errors import NotAllowed
from tests.trial import contract, things
from tests.trial.contract import AddThing, CountThing, GetThing, Thing, Wait

contract.admit()


class TrialService(Operations):
    name = "trial"
    work = UnitOfWork(things.STORES)

    @command(AddThing)
    def add(self, request: AddThing, caller: Caller) -> Thing:
        outcome = things.add(request.thing, request.text, request.label)
        return self.work.create(things.THINGS, outcome, reply=things.reply)

    @command(CountThing)
    def count(self, request: CountThing, caller: Caller) -> Thing:
        if request.amount > 100:
            raise NotAllowed
        time.sleep(request.seconds)
        return self.work.change(
            things.THINGS,
            request.thing,
            partial(things.count, amount=request.amount, text=request.text),
            expected=request.expected,
            reply=things.reply,
        )

    @command(CountThing)
    def count_twice(self, request: CountThing, caller: Caller) -> Thing:
        """What no service must do: two units of work for one command."""
        self.count.__wrapped__(self, request, caller)
        return self.count.__wrapped__(self, request, caller)

    @query(GetThing, anonymous=True)
    def thing(self, request: GetThing, caller: Caller) -> Thing:
        found = self.work.get(things.THINGS, request.thing)
        return things.reply(found.state, found.version)

    @query(GetThing, anonymous=True)
    def nonsense(self, request: GetThing, caller: Caller) -> dict[str, object]:
        return {"no JSON": {1, 2}}

    @query(GetThing, anonymous=True)
    def broken(self, request: GetThing, caller: Caller) -> None:
        raise RuntimeError("a defect")

    @query(Wait, anonymous=True)
    def wait(self, request: Wait, caller: Caller) -> None:
        if request.where == "service":
            time.sleep(request.seconds)
            return
        seen = self.work.collection(things.SEEN)
        busy = {"$where": f"sleep({request.seconds * 1000}) || true"}
        if request.where == "database":
            list(seen.find({"_id": "something", **busy}))
            return
        look = {"_id": "something", **busy}
        transact(seen.database.client, lambda session: list(seen.find(look, session=session)))

    @every(0.5)
    def tick(self) -> None:
        ticks = self.work.collection(things.TICKS)
        ticks.update_one({"_id": "ticks"}, {"$inc": {"count": 1}}, upsert=True)
        raise RuntimeError("and yet it goes on")

    @on(contract.ThingAdded)
    def thing_added(self, event: contract.ThingAdded, effects: Effects) -> None:
        things.see_added(event, effects)
        effects.notice("things-changed")

    @on(contract.ThingCounted)
    def thing_counted(self, event: contract.ThingCounted, effects: Effects) -> None:
        things.see_counted(event, effects)
