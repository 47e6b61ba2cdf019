"""What stands on pages without being marked for translation, found where it is written."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment

from tests.unit.gateway.catalogue import GATEWAY, KEYWORDS

TEMPLATES = GATEWAY / "templates"
SCRIPT = GATEWAY / "static" / "waymark.js"
READ_OUT = ("alt", "aria-label", "aria-description", "placeholder", "title")
"""Attributes whose values people hear or see."""

UNTOLD = ("script", "style", "svg", "code", "pre")
"""Elements whose text is no sentence of ours."""

NAMES = re.compile(r"\bWaymark\b")
"""What is called the same in both languages."""

WORD = re.compile(r"[A-Za-z]{2,}")
SENTENCE = re.compile(r"[A-Z][a-z’']* [\w’']+.*|[A-Z][a-z’']+[.!?:]")
"""What looks like a sentence: a capital first, and a second word or an end."""

ATTRIBUTE = re.compile(r"[\w-]+=\"[^\"]*\"")
"""One that stands between elements, because a template puts it into one later."""

SCRIPTED = re.compile(r"`[^`$]*`|\"[^\"\n]*\"|'[^'\n]*'")
JINJA = Environment(extensions=["jinja2.ext.do"])


class Text(HTMLParser):
    """The text of a page and of the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNTOLD:
            self._inside.append(tag)
        self.found += [value or "" for name, value in attrs if name in READ_OUT]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            self._inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.found.append(data)


def in_templates() -> Iterator[str]:
    """Words that a template says in any language alike, as ``barriers/list.html: words``."""
    for template in sorted(TEMPLATES.rglob("*.html")):
        for text in untranslated(template.read_text()):
            yield f"{template.relative_to(TEMPLATES)}: {text}"


def untranslated(source: str) -> Iterator[str]:
    """The words of a template's HTML; what Jinja puts in its place becomes a dot."""
    html = ""
    for _, kind, value in JINJA.lex(source):
        if kind == "data":
            html += value
        elif kind in ("variable_begin", "block_begin"):
            html += "."
    text = Text()
    text.feed(html)
    for each in text.found:
        plain = " ".join(ATTRIBUTE.sub("", each).split())
        if WORD.search(NAMES.sub("", plain)):
            yield plain


def in_pages() -> Iterator[str]:
    """Sentences in the code of pages that nobody marked, as ``pages/barriers.py: sentence``."""
    for module in sorted([*(GATEWAY / "pages").glob("*.py"), *GATEWAY.glob("*.py")]):
        for sentence in unmarked(ast.parse(module.read_text())):
            yield f"{module.relative_to(GATEWAY)}: {sentence}"


def unmarked(tree: ast.AST) -> Iterator[str]:
    """Constants that look like sentences, other than those that are marked, docstrings, the
    messages of refusals (which pages tell in their own words) and what logs say."""
    skipped = {id(each) for node in ast.walk(tree) for each in not_for_pages(node)}
    for node in ast.walk(tree):
        said = node.value if isinstance(node, ast.Constant) else None
        if isinstance(said, str) and id(node) not in skipped and SENTENCE.fullmatch(said):
            yield said


def not_for_pages(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    elif isinstance(node, ast.Assign) and is_message(node.targets[0]):
        yield from ast.walk(node.value)
    elif isinstance(node, ast.Raise) and node.exc:
        yield from ast.walk(node.exc)
    elif isinstance(node, ast.Call) and called(node.func) in (*KEYWORDS, "words", *LOGGING):
        yield from (inner for argument in node.args for inner in ast.walk(argument))


LOGGING = ("debug", "info", "warning", "error", "exception")


def is_message(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id == "message"


def called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def in_scripts() -> Iterator[str]:
    """Sentences in the one script: it has none of its own, the page gives them to it."""
    for quoted in SCRIPTED.findall(without_comments(SCRIPT)):
        if SENTENCE.fullmatch(quoted[1:-1]):
            yield quoted


def without_comments(script: Path) -> str:
    return re.sub(r"/\*.*?\*/|^\s*//.*$", "", script.read_text(), flags=re.DOTALL | re.MULTILINE)
