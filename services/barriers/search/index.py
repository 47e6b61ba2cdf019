"""The index of all barriers, in a process's memory.

It answers with ids, the likeliest first, and knows nothing of who may see what: whoever asks loads
the barriers and decides that on them.
"""

from collections.abc import Iterable

import tantivy

from services.barriers.search.asking import Asked, Asking
from services.barriers.search.entries import Entry
from services.barriers.search.kin import notions
from services.barriers.search.words import Word, telling, words

ENOUGH = 0.66
"""The share of the score of the very same words from which on a barrier is worth a look. Measured:
docs/explanation/similar-barriers.md."""

WRITER_BYTES = 15_000_000
BY_SPACES = "spaces"


class Index:
    """Its own writer is the only one, so two threads never change it at once."""

    def __init__(self) -> None:
        self._schema = schema()
        self._index = tantivy.Index(self._schema)
        self._index.register_tokenizer(
            BY_SPACES, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        )
        self._index.config_reader("manual")
        self._writer = self._index.writer(WRITER_BYTES, num_threads=1)
        self._added = False

    def put(self, entries: Iterable[Entry]) -> None:
        """Takes barriers in, each in the place of itself as it was."""
        self.add(entries)
        self.show()

    def add(self, entries: Iterable[Entry]) -> None:
        """As `put`, but they are found only after `show`: for many, which costs the less."""
        for entry in entries:
            self._added = True
            self._writer.delete_documents_by_term("id", entry.id)
            self._writer.add_document(document(entry))

    def show(self) -> None:
        if self._added:
            self._added = False
            self._writer.commit()
            self._index.reload()

    def alike(
        self, text: str, *, law: str = "", facets: Iterable[str] = (), limit: int
    ) -> list[str]:
        """Those that say enough of what is typed, the likeliest first."""
        typed = telling(text)
        if len(typed) < 2:
            return []
        searcher = self._index.searcher()
        asked = Asking(self._schema, searcher).alike(typed, telling(law), facets)
        return [found for share, found in self._found(searcher, asked, limit) if share >= ENOUGH]

    def holding(self, text: str, *, limit: int) -> list[str]:
        """Those that hold every word that tells something, the newest first."""
        typed = telling(text)
        if not typed:
            return []
        searcher = self._index.searcher()
        query = Asking(self._schema, searcher).holding(typed)
        found = searcher.search(query, limit, count=False, order_by_field="raised")
        return [searcher.doc(address)["id"][0] for _, address in found.hits]

    def _found(
        self, searcher: tantivy.Searcher, asked: Asked, limit: int
    ) -> list[tuple[float, str]]:
        found = searcher.search(asked.query, limit, count=False)
        return [
            (score / asked.whole, searcher.doc(address)["id"][0]) for score, address in found.hits
        ]


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("raised", fast=True)
    for field in ("title", "story"):
        for name in (field, f"{field}_root", f"{field}_notion"):
            builder.add_text_field(name, tokenizer_name=BY_SPACES, index_option="freq")
    for field in ("law", "facet"):
        builder.add_text_field(field, tokenizer_name=BY_SPACES, index_option="freq")
    return builder.build()


def document(entry: Entry) -> tantivy.Document:
    title, story = list(words(entry.title)), list(words(entry.story))
    return tantivy.Document(
        id=entry.id,
        raised=entry.raised,
        **fields("title", title),
        **fields("story", story),
        law=" ".join(word.stem for word in words(entry.law)),
        facet=" ".join(entry.facets),
    )


def fields(name: str, found: list[Word]) -> dict[str, str]:
    meant = dict.fromkeys(notion for word in found for notion in notions(word))
    return {
        name: " ".join(word.stem for word in found),
        f"{name}_root": " ".join(word.root for word in found if word.root),
        f"{name}_notion": " ".join(meant),
    }
