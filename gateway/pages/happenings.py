"""What happened to a barrier, a sentence for each event, for its history and for its watchers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.languages import Words, later

Names = Mapping[str, str]
"""Councils' names by code."""


@dataclass(frozen=True)
class Told:
    """`named` says it with ``%(council)s`` where the event names one, `plain` where it doesn't."""

    plain: str
    named: str | None = None


SENTENCES: dict[str, Told] = {
    "barrier-raised": Told(
        later("It was reported"),
        later("%(council)s reported it"),
    ),
    "barrier-supported": Told(
        later("One more council said that it meets it"),
        later("%(council)s said that it meets it"),
    ),
    "barrier-support-withdrawn": Told(
        later("One council said that it doesn’t meet it any more"),
        later("%(council)s said that it doesn’t meet it any more"),
    ),
    "barrier-release-recorded": Told(
        later("A council recorded what was released for it"),
        later("%(council)s recorded what was released for it"),
    ),
    "barrier-release-withdrawn": Told(
        later("A council took back what it had recorded as released"),
        later("%(council)s took back what it had recorded as released"),
    ),
    "barrier-acknowledged": Told(later("The body that runs this exchange read it")),
}
"""By the name of the event. A unit test finds an event that has none."""


def sentence(_: Words, happening: Mapping[str, Any], councils: Names) -> str:
    """The sentence for a happening: ``{"name", "at", "data"}``, `data` as in the event.

    One that is newer than these pages is told by its name, so that nothing is passed over.
    """
    told = SENTENCES.get(happening["name"])
    if told is None:
        return str(happening["name"])
    council = happening["data"].get("council")
    if told.named and council:
        return _(told.named, council=councils.get(council, council))
    return _(told.plain)
