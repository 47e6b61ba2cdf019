"""Barriers by the thousand, as they might stand after years: what the lists are measured on."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import yaml
from pymongo.collection import Collection

from backbone.identifiers import new_id
from contracts.barriers.words import BitesAt, Effect, Facets, Nation, Nature
from deploy.local.environment import PROJECT
from services.barriers import store
from services.barriers.domain import numbers
from services.barriers.domain.barriers import Barrier, Supporter

BARRIERS = 20_000
COUNCILS = [f"C{number:03}" for number in range(382)]
IN_CONFIDENCE = 0.03
AT_ONCE = 500
FIRST = datetime(2021, 1, 1, tzinfo=UTC)

STAGES = ("raised", "acknowledged", "being-worked-on", "resolved", "closed")
SHARES = (20, 25, 15, 30, 10)
CONTENT = PROJECT / "content"
TAXONOMY = yaml.safe_load((CONTENT / "barriers" / "taxonomy.yaml").read_text())
MODEL = yaml.safe_load((CONTENT / "models" / "improvement-and-innovation.yaml").read_text())
KINDS = [each["id"] for each in TAXONOMY["kinds"]]
BODIES = [each["id"] for each in TAXONOMY["bodies"]]
CHARACTERISTICS = [each["id"] for each in MODEL["characteristics"]]
LAWS = ("Local Government Act 1972", "Care Act 2014", "Highways Act 1980", "Housing Act 1996")
TYPICAL = """
    notice newspaper printed licence consent boundary record address patient discharge grant bid
    deadline supplier framework tender contract portal register benefit claim housing tenancy repair
    inspection planning appeal transport permit parking school admission transfer system invoice
    charge budget reserve pension staff vacancy training recruit volunteer resident meeting turnout
    broadband grid connection water drainage waste recycling carbon heating merger vesting asset
    data sharing agreement officer minister guidance statute threshold delay backlog weeks months
"""
WORDS = TYPICAL.split()


def fill(barriers: Collection[dict[str, Any]], count: int = BARRIERS) -> None:
    """Writes that many past the service: what they are is measured, not how they came."""
    made, batch = some(count), list[dict[str, Any]]()
    for barrier in made:
        batch.append(store.BARRIERS.document(barrier, len(barrier.supporters)))
        if len(batch) == AT_ONCE:
            barriers.insert_many(batch, ordered=False)
            batch.clear()
    if batch:
        barriers.insert_many(batch, ordered=False)


def some(count: int) -> Iterator[Barrier]:
    """The same barriers each time, but for their ids and numbers."""
    chance = random.Random(20_000)
    values = chance.sample(range(numbers.POSSIBLE), count * 2)
    free = filter(None, map(numbers.number_of, values))
    for number, tracking in zip(range(count), free, strict=False):
        yield one(chance, tracking, FIRST + timedelta(minutes=150 * number))


def one(chance: random.Random, number: str, raised: datetime) -> Barrier:
    councils = chance.sample(COUNCILS, voices(chance))
    confident = chance.random() < IN_CONFIDENCE
    return Barrier(
        new_id(),
        number,
        title=" ".join(chance.choices(WORDS, k=8)),
        story=" ".join(chance.choices(WORDS, k=chance.randint(140, 560))),
        facets=facets(chance),
        raised_by=councils[0],
        raised=raised,
        stage=chance.choices(STAGES, SHARES)[0],  # type: ignore[arg-type]
        supporters=tuple(Supporter(each, chance.random() < 0.5) for each in councils),
        audience="sector-body" if confident else "everybody",
    )


def voices(chance: random.Random) -> int:
    """Most barriers are met by a few councils, a few by nearly all of them."""
    return min(380, int(chance.paretovariate(0.7)))


def facets(chance: random.Random) -> Facets:
    characteristic = chance.choice([None, *CHARACTERISTICS])
    return Facets(
        kind=chance.choices(KINDS, range(len(KINDS), 0, -1))[0],
        bites_at=chance.choice([None, *get_args(BitesAt)]),
        effect=chance.choice([None, *get_args(Effect)]),
        nature=chance.choice([None, *get_args(Nature)]),
        nation=chance.choices([None, *get_args(Nation)], (10, 60, 8, 10, 4, 8))[0],
        body=chance.choice([None, *BODIES]),
        law=chance.choice([None, None, *LAWS]),
        characteristic=characteristic,
        from_level=chance.choice([None, 1, 2, 3, 4]) if characteristic else None,
    )
