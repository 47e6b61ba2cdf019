"""Every test that the page of guarantees calls as a witness exists under that name."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
PAGE = PROJECT / "docs" / "reference" / "guarantees.md"
WITNESSES = sorted({*re.findall(r"`(tests/[^`]+\.py::[^`]+)`", PAGE.read_text())})


@pytest.mark.parametrize("witness", WITNESSES)
def test_a_test_that_is_named_exists(witness: str) -> None:
    file, *names = witness.split("::")
    body = ast.parse((PROJECT / file).read_text()).body
    for name in names:
        found = [
            node
            for node in body
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.name == name
        ]
        assert found, f"{file} has no {name}"
        body = found[0].body


def test_every_guarantee_that_is_made_has_a_test() -> None:
    sections = re.split(r"^## ", PAGE.read_text(), flags=re.MULTILINE)[1:]
    made = [each for each in sections if re.match(r"G\d+\.", each)]
    assert len(made) == 13
    assert [each.splitlines()[0] for each in made if "\n- `tests/" not in each] == []
