"""`ONLY=sharing`: instances that share a subscription, the way they do and the way not chosen.

SHARED_EVENTS= is how many go through in each run.
"""

import os

from deploy.local.servers import Servers
from tests.benchmarks import loads, partitions, sharing
from tests.benchmarks.platform import HOMES, say
from tests.benchmarks.throughput import show
from tests.homes import home, sweep

EVENTS = int(os.environ.get("SHARED_EVENTS", "15000"))
RATE = float(os.environ.get("RATE", "1000"))
LOADS = (loads.distinct, loads.mixed, loads.hot)
WAYS = {0: "one queue", 6: "6 partitions", 12: "12 partitions"}


def main() -> None:
    sweep(HOMES)
    with (
        home(HOMES / f"sharing-{os.getpid()}") as folder,
        Servers(folder, plugins=(partitions.PLUGIN,), say=say) as servers,
    ):
        for kind in LOADS:
            for split, way in WAYS.items():
                three = sharing.shared(servers, kind(), EVENTS, split=split)
                show(f"{kind.__name__}, three instances, {way}", three)
        for kind in LOADS:
            for instances in (1, 2, 3):
                taken = sharing.shared(servers, kind(), EVENTS, split=0, instances=instances)
                show(f"{kind.__name__}, one queue, {instances} instances", taken)
        for split, way in WAYS.items():
            for line in sharing.disturbed(servers, loads.mixed(), RATE, split=split):
                show(f"mixed at {RATE:,.0f}/s, {way}", line)
