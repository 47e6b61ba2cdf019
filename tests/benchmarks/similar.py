"""`ONLY=similar`: how good similar barriers are, and how fast among 10,000 and 20,000.

What is typed are the pairs of tests/quality. Their quality is measured on the index itself; their
time in the service (from the message's fields to the finished JSON of its answer, MongoDB included)
and over RPC, one at a time.
"""

import asyncio
import itertools
import os
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from backbone import database
from backbone.identifiers import new_id
from backbone.work import Work
from contracts.barriers.messages import FindSimilar
from contracts.barriers.words import Facets
from contracts.callers import Caller
from contracts.messages import to_json
from deploy.local.servers import Servers
from deploy.local.stack import Stack
from services.barriers import store
from services.barriers.domain import numbers
from services.barriers.domain.barriers import Barrier, Supporter
from services.barriers.search.entries import Entry
from services.barriers.search.index import Index
from services.barriers.search.keeping import Keeping
from services.barriers.service import BarriersService
from tests.benchmarks.figures import quantile
from tests.benchmarks.platform import HOMES, say
from tests.homes import home, sweep
from tests.quality.background import background
from tests.quality.measuring import SHOWN, Answer, measured
from tests.quality.pairs import LATER, Pair, barriers, pairs
from tests.quality.plain import Plain
from tests.services.asking import asking, serving

AMONG = 10_000
COUNTS = (10_000, 20_000)
TIMES = int(os.environ.get("TIMES", "400"))
WIDTH = 44
OFFICER = Caller("an officer", "C007", "officer", "An officer")
FIRST = datetime(2021, 1, 1, tzinfo=UTC)


def main() -> None:
    show_quality()
    sweep(HOMES)
    with home(HOMES / str(os.getpid())) as folder, Servers(folder) as servers:
        for count in COUNTS:
            show_speed(servers, count)


def show_quality() -> None:
    entries = [*barriers(), *barriers(LATER), *background(AMONG)]
    index, plain = Index(), Plain(entries)
    index.put(entries)
    ways: dict[str, Answer] = {
        "Waymark": lambda typed: index.alike(typed, limit=SHOWN),
        "plain BM25, five shown": lambda typed: plain.alike(typed, SHOWN),
    }
    sets = {
        "tuned on": [pair for pair in pairs() if not pair.held_out],
        "held out": [pair for pair in pairs() if pair.held_out],
        "written afterwards": pairs(LATER),
    }
    for way, answer in ways.items():
        for name, some_pairs in sets.items():
            show(f"{way}, {name}", answer, some_pairs)


def show(name: str, answer: Answer, typed: list[Pair]) -> None:
    found = measured(answer, typed)
    by_sort = ", ".join(f"{sort} {value:.2f}" for sort, value in found.recall.items())
    print(flush=True)
    print(f"{name}: recall@{SHOWN} {found.overall:.2f}, MRR {found.mrr:.2f}")
    print(f"  {by_sort}")
    if any(pair.barrier is None for pair in typed):
        print(f"  offered: near misses {found.near:.2f}, unrelated {found.unrelated:.2f}")


def show_speed(servers: Servers, count: int) -> None:
    with database.connect(servers.mongodb_root_url, service="bench", workers=1) as client:
        records = client["barriers"]
        records.drop_collection(store.BARRIERS.collection)
        say(f"Writing {count:,} barriers")
        documents = (store.BARRIERS.document(each, 1) for each in some(count))
        records[store.BARRIERS.collection].insert_many(documents)
        head(f"similar, among {count:,} (aim: p95 < 50)")
        show_service_time(client, records)
        with serving(servers, {"barriers": 1}) as stack:
            asyncio.run(show_over_rpc(stack))


def show_service_time(client: database.Client, records: database.Records) -> None:
    service = BarriersService()
    service.work = Work(client, records, wake=lambda: None)  # type: ignore[assignment]
    service.search = Keeping(records)  # type: ignore[assignment]
    began = time.perf_counter()
    service.search.present()
    print(f"the index is filled in {time.perf_counter() - began:.1f} s")
    for name, messages in (("in the service", asked()), ("  ten thousand characters", long())):
        taken = []
        for message in itertools.islice(messages, TIMES):
            began = time.perf_counter()
            to_json(BarriersService.similar.__wrapped__(service, message, OFFICER))
            taken.append(time.perf_counter() - began)
        row(name, taken)


async def show_over_rpc(stack: Stack) -> None:
    async with asking(stack) as ask:
        taken = []
        for message in itertools.islice(asked(), TIMES):
            began = time.perf_counter()
            await ask("barriers", "similar", message, OFFICER)
            taken.append(time.perf_counter() - began)
        row("over RPC", taken)


def asked() -> Iterator[FindSimilar]:
    """What is typed, again and again, with the kind of a legal barrier."""
    return (FindSimilar(pair.typed, "legal") for pair in itertools.cycle(pairs()))


def long() -> Iterator[FindSimilar]:
    text = " ".join(pair.typed for pair in pairs())[:10_000]
    return itertools.repeat(FindSimilar(text, "legal"))


def some(count: int) -> Iterator[Barrier]:
    """The written ones and as many others as make up the number."""
    free = filter(None, map(numbers.number_of, itertools.count(1)))
    made = itertools.chain(barriers(), background(count - len(barriers())))
    for place, (number, entry) in enumerate(zip(free, made, strict=False)):
        yield barrier(entry, number, FIRST + timedelta(minutes=place))


def barrier(entry: Entry, number: str, raised: datetime) -> Barrier:
    return Barrier(
        new_id(),
        number,
        title=entry.title,
        story=entry.story,
        facets=Facets(**dict(facet.split("=") for facet in entry.facets)),
        raised_by="C001",
        raised=raised,
        stage="raised",
        supporters=(Supporter("C001", named=False),),
    )


def head(title: str) -> None:
    print(f"\n{title:{WIDTH}}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}")


def row(name: str, seconds: Iterable[float]) -> None:
    taken = list(seconds)
    figures = "".join(f"{quantile(taken, share):>9.1f}" for share in (0.5, 0.95, 0.99))
    print(f"{name:{WIDTH}}{figures}", flush=True)
