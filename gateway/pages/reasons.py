"""Why something is shown, in words: matching gives codes and values, a page gives sentences."""

from collections.abc import Mapping
from typing import Any

from gateway.languages import Words, later

NATIONS = {
    "England": later("England"),
    "Wales": later("Wales"),
    "Scotland": later("Scotland"),
    "Northern Ireland": later("Northern Ireland"),
}
KINDS_OF_RESOURCE = {
    "guide": later("Guide"),
    "tool": later("Tool"),
    "case-study": later("Case study"),
    "course": later("Course"),
    "network": later("Network"),
    "event": later("Event"),
    "dataset": later("Data set"),
    "standard": later("Standard"),
}


WHY_A_RESOURCE = {
    "for-this-step": later("Made for this step"),
    "your-nation": later("For councils in %(nation)s"),
    "your-kind": later("By a council of your kind"),
    "in-welsh": later("There in Welsh too"),
}
WHAT_IS_ALIKE = {
    "population": later("%(theirs)s people live there, %(yours)s in your area"),
    "density": later("%(theirs)s people to a square kilometre, %(yours)s in your area"),
    "deprivation": later(
        "Deprivation: group %(theirs)s of 5, yours %(yours)s (1 is the most deprived)"
    ),
    "rurality": later("As urban or rural as your area"),
    "nation": later("In the same nation"),
    "kind": later("The same kind of council"),
    "distance": later("%(theirs)s kilometres away"),
}


def why_resource(_: Words, reasons: list[Mapping[str, Any]]) -> list[str]:
    """A sentence for each reason that we have words for."""
    known = [(WHY_A_RESOURCE.get(each["code"]), each.get("nation", "")) for each in reasons]
    return [_(why, nation=_(NATIONS.get(nation, ""))) for why, nation in known if why]


def why_alike(_: Words, likeness: list[Mapping[str, Any]]) -> list[str]:
    """What makes two places alike, the closest first, with both figures."""
    known = [(WHAT_IS_ALIKE.get(each["variable"]), each) for each in likeness]
    return [
        _(what, theirs=_figure(_, each["theirs"]), yours=_figure(_, each.get("yours")))
        for what, each in known
        if what
    ]


def _figure(_: Words, value: Any) -> str:
    return _.number(round(value)) if isinstance(value, int | float) else str(value or "")


def kind_of_resource(_: Words, kind: str) -> str:
    return _(KINDS_OF_RESOURCE.get(kind, later("Resource")))
