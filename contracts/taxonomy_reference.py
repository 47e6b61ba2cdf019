"""The reference page of the taxonomy of barriers: ``python -m contracts.taxonomy_reference``."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from contracts.content.taxonomy import load_taxonomy

CONTENT = Path(__file__).parents[1] / "content" / "barriers" / "taxonomy.yaml"
Words = dict[str, Any]

HEAD = """# The taxonomy of barriers

The words in which councils describe what is in their way, in both languages. Every barrier has one
kind; the facets and the body that could change it are said where they are known. Ids are stored
with barriers and stand in events and in the API: words may be added, and none goes or gets another
id. The product shows the same words at `/barriers/words`.

This page is made of `content/barriers/taxonomy.yaml` by `python -m contracts.taxonomy_reference`.
To change a word, change that file, and [publish it](command-line.md).
"""

FACETS = {
    "stages": ("bites_at", "When it bites"),
    "effects": ("effect", "What it does"),
    "natures": ("nature", "Real or perceived"),
    "nations": ("nation", "Where it holds"),
}
"""Each with the field that has it."""


def page() -> str:
    """The whole page, in Markdown."""
    taxonomy = load_taxonomy(CONTENT.read_text())
    return "\n".join(
        [
            HEAD,
            section("Kinds (`kind`)", ("id", "English", "Cymraeg"), map(kind, taxonomy["kinds"])),
            *(facet(name, taxonomy[name]) for name in FACETS),
            section(
                "Who could change it (`body`)",
                ("id", "English", "Cymraeg", "where it has the power"),
                map(body, taxonomy["bodies"]),
            ),
        ]
    )


def facet(name: str, items: Iterable[Words]) -> str:
    field, title = FACETS[name]
    return section(f"{title} (`{field}`)", ("id", "English", "Cymraeg"), map(named, items))


def section(title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (columns, tuple("---" for _ in columns), *rows)
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"## {title}\n\n{table}\n"


def named(word: Words) -> tuple[str, ...]:
    return f"`{word['id']}`", word["name"]["en"], word["name"]["cy"]


def kind(word: Words) -> tuple[str, ...]:
    hints = (f"**{word['name'][each]}**: {word['hint'][each]}" for each in ("en", "cy"))
    return f"`{word['id']}`", *hints


def body(word: Words) -> tuple[str, ...]:
    return *named(word), ", ".join(word.get("nations") or ["all four nations"])


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 (printing is what it is for)
