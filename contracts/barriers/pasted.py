"""Text that was pasted out of a PDF or a word processor, as the person saw it there.

Only what nobody sees, or what is one sign drawn as another, is changed: a soft hyphen goes, a
ligature becomes its letters, every way to end a line becomes a line's end. Words stay as they are.
"""

import re
from typing import Any

from contracts.fields import Line, LongText

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "\xa0": " ",
        "\u202f": " ",
        "\t": " ",
        # The bullets of the fonts Symbol and Wingdings, which are nothing in any other.
        "\uf0b7": "•",
        "\uf0a7": "•",
    }
)
SOFT_HYPHEN = re.compile("\xad\n?")
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ufffe\uffff]")
TRAILING = re.compile(" +(?=\n)")
MANY_LINES = re.compile("\n{3,}")


def cleaned(text: str) -> str:
    """The text without what a PDF left in it; applied again it changes nothing."""
    text = LINE_ENDS.sub("\n", text).translate(LIGATURES)
    text = SOFT_HYPHEN.sub("", UNSEEN.sub("", text))
    return MANY_LINES.sub("\n\n", TRAILING.sub("", text)).strip()


class Title(Line):
    """One line that may have been pasted."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        given = cleaned(value) if isinstance(value, str) else value
        return super()._deserialize(given, attr, data, **kwargs)


class Story(LongText):
    """Several lines that may have been pasted."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        given = cleaned(value) if isinstance(value, str) else value
        return super()._deserialize(given, attr, data, **kwargs)
