"""What who types sees of barriers that are like theirs."""

from typing import Any

from contracts.languages import Language
from gateway.languages import words_in
from gateway.templating import environment


class Taxonomy:
    def name(self, *_: str) -> None:
        return None


def shown(language: Language = "en", **given: Any) -> str:
    barrier = {
        "number": "WB-7K3Q-9FD",
        "title": "Notices must be printed",
        "supporters": 3,
        "supported": False,
        "stage": "raised",
        "facets": {"kind": "legal"},
        "note": None,
        "note_cy": None,
        "through": None,
        "audience": "everybody",
        **given,
    }
    template = environment(language).get_template("barriers/similar.html")
    return template.render(similar=[barrier], taxonomy=Taxonomy(), words=words_in(language))


def test_a_note_says_why_it_is_none_and_leaves_the_way_open() -> None:
    page = shown(
        stage="resolved", note="The Act allows it.", note_cy="Mae’r Ddeddf yn ei ganiatáu."
    )

    assert "It isn’t, because:" in page
    assert "The Act allows it." in page
    assert "Ddeddf" not in page
    assert "go on and report it" in page


def test_a_note_is_in_the_language_of_the_reader_where_there_is_one() -> None:
    note = {"stage": "resolved", "note": "The Act allows it."}

    assert "Mae’r Ddeddf" in shown("cy", **note, note_cy="Mae’r Ddeddf yn ei ganiatáu.")
    assert "The Act allows it." in shown("cy", **note)


def test_what_came_of_it_is_said_where_there_is_no_note() -> None:
    assert "It has been resolved" in shown(stage="resolved")
    assert "closed without being resolved" in shown(stage="closed")
    assert "resolved" not in shown()


def test_one_that_took_in_the_alike_one_says_so() -> None:
    assert "WB-1, whose words are like yours" in shown(through="WB-1")


def test_what_is_read_out_is_one_sentence() -> None:
    assert 'data-said="1 barrier like yours is shown."' in shown()
