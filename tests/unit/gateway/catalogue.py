"""The sentences that the gateway's code and templates say, found as Babel finds them."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

GATEWAY = Path(__file__).parents[3] / "gateway"
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"templates/**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "silent": "false"}}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "counted": (1, 2),
    "later": None,
    "words": None,
}
NAMES = ("named", "password")
"""Fields of forms, which are asked for in the same way as sentences are."""

Message = str | tuple[str, str]


def said() -> Iterator[Message]:
    """Every sentence, one with a plural as both of its forms."""
    found = extract_from_dir(str(GATEWAY), METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=())
    for _, _, message, _, _ in found:
        if message in NAMES:
            continue
        yield (str(message[0]), str(message[1])) if isinstance(message, tuple) else str(message)
