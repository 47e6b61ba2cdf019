"""How alike a barrier is to what somebody is typing: which of the words typed occur in it.

Words are compared by their stems, without accents and without words that every text has. A word in
the title tells more than one in the story, and a common kind a little. It is a hint for a person to
look at, so it is simple enough to foresee: a third of the words, or it is not shown.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable

from services.barriers.domain.barriers import Barrier

ENOUGH = 1 / 3
IN_TITLE = 1.0
IN_STORY = 0.7
SAME_KIND = 0.1
FEWEST_SHARED = 2
MOST_WORDS = 24

WORD = re.compile(r"\w+")
ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "ed", "es", "s", "e", "y")
SHORTEST_STEM = 4
FILLERS = """
    a about all also an and any are as at be because been but by can cannot could do does don for
    from get had has have how i if in into is it its more must no not of on one or our out own so
    such than that the their them then there they this to too up us was we what when where which
    who will with would you your council councils
    a ac am ar at bod byddai cael cyngor eich ei ein eu fel gan gyda hyn i mae maen na nad ni nid o
    oedd oes os roedd sydd sy wedi y ydy yn yr
"""
EMPTY = frozenset(FILLERS.split())


def words(text: str) -> tuple[str, ...]:
    """The words that tell something, in lower case, each once, in order, `MOST_WORDS` at most.

    Bare words: no quote, minus or dollar is left that a query language could take for its own.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().replace("_", " ")
    found = (word for word in WORD.findall(folded) if len(word) > 1)
    telling = dict.fromkeys(word for word in found if word not in EMPTY)
    return tuple(telling)[:MOST_WORDS]


def stem(word: str) -> str:
    """A rough stem, so that `share`, `shared` and `sharing` are one word."""
    decomposed = unicodedata.normalize("NFD", word)
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    for ending in ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST_STEM:
            return plain.removesuffix(ending)
    return plain


def stems(text: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return frozenset(stem(word) for word in WORD.findall(folded))


def most_alike(
    typed: Collection[str], barriers: Iterable[Barrier], *, kind: str | None
) -> list[Barrier]:
    """Those alike enough to be worth a look, the most alike first."""
    scored = [
        (likeness(typed, each.title, each.story, same_kind=each.facets.kind == kind), each)
        for each in barriers
    ]
    enough = [(score, each) for score, each in scored if score >= ENOUGH]
    return [each for _, each in sorted(enough, key=lambda pair: -pair[0])]


def likeness(typed: Iterable[str], title: str, story: str, *, same_kind: bool) -> float:
    """From 0 to a little over 1. `typed` are `words`; under `FEWEST_SHARED` of them, 0."""
    wanted = {stem(word) for word in typed}
    in_title, in_story = wanted & stems(title), wanted & stems(story)
    shared = in_title | in_story
    if len(shared) < FEWEST_SHARED:
        return 0.0
    weight = IN_TITLE * len(in_title) + IN_STORY * len(in_story - in_title)
    return weight / len(wanted) + (SAME_KIND if same_kind else 0.0)
