"""What an operator hands over is recognised, or its mistakes are named."""

import json
from pathlib import Path

import click
import pytest

from contracts.content.documents import ContentMistakes, Mistake
from contracts.content.resources import load_resources
from waymark.councils import part_of, recognised
from waymark.files import text_of
from waymark.models import checked
from waymark.problems import Problem
from waymark.resources import document_of

REGISTER = "local-authority-code,official-name,nice-name\nCMD,Camden,Camden\n"
CONTEXT = "local-authority-code,imd-quintile,rural-urban\nCMD,3,Urban\n"
RESOURCES = Path(__file__).parents[3] / "content" / "resources"


def test_the_header_tells_the_register_from_its_context():
    assert part_of(REGISTER) == "register"
    assert part_of(CONTEXT) == "context"


def test_columns_may_be_quoted_and_in_any_order():
    assert part_of('"rural-urban","imd-quintile","local-authority-code"\r\nUrban,3,CMD') == (
        "context"
    )


@pytest.mark.parametrize("text", ["", "\n", "code,name\nCMD,Camden\n", "nice"])
def test_a_file_that_is_neither_is_refused_with_what_was_looked_for(text):
    with pytest.raises(Problem, match=r"odd\.csv: this is neither .*imd-quintile"):
        recognised({Path("odd.csv"): text})


def test_both_parts_may_come_in_any_order():
    register, context = Path("r.csv"), Path("c.csv")
    expected = {"register": register, "context": context}
    assert recognised({context: CONTEXT, register: REGISTER}) == expected


def test_one_part_twice_is_not_understood():
    with pytest.raises(click.UsageError, match="both a register"):
        recognised({Path("a.csv"): REGISTER, Path("b.csv"): REGISTER})


def test_a_byte_order_mark_is_not_part_of_the_first_column(tmp_path):
    file = tmp_path / "register.csv"
    file.write_bytes(b"\xef\xbb\xbf" + REGISTER.encode())
    assert part_of(text_of(file)) == "register"


def test_a_file_in_another_encoding_is_refused_with_the_line(tmp_path):
    file = tmp_path / "register.csv"
    file.write_bytes("a,b\nYnys Môn,1\n".encode("latin-1"))
    with pytest.raises(Problem, match="line 2: is not in UTF-8"):
        text_of(file)


def test_every_mistake_of_a_document_is_named_with_its_file_and_path(tmp_path):
    file = tmp_path / "model.yaml"
    file.write_text("id: x")

    def read(_: str) -> None:
        raise ContentMistakes([Mistake("title.cy", "missing"), Mistake("", "is odd")])

    with pytest.raises(Problem) as problem:
        checked(file, read)
    lines = [f"{file}: title.cy: missing", f"{file}: is odd", "2 mistakes."]
    assert problem.value.message.splitlines() == lines


def test_resources_of_several_files_are_one_document():
    lists = [load_resources(file.read_text()) for file in sorted(RESOURCES.glob("*.yaml"))]
    document = document_of(*lists)
    assert json.loads(document) == [resource for each in lists for resource in each]
    assert load_resources(document) == [resource for each in lists for resource in each]
