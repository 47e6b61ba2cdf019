"""What organisations are called, wherever councils and bodies stand by their codes."""

from collections.abc import Callable
from typing import Any

from gateway.languages import Words
from gateway.platform import Away

Names = Callable[[str], str]


def council_names(councils: Any) -> Names:
    """The name for a code; the code itself where the register is away or does not know it."""
    known = {} if isinstance(councils, Away) else councils
    return lambda code: str(known.get(code, {}).get("name", code))


def body_names(words: Words, taxonomy: Any) -> Names:
    """The name for a body's id; the id itself where the taxonomy is away or does not know it."""
    known = {} if isinstance(taxonomy, Away) else taxonomy.names("bodies")
    return lambda body: words.text(known.get(body, body))


def names_of(councils: Any) -> dict[str, str]:
    """Councils' names by code; none while the register is away."""
    known = {} if isinstance(councils, Away) else councils
    return {code: each["name"] for code, each in known.items()}
