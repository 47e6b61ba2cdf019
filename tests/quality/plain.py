"""What the search is measured against: BM25 as the engine does it by itself, in English."""

from collections.abc import Iterable

import tantivy
from tantivy import Occur, Query

from services.barriers.search.entries import Entry
from services.barriers.search.words import telling

FIELDS = {"title": 2.0, "story": 1.0}


class Plain:
    """No roots, no notions, no typing mistakes, and all of the likeliest are shown."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        builder = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
        for field in FIELDS:
            builder.add_text_field(field, tokenizer_name="en_stem", index_option="freq")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        writer = self._index.writer(15_000_000, num_threads=1)
        for entry in entries:
            document = tantivy.Document(id=entry.id, title=entry.title, story=entry.story)
            writer.add_document(document)
        writer.commit()
        self._index.reload()

    def alike(self, text: str, limit: int) -> list[str]:
        parts = [
            (Occur.Should, Query.boost_query(self._term(field, word.stem), weight))
            for word in telling(text)
            for field, weight in FIELDS.items()
        ]
        searcher = self._index.searcher()
        found = searcher.search(Query.boolean_query(parts), limit, count=False)
        return [searcher.doc(address)["id"][0] for _, address in found.hits]

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value, index_option="freq")
