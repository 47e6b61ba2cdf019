"""The lists that are asked for: each filter, and what people put together of them."""

from collections.abc import Callable
from random import Random
from typing import Any

from tests.benchmarks.many_barriers import BODIES, CHARACTERISTICS, KINDS, LAWS, STAGES, WORDS

MAKE = Callable[[Random], dict[str, Any]]


def kind(chance: Random) -> dict[str, Any]:
    return {"kind": [chance.choice(KINDS)]}


def body(chance: Random) -> dict[str, Any]:
    return {"body": chance.choice(BODIES)}


def stage(chance: Random) -> dict[str, Any]:
    return {"stage": chance.choice(STAGES)}


def step(chance: Random) -> dict[str, Any]:
    return {"characteristic": chance.choice(CHARACTERISTICS), "from_level": chance.randint(1, 4)}


def place(chance: Random) -> dict[str, Any]:
    return {"nation": chance.choice(["Wales", "Northern Ireland"]), "effect": "deters"}


def law(chance: Random) -> dict[str, Any]:
    return {"law": " ".join(chance.choice(LAWS).lower().split()[:2])}


def words(chance: Random) -> dict[str, Any]:
    return {"search": " ".join(chance.sample(WORDS, 2))}


def together(*makers: MAKE, **more: Any) -> MAKE:
    """All of these in one request."""

    def make(chance: Random) -> dict[str, Any]:
        return {name: value for each in makers for name, value in each(chance).items()} | more

    return make


LISTS: dict[str, MAKE] = {
    "all, newest first": together(),
    "a hundred to a page": together(limit=100),
    "kind": kind,
    "three kinds": lambda chance: {"kind": chance.sample(KINDS, 3)},
    "body": body,
    "stage": stage,
    "characteristic and step": step,
    "nation and effect": place,
    "law cited": law,
    "a law that nobody cites": together(law="Magna Carta"),
    "kind, body": together(kind, body),
    "kind, stage": together(kind, stage),
    "kind, body, stage, nation and effect": together(kind, body, stage, place),
    "characteristic and step, kind, stage": together(step, kind, stage),
    "nothing fits: step of level 5, nation, effect": together(place, from_level=5),
    "mine": together(mine=True),
    "mine, kind": together(kind, mine=True),
    "most supported": together(order="most-supported"),
    "most supported, kind": together(kind, order="most-supported"),
    "most supported, kind, body, stage, nation": together(
        kind, body, stage, place, order="most-supported"
    ),
    "search for two words": words,
    "search for two words, kind": together(words, kind),
}
