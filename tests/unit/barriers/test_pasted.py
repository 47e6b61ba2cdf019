"""What PDFs bring along is put right, and words stay."""

from hypothesis import given
from hypothesis import strategies as st

from contracts.barriers.messages import RaiseBarrier
from contracts.barriers.pasted import cleaned
from contracts.messages import load


def test_what_a_pdf_brings_is_put_right() -> None:
    pasted = (
        "The of\ufb01cer\u2019s af\xad\nfairs\x0cPage 2\rand\u2028on  \n\n\n\n\uf0b7 end\x00\ufeff"
    )
    assert cleaned(pasted) == "The officer’s affairs\nPage 2\nand\non\n\n• end"


def test_a_story_with_control_characters_is_taken_without_them() -> None:
    given = {"council": "DUR", "title": "A\xadB", "kind": "legal", "named": False}
    message = load(RaiseBarrier, {**given, "story": "a\x0cb\x07"})
    assert (message.title, message.story) == ("AB", "a\nb")


@given(st.text())
def test_cleaning_again_changes_nothing(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)
