"""What is typed, and which barrier it should find."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from services.barriers.search.entries import Entry, facet_terms

FOLDER = Path(__file__).parent
SIMILAR, LATER = "similar", "later"
"""Files of pairs: those that the search was made with, and those written when it was done."""

Sort = Literal["paraphrase", "typos", "Welsh", "Welsh typos", "across", "near miss", "unrelated"]
SAME: tuple[Sort, ...] = ("paraphrase", "typos", "Welsh", "Welsh typos")
"""In the language of the barrier; `across` is an English text for a Welsh barrier."""


@dataclass(frozen=True)
class Pair:
    """`barrier` is the id of the one that it is about or, for a near miss, not about."""

    sort: Sort
    typed: str
    barrier: str | None
    held_out: bool


def barriers(file: str = SIMILAR) -> list[Entry]:
    return [entry(f"{file}-{at}", each) for at, each in enumerate(read(file)["barriers"])]


def entry(id: str, given: Mapping[str, Any]) -> Entry:
    facets = {name: given.get(name) for name in ("kind", "body")}
    law = given.get("law", "")
    return Entry(id, given["title"], given["story"], law, facet_terms(**facets))


def pairs(file: str = SIMILAR) -> list[Pair]:
    """Every second one of each sort is held out: no weight was tuned on it."""
    counted: Counter[Sort] = Counter()
    found = []
    for sort, typed, barrier in written(file):
        found.append(Pair(sort, typed, barrier, held_out=counted[sort] % 2 == 1))
        counted[sort] += 1
    return found


def written(file: str) -> Iterator[tuple[Sort, str, str | None]]:
    for number, each in enumerate(read(file)["barriers"]):
        key, welsh = f"{file}-{number}", each.get("language") == "cy"
        for typed in each.get("same", []):
            yield ("Welsh" if welsh else "paraphrase"), typed, key
        for typed in each.get("across", []):
            yield "across", typed, key
        for typed in each.get("typos", []):
            yield ("Welsh typos" if welsh else "typos"), typed, key
        for typed in each.get("near", []):
            yield "near miss", typed, key
    for typed in read(file).get("unrelated", []):
        yield "unrelated", typed, None


def read(file: str) -> Any:
    return yaml.safe_load((FOLDER / f"{file}.yaml").read_text())
