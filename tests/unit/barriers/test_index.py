"""The index as it is asked, among a few barriers."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.barriers.search.entries import Entry
from services.barriers.search.index import Index

NOTICES = Entry(
    "notices",
    "Public notices must still be printed in a newspaper",
    "We print statutory notices in a local newspaper that few people here read.",
    law="Local Government Act 1972",
    facets=("kind=legal",),
    raised=1,
)
HOSPITAL = Entry(
    "hospital",
    "We can't see which of our residents are also known to the hospital",
    "The law is said to forbid sharing an address with us without consent.",
    facets=("kind=data-sharing",),
    raised=2,
)
SYSTEM = Entry(
    "system",
    "Nid yw ein hen system dai yn gallu siarad â systemau eraill",
    "Caiff manylion tenantiaid eu copïo â llaw bob wythnos.",
    facets=("kind=legacy-technology",),
    raised=3,
)
BRIDGE = Entry("bridge", "The swing bridge is stuck", "Lorries drive around it.", raised=4)


@pytest.fixture(scope="module")
def index() -> Index:
    made = Index()
    made.put([NOTICES, HOSPITAL, SYSTEM, BRIDGE])
    return made


def alike(index: Index, text: str, **given: object) -> list[str]:
    return index.alike(text, limit=5, **given)  # type: ignore[arg-type]


def test_the_same_thing_in_other_words_is_found(index: Index) -> None:
    assert alike(index, "we have to print public notices in newspapers nobody buys") == ["notices"]
    assert alike(index, "hospital won't share addresses") == ["hospital"]
    assert alike(index, "copying tenants' details by hand out of the old housing system") == [
        "system"
    ]


def test_words_typed_badly_are_found(index: Index) -> None:
    assert alike(index, "publc notises in newspappers") == ["notices"]
    assert alike(index, "manylion tennantiaid copio a llaw") == ["system"]


def test_something_else_is_not_offered(index: Index) -> None:
    assert alike(index, "a broadband connection for our village halls") == []
    assert alike(index, "the council can't do it because of the law") == []


def test_one_word_in_common_is_not_enough(index: Index) -> None:
    assert alike(index, "printed maps of cycle routes") == []
    assert alike(index, "bridge") == []


def test_of_two_that_are_alike_the_one_with_the_same_facets_comes_first() -> None:
    index = Index()
    again = replace(NOTICES, id="again", facets=("kind=funding",), law="Licensing Act 2003")
    index.put([NOTICES, again, BRIDGE])
    text = "printing notices in a newspaper"

    assert alike(index, text, facets=["kind=legal"])[0] == "notices"
    assert alike(index, text, facets=["kind=funding"])[0] == "again"
    assert alike(index, text, law="the Licensing Act")[0] == "again"


def test_a_search_finds_those_that_hold_every_word_the_newest_first(index: Index) -> None:
    assert index.holding("with", limit=9) == []
    assert index.holding("hospital address", limit=9) == ["hospital"]
    assert index.holding("hospital bridge", limit=9) == []
    assert index.holding("copio", limit=9) == ["system"]
    assert index.holding("Government Act", limit=9) == ["notices"]


def test_what_is_put_again_is_found_by_its_new_words_alone() -> None:
    index = Index()
    index.put([NOTICES, BRIDGE])
    index.put([Entry("bridge", "Ferries are late", "Nobody waits on the quay.", raised=4)])

    assert index.holding("swing", limit=9) == []
    assert index.holding("ferries", limit=9) == ["bridge"]


def test_an_empty_index_finds_nothing() -> None:
    assert Index().alike("printed notices in a newspaper", limit=5) == []
    assert Index().holding("notices", limit=5) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200) | st.sampled_from(["a*", 'title:"x"', "-notices +bridge", "[a TO b]"]))
def test_any_text_finds_something_or_nothing(text: str) -> None:
    index = Index()
    index.put([NOTICES, Entry("odd", text, text)])
    index.alike(text, law=text, facets=[text], limit=5)
    index.holding(text, limit=5)
