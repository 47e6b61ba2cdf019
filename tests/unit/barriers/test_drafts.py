"""What is typed is kept as typed, and nobody's words are written over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.barriers.drafts import barrier_of, beyond_fields, mistakes, number
from contracts.barriers.messages import LawTyped, RaiseBarrier, Typed
from contracts.errors import Invalid, Stale
from contracts.messages import load
from services.barriers.domain.drafts import Draft, NoSuchDraft, begin, must_write, type_into
from tests.unit.barriers.examples import ANALYST, AT, DURHAM, LATER, LEEDS

WHOLE = Typed(title="A title", story="A story", kind="legal", who="unnamed")


def draft(**typed: str) -> Draft:
    return type_into(begin("d1", "DUR", 0, AT), Typed(**typed), read=0, by="Grace", at=AT)


def changed(before: Draft, read: int, **typed: str) -> Draft:
    return type_into(before, Typed(**typed), read=read, by="Tom", at=LATER)


def test_what_is_typed_is_kept_as_typed_though_it_is_not_right_yet() -> None:
    kept = draft(title="  too   many spaces ", story="x" * 30_000, kind="No Kind")
    assert kept.typed.title == "  too   many spaces "
    assert (len(kept.typed.story or ""), kept.typed.kind) == (30_000, "No Kind")


def test_a_page_changes_its_own_fields_and_leaves_the_others() -> None:
    after = changed(draft(title="A", story="B"), 1, title="C", body="")
    assert (after.typed.title, after.typed.story, after.typed.body) == ("C", "B", "")
    assert (after.revision, after.by, after.at) == (2, "Tom", LATER)


def test_words_that_were_changed_since_they_were_read_are_not_written_over() -> None:
    before = changed(draft(title="A"), 1, title="B")
    with pytest.raises(Stale):
        changed(before, 1, title="C")
    assert changed(before, 2, title="C").typed.title == "C"


def test_two_who_write_in_different_fields_do_not_get_in_each_others_way() -> None:
    before = changed(draft(title="A"), 1, title="B")
    after = changed(before, 1, kind="legal")
    assert (after.typed.title, after.typed.kind) == ("B", "legal")


def test_typing_the_same_again_changes_nothing() -> None:
    before = changed(draft(title="A"), 1, title="B")
    assert changed(before, 1, title="B") is before


def test_a_draft_is_there_for_its_own_council_alone() -> None:
    must_write(DURHAM, draft())
    for other in (LEEDS, ANALYST):
        with pytest.raises(NoSuchDraft):
            must_write(other, draft())


def test_a_whole_draft_is_a_barrier() -> None:
    typed = Typed(
        **{**vars(WHOLE), "laws": (LawTyped(title="Care Act 2014"), LawTyped())},
    )
    barrier = barrier_of(typed, "DUR")
    assert (barrier.kind, barrier.named, barrier.audience) == ("legal", False, "everybody")
    assert [law.title for law in barrier.laws] == ["Care Act 2014"]
    assert barrier.estimate is None


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ({"title": " "}, "title"),
        ({"story": "x" * 10_001}, "story"),
        ({"kind": "No Kind"}, "kind"),
        ({"who": None}, "who"),
        ({"from_level": "six"}, "from_level"),
        ({"laws": (LawTyped(title="An Act", link="javascript:alert(1)"),)}, "laws[0].link"),
        ({"laws": (LawTyped(), LawTyped(section="1"))}, "laws[0].title"),
        ({"laws": (LawTyped(title="An Act"),) * 6}, "laws"),
        ({"measure": "money"}, "estimate.low"),
        ({"low": "much"}, "estimate.low"),
        ({"low": "2", "high": "1"}, "estimate.high"),
        ({"method": "A guess"}, "estimate.measure"),
    ],
)
def test_each_mistake_is_told_at_its_field(typed: dict, path: str) -> None:
    found = mistakes(Typed(**{**vars(WHOLE), **typed}), "DUR")
    assert path in found
    with pytest.raises(Invalid):
        barrier_of(Typed(**{**vars(WHOLE), **typed}), "DUR")


@pytest.mark.parametrize(
    ("text", "found"),
    [("1200", 1200), ("£1,200", 1200), ("12 000 000", 12_000_000), ("1,2", "1,2"), ("-1", "-1")],
)
def test_a_number_is_read_as_people_write_it(text: str, found: int | str) -> None:
    assert number(text) == found


texts = st.none() | st.text(max_size=20)


@given(
    st.builds(
        Typed,
        title=texts,
        story=texts,
        kind=texts,
        from_level=texts,
        low=texts,
        high=texts,
        measure=texts,
        who=texts,
        laws=st.none() | st.lists(st.builds(LawTyped, title=st.text(), link=st.text())).map(tuple),
    )
)
def test_whatever_was_typed_is_a_barrier_or_has_its_mistakes_told(typed: Typed) -> None:
    found = mistakes(typed, "DUR")
    if not found:
        assert isinstance(barrier_of(typed, "DUR"), RaiseBarrier)


def test_nobody_is_named_in_what_is_told_in_confidence() -> None:
    wanted = {"council": "DUR", "title": "A", "story": "B", "kind": "legal", "named": True}
    assert beyond_fields(load(RaiseBarrier, {**wanted, "audience": "sector-body"}))
