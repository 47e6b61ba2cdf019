"""From a text to the words that it is searched by, in English and in Welsh.

Each word has two keys. One is its English stem (Porter's, from the search engine). The other is its
Welsh root: without the mutation of its first consonant (*cyngor*, *gyngor*, *nghyngor*, *chyngor*)
and the commonest endings. Nobody says which language a text is in, and many hold both, so both keys
are made of every word: what a wrong language's rule makes of one, it makes of it on both sides.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import tantivy

from services.barriers.search.fillers import FILLERS

MOST_WORDS = 60
"""Of what somebody types: a page of text tells no more than its first sentences, and costs more."""

LONGEST_WORD = 40
SHORTEST_ROOT = 4
WORD = re.compile(r"[^\W_]+")

# Radical, soft, nasal and aspirate of one consonant become one sign; g is lost where it softens,
# so all of its kin are. The longer forms stand before those that they begin with.
INITIALS = (
    (("ngh", "ng", "ch", "c", "g"), ""),
    (("mh", "ph", "p", "b", "f", "m"), "b"),
    (("nh", "th", "dd", "t", "d", "n"), "d"),
    (("ll", "l"), "l"),
    (("rh", "r"), "r"),
)
ENDINGS_OF_BOTH = """
    iadau iaeth iaid iad iau ion ioedd oedd odd wyr wyd wch ydd edd iwn wn ir au on ol us yn
    ing ed er es s a e i o u y
"""
ENDINGS = sorted(ENDINGS_OF_BOTH.split(), key=len, reverse=True)

STEMMER = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    .filter(tantivy.Filter.stemmer("english"))
    .build()
)


@dataclass(frozen=True)
class Word:
    """As it was written, without case and accents; `stem` is its English key, `root` its Welsh."""

    written: str
    stem: str
    root: str | None


def words(text: str) -> Iterator[Word]:
    """Those that tell something, in order, as often as they occur."""
    for found in WORD.findall(plain(text)):
        word = known(found)
        if word is not None:
            yield word


def telling(text: str) -> tuple[Word, ...]:
    """Each once, `MOST_WORDS` at most: what a search is made of."""
    found: dict[str, Word] = {}
    for word in words(text):
        found.setdefault(word.stem, word)
        if len(found) == MOST_WORDS:
            break
    return tuple(found.values())


def plain(text: str) -> str:
    """In lower case, without accents: many keyboards have no ŵ and no ŷ."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@lru_cache(maxsize=50_000)
def known(written: str) -> Word | None:
    """None for a word that every text has, a single letter, and what is too long for a word."""
    if not 1 < len(written) <= LONGEST_WORD or written in FILLERS:
        return None
    return Word(written, STEMMER.analyze(written)[0], root(written))


def root(written: str) -> str | None:
    """The Welsh key; None where too little of the word would be left to tell it from others."""
    shorter = without_ending(written)
    for forms, sign in INITIALS:
        for form in forms:
            if shorter.startswith(form):
                return long_enough(sign + shorter.removeprefix(form))
    return long_enough(shorter)


def long_enough(key: str) -> str | None:
    return key if len(key) >= SHORTEST_ROOT else None


def without_ending(written: str) -> str:
    for ending in ENDINGS:
        if written.endswith(ending) and len(written) - len(ending) >= SHORTEST_ROOT:
            return written.removesuffix(ending)
    return written
