"""The two languages, and which of them people write in."""

import re
from typing import Literal, get_args

Language = Literal["en", "cy"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

# Small words that only one of the two languages has.
WELSH = re.compile(
    r"""\b(y|yr|yn|mae|nid|ni|ein|eu|gan|gyda|wedi|ac|ond|dros|sy'n|i'r|o'r|a'r|i'w|am|bod|ddim
    |na'n|mewn|oes|hyn|sydd|does|cyn|yw|ydy|dim|neb)\b""",
    re.VERBOSE,
)
ENGLISH = re.compile(
    r"""\b(the|of|and|to|is|are|we|our|in|that|for|can't|not|it|with|from|be|on|they|must|have|has
    |which|their|them|no|us|before|nobody)\b""",
    re.VERBOSE,
)


def written_in(text: str) -> Language | None:
    """The language of `text` as far as its small words tell; None where they do not."""
    said = text.lower().replace("’", "'")
    welsh, english = (len(small.findall(said)) for small in (WELSH, ENGLISH))
    if welsh == english:
        return None
    return "cy" if welsh > english else "en"
