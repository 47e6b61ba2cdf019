"""`ONLY=barriers`: lists of 20,000 barriers, a barrier's page, and support by 380 councils at once.

Each list is measured in the service (from the message's fields to the finished JSON of its answer,
MongoDB included), and over RPC. Requests come one at a time: what a query costs, and not what a
queue adds. The barriers are those of `many_barriers`.
"""

import asyncio
import os
import random
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from backbone import database
from backbone.work import Work
from contracts.barriers.messages import GetBarrier, ListBarriers, RaiseBarrier, SupportBarrier
from contracts.callers import SECTOR_BODY, Caller
from contracts.messages import load, to_json
from deploy.local.stack import Stack
from services.barriers import store
from services.barriers.search.keeping import Keeping
from services.barriers.service import BarriersService
from tests.benchmarks.figures import quantile
from tests.benchmarks.http import Client, get
from tests.benchmarks.lists import LISTS, MAKE
from tests.benchmarks.many_barriers import BARRIERS, COUNCILS, fill
from tests.benchmarks.platform import council_keys, platform, say
from tests.services.asking import Asking, asking

TIMES = int(os.environ.get("TIMES", "200"))
OVER_RPC = 50
WITHIN_SECONDS = 60
WIDTH = 44
OFFICER = Caller("an officer", COUNCILS[7], "officer", "An officer")
ANALYST = Caller("an analyst", SECTOR_BODY, "analyst", "An analyst")

Asked = dict[str, Any]


def main() -> None:
    with platform(say) as stack:
        keys = council_keys(stack)
        say(f"Writing {BARRIERS:,} barriers")
        with database.connect(stack.servers.mongodb_root_url, service="bench", workers=1) as client:
            records = client["barriers"]
            fill(records[store.BARRIERS.collection])
            read_anew(stack)
            print(f"\nLoad of the machine before: {os.getloadavg()[0]:.1f}")
            show_service_time(BarriersOfOne(client, records))
            numbers = for_everybody(records)
        asyncio.run(over_the_platform(stack, keys, numbers))
        print(f"Load of the machine after: {os.getloadavg()[0]:.1f}")


def read_anew(stack: Stack) -> None:
    """Written past the service, they have no events that its index of words could follow."""
    process = stack.processes["barriers-1"]
    before = process.pid
    process.kill()
    process.wait_revived(before)


def for_everybody(records: database.Records) -> list[str]:
    """The numbers of some that every caller may read, whole: later stages have work to show that
    was not made with them."""
    wanted = {"audience": "everybody", "stage": {"$in": ["raised", "acknowledged"]}}
    found = records["barriers"].find(wanted, {"number": True}, limit=500)
    return [each["number"] for each in found]


class BarriersOfOne:
    """The service in this process, without the broker."""

    def __init__(self, client: database.Client, records: database.Records) -> None:
        self._service = BarriersService()
        self._service.work = Work(client, records, wake=lambda: None)  # type: ignore[assignment]
        self._service.search = Keeping(records)  # type: ignore[assignment]

    def seconds(self, asked: Asked, caller: Caller) -> float:
        began = time.perf_counter()
        message = load(ListBarriers, asked)
        to_json(BarriersService.barriers.__wrapped__(self._service, message, caller))
        return time.perf_counter() - began

    def following(self, asked: Asked, pages: int) -> str | None:
        """The cursor behind so many pages of a hundred."""
        after = None
        for _ in range(pages):
            message = load(ListBarriers, {**asked, "limit": 100, "after": after})
            after = BarriersService.barriers.__wrapped__(self._service, message, ANALYST).next
        return after


def show_service_time(service: BarriersOfOne) -> None:
    head("lists, inside the service (aim: p95 < 50)")
    deep = service.following({}, BARRIERS // 200)
    lists: Mapping[str, MAKE] = {**LISTS, "the 1,000th page": lambda _: {"after": deep}}
    everything: list[float] = []
    for name, make in lists.items():
        chance = random.Random(name)
        taken = [
            service.seconds(make(chance), ANALYST if number % 4 == 0 else OFFICER)
            for number in range(TIMES)
        ]
        row(name, taken)
        everything += taken
    row("all of them together", everything)


async def over_the_platform(stack: Stack, keys: Mapping[str, str], numbers: list[str]) -> None:
    async with asking(stack) as ask:
        head("lists, over RPC, the way there and back included")
        for name, make in LISTS.items():
            chance = random.Random(name)
            row(name, await times(lambda: listed(ask, make(chance)), OVER_RPC))  # noqa: B023
        head("one barrier")
        chance = random.Random(1)
        pick = lambda: chance.choice(numbers)  # noqa: E731
        row("over RPC", await times(lambda: one(ask, pick()), TIMES))
        client, key = Client(stack.port), next(iter(keys.values()))
        page = lambda: client.ask(get(f"/barriers/{pick()}", key))  # noqa: E731
        row("its page, one round of RPCs", await times(page, TIMES))
        row(
            "the page of the list",
            await times(lambda: client.ask(get("/barriers?kind=legal", key)), TIMES),
        )
        await show_support(ask)


async def listed(ask: Asking, asked: Asked) -> Any:
    return await ask("barriers", "barriers", load(ListBarriers, asked), OFFICER)


async def one(ask: Asking, number: str) -> Any:
    return await ask("barriers", "barrier", GetBarrier(number), OFFICER)


async def times(ask: Callable[[], Awaitable[Any]], count: int) -> list[float]:
    taken = []
    for _ in range(count):
        began = time.perf_counter()
        await ask()
        taken.append(time.perf_counter() - began)
    return taken


async def show_support(ask: Asking) -> None:
    """380 councils support one barrier at once, every one of them from two browsers."""
    first, *others = COUNCILS[:381]
    raising = RaiseBarrier(first, title="Everybody meets it", story="They do.", kind="legal",
                           named=False)  # fmt: skip
    raised = await ask("barriers", "raise_barrier", raising, officer(first))
    began = time.perf_counter()
    await asyncio.gather(*(support(ask, raised["id"], each) for each in [*others, *others]))
    seconds = time.perf_counter() - began
    found = await ask("barriers", "barrier", GetBarrier(raised["id"]), ANALYST)
    print(
        f"\nsupport by {len(others)} councils, each twice at once: {seconds:.1f} s "
        f"(aim: within {WITHIN_SECONDS}), {found['supporters'] - 1} counted\n",
        flush=True,
    )


async def support(ask: Asking, barrier: str, council: str) -> None:
    message = SupportBarrier(barrier, council)
    await ask("barriers", "support", message, officer(council), deadline=WITHIN_SECONDS)


def officer(council: str) -> Caller:
    return Caller(f"officer of {council}", council, "officer", "An officer")


def head(title: str) -> None:
    print(f"\n{title:{WIDTH}}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}")


def row(name: str, seconds: Iterable[float]) -> None:
    taken = list(seconds)
    figures = "".join(f"{quantile(taken, share):>9.1f}" for share in (0.5, 0.95, 0.99))
    print(f"{name:{WIDTH}}{figures}", flush=True)
