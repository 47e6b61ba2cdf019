"""Which fault strikes when, as the seed has it: the same seed, the same schedule."""

import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.topology import SERVICES, SUBSCRIPTIONS
from tests.faults import points, strikes
from tests.faults.platform import INSTANCES, SERVERS, Platform

PROCESSES = [
    f"{service}-{number + 1}" for service, count in INSTANCES.items() for number in range(count)
]
WAYS = [(service, server) for service in SERVICES for server in SERVERS]
SHARED = [service for service, count in INSTANCES.items() if count > 1]
RELAYS = [
    (service, point)
    for service in SHARED
    for point in points.OF_THE_RELAY
    if point in points.points_of(service)
]
SUBSCRIBERS = list(SUBSCRIPTIONS)
LONGEST_PAUSE_SECONDS = 4.0


@dataclass(frozen=True)
class Fault:
    """`targets` are what it may be called with; `seconds`, where it lasts, from and to."""

    strike: Callable[..., Awaitable[None]]
    targets: Sequence[tuple[Any, ...]] = ((),)
    seconds: tuple[float, float] | None = None


@dataclass(frozen=True)
class Planned:
    """One strike, after a pause in seconds."""

    pause: float
    name: str
    arguments: tuple[Any, ...]

    async def strike(self, platform: Platform) -> None:
        await FAULTS[self.name].strike(platform, *self.arguments)

    def __str__(self) -> str:
        return " ".join((self.name, *map(str, self.arguments)))


def each(targets: Sequence[str]) -> list[tuple[str]]:
    return [(target,) for target in targets]


FAULTS = {
    "kill at a point": Fault(strikes.kill_at, points.targets()),
    "kill": Fault(strikes.kill, each(PROCESSES)),
    "stop and start": Fault(strikes.stop_and_start, each(PROCESSES)),
    "kill the server": Fault(strikes.kill_server, each(SERVERS)),
    "restart the server": Fault(strikes.restart_server, each(SERVERS)),
    "cut": Fault(strikes.cut, WAYS),
    "black hole": Fault(strikes.black_hole, WAYS, (1, 30)),
    "slow network": Fault(strikes.slow_network, WAYS, (2, 8)),
    "three times": Fault(
        strikes.habit, [(name, points.THREE_TIMES) for name in points.tellers()], (2, 8)
    ),
    "slow subscriber": Fault(strikes.habit, [(name, points.SLOW) for name in SUBSCRIBERS], (2, 8)),
    "freeze the relay": Fault(strikes.freeze_relay, RELAYS),
    "stay away": Fault(strikes.stay_away, each(SUBSCRIBERS), (1, 10)),
    "memory alarm": Fault(strikes.alarm, seconds=(2, 15)),
    "scale out": Fault(strikes.scale, each(SUBSCRIBERS)),
}


def schedule(seed: int) -> Iterator[Planned]:
    """For ever; in every round each fault once, in an order of its own."""
    chance = random.Random(seed)
    while True:
        for name in chance.sample(sorted(FAULTS), len(FAULTS)):
            fault = FAULTS[name]
            lasting = (round(chance.uniform(*fault.seconds), 1),) if fault.seconds else ()
            arguments = (*chance.choice(fault.targets), *lasting)
            yield Planned(round(chance.uniform(0, LONGEST_PAUSE_SECONDS), 1), name, arguments)
