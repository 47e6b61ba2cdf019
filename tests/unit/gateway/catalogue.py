"""The sentences that the gateway's code and templates say, found as Babel finds them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

GATEWAY = Path(__file__).parents[3] / "gateway"
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"templates/**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "silent": "false"}}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "counted": (1, 2), "later": None}

Message = str | tuple[str, str]


def said() -> Iterator[Message]:
    """Every sentence, one with a plural as both of its forms."""
    found = extract_from_dir(str(GATEWAY), METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=())
    for _, _, message, _, _ in found:
        yield (str(message[0]), str(message[1])) if isinstance(message, tuple) else str(message)
    for file in GATEWAY.rglob("*.py"):
        yield from said_by_words(ast.parse(file.read_text()))


def said_by_words(code: ast.AST) -> Iterator[str]:
    """Sentences in ``form.words("…")``; Babel would take the keys in its argument for such, too."""
    for call in ast.walk(code):
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
            name = getattr(call.func, "attr", getattr(call.func, "id", None))
            if name == "words":
                yield str(call.args[0].value)
