"""The code in the documentation, as it stands there: blocks that have a name behind the language.

A block that opens with ```` ```python kombu ```` is called ``kombu``.
"""

import re
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
FENCED = re.compile(r"^```(\w+) ([a-z][a-z0-9-]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(page: str) -> dict[str, str]:
    """Every named block of a page, such as ``tutorial/receive-barrier-events.md``, by its name."""
    found = FENCED.findall((DOCS / page).read_text())
    blocks = {name: code for _, name, code in found}
    assert len(blocks) == len(found), f"{page} has two blocks of one name"
    return blocks
