"""What is asked of the search engine: queries made of words, never of a query language.

Barriers are ranked by BM25 (S. Robertson and H. Zaragoza, *The Probabilistic Relevance Framework:
BM25 and Beyond*, 2009; that rare words weigh more is K. Spärck Jones's of 1972). Each word typed
asks for the best of several: the word itself, its Welsh root, another word of the same notion and,
where no barrier has it, a word that is a letter or two away.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tantivy import Occur, Query, Schema, Searcher

from services.barriers.search.kin import notions
from services.barriers.search.words import Word

IN_TITLE = 2.0
ROOT = 0.7
NOTION = 1.2
"""More than one, for a notion has many words and is the commoner for it."""

TYPO = 0.45
LAW = 0.15
SAME_FACET = 0.05
"""These three as a share of what the rarest word weighs."""

UNKNOWN = 0.7
"""The share of the rarest word's weight that one which no barrier has is taken to weigh."""

FEWEST_SHARED = 2
FEWEST_WORDS = 2.8
"""What is shorter is measured as if it had as many rare words."""

FULL_WORDS = 8

ONE_WRONG, TWO_WRONG = 5, 8
"""From how many letters on a word may have one wrong, and two."""

MOST_TYPOS = 10
"""To look for typing mistakes costs more than all else; whoever types on has the rest found."""

BOTH = (("title", IN_TITLE), ("story", 1.0))


@dataclass(frozen=True)
class Asked:
    """`whole` is the score that would be a barrier of the very words."""

    query: Query
    whole: float


class Asking:
    """Makes queries for an index as it is now."""

    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        self._schema = schema
        self._searcher = searcher
        self._rarest = self._weight(1)

    def alike(self, words: tuple[Word, ...], law: Iterable[Word], facets: Iterable[str]) -> Asked:
        """For barriers that share at least `FEWEST_SHARED` of the words; those that share the law
        and the facets too come first."""
        known = [self._frequency(word) for word in words]
        typos = 0
        parts = []
        for word, frequency in zip(words, known, strict=True):
            choices = [*self._forms(word), *self._kin(word)]
            if not frequency and typos < MOST_TYPOS:
                typos += 1
                choices += self._typos(word, TYPO * self._rarest)
            parts.append((Occur.Should, best_of(choices)))
        shared = Query.boolean_query(parts, minimum_number_should_match=FEWEST_SHARED)
        bonus = [
            *(self._sure("law", word.stem, LAW * self._rarest) for word in law),
            *(self._sure("facet", facet, SAME_FACET * self._rarest) for facet in facets),
        ]
        return Asked(
            Query.boolean_query([(Occur.Must, shared), *((Occur.Should, each) for each in bonus)]),
            self._whole([self._weight(frequency) for frequency in known]),
        )

    def _whole(self, weights: list[float]) -> float:
        """What all the words weigh, those beyond `FULL_WORDS` by half: nobody tells the same story
        in the same words to its end."""
        more = max(0, len(weights) - FULL_WORDS)
        counted = (len(weights) - more / 2) / len(weights)
        return max(sum(weights) * counted, FEWEST_WORDS * self._rarest)

    def holding(self, words: Iterable[Word]) -> Query:
        """For barriers that hold every one of the words, in one form or another."""
        parts = []
        for word in words:
            choices = [*self._forms(word), self._term("law", word.stem)]
            if not self._frequency(word):
                choices += self._typos(word, 1.0)
            parts.append((Occur.Must, best_of(choices)))
        return Query.boolean_query(parts)

    def _forms(self, word: Word) -> Iterator[Query]:
        for field, weight in BOTH:
            yield Query.boost_query(self._term(field, word.stem), weight)
            if word.root:
                yield Query.boost_query(self._term(f"{field}_root", word.root), weight * ROOT)

    def _kin(self, word: Word) -> Iterator[Query]:
        for notion in notions(word):
            for field, weight in BOTH:
                term = self._term(f"{field}_notion", notion)
                yield Query.boost_query(term, weight * NOTION)

    def _typos(self, word: Word, weight: float) -> Iterator[Query]:
        """Each weighs the same, however rare: how rare the word meant is, nobody knows."""
        letters = len(word.stem)
        if letters < ONE_WRONG:
            return
        wrong = 2 if letters >= TWO_WRONG else 1
        for field, more in BOTH:
            near = Query.fuzzy_term_query(self._schema, field, word.stem, wrong)
            yield Query.boost_query(near, weight * math.sqrt(more))

    def _sure(self, field: str, value: str, score: float) -> Query:
        return Query.const_score_query(self._term(field, value), score)

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value, index_option="freq")

    def _frequency(self, word: Word) -> int:
        """In how many barriers the word is."""
        return max(self._searcher.doc_freq(field, word.stem) for field, _ in BOTH)

    def _weight(self, frequency: int) -> float:
        """BM25's inverse document frequency."""
        if not frequency:
            return UNKNOWN * self._rarest
        barriers = max(self._searcher.num_docs, frequency)
        return math.log(1 + (barriers - frequency + 0.5) / (frequency + 0.5))


def best_of(choices: list[Query]) -> Query:
    return Query.disjunction_max_query(choices)
