"""Resources, and which of them to show for a step."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from contracts.accounts.events import CouncilFacts
from contracts.errors import NotFound
from contracts.matching import messages
from contracts.matching.events import ResourceChanged, ResourcePublished
from contracts.matching.messages import SuggestedResource
from contracts.outcomes import Outcome, changed, unchanged
from services.matching.domain.register import Register

Content = dict[str, Any]
Reason = dict[str, Any]

EVERYWHERE = frozenset({"England", "Wales", "Scotland", "Northern Ireland"})
MOST = 4
"""How many resources a step shows at first."""


class NoSuchResource(NotFound):
    code = "no-such-resource"
    message = "There is no resource at this address."


@dataclass(frozen=True)
class Resource:
    """`content` is checked by `contracts.content.resources`."""

    id: str
    content: Content


def publish(present: Resource | None, content: Content, at: datetime) -> Outcome[Resource]:
    """Puts `content` in the place of what was there; the same again changes nothing."""
    title = content["title"]
    if present is None:
        new = Resource(content["id"], content)
        return changed(new, ResourcePublished(new.id, title["en"], title["cy"], at))
    if present.content == content:
        return unchanged(present)
    return changed(
        replace(present, content=content),
        ResourceChanged(present.id, title["en"], title["cy"], at),
    )


def suggest(
    resources: Iterable[messages.Resource],
    characteristic: str,
    step: int,
    council: CouncilFacts | None,
    register: Register,
) -> tuple[SuggestedResource, ...]:
    """The few that suit a council best for one step, with the reasons why each is shown.

    Those with more reasons come first; then real ones before illustrative ones, and those made for
    few steps before those that help with many.
    """
    suited = [
        SuggestedResource(each, reasons(each.content, council, register))
        for each in resources
        if helps_with(each.content, characteristic, step) and applies(each.content, council)
    ]
    return tuple(sorted(suited, key=_best_first)[:MOST])


def helps_with(content: Content, characteristic: str, step: int) -> bool:
    return {"characteristic": characteristic, "from": step} in content["steps"]


def applies(content: Content, council: CouncilFacts | None) -> bool:
    """Whether it holds in the council's nation; of a council that isn't known, in all of them."""
    nations = EVERYWHERE.intersection(content["nations"])
    return council.nation in nations if council else nations == EVERYWHERE


def reasons(
    content: Content, council: CouncilFacts | None, register: Register
) -> tuple[Reason, ...]:
    """Why it is shown for a step that it helps with, as codes with values."""
    found: list[Reason] = [{"code": "for-this-step"}]
    if council is None:
        return tuple(found)
    if not EVERYWHERE.issubset(content["nations"]):
        found.append({"code": "your-nation", "nation": council.nation})
    if council.nation == "Wales" and "cy" in content["languages"]:
        found.append({"code": "in-welsh"})
    publisher = register.named(content["publisher"])
    if publisher and publisher.kind == council.kind:
        found.append({"code": "your-kind", "kind": council.kind_name})
    return tuple(found)


def _best_first(suggested: SuggestedResource) -> tuple[int, bool, int, str]:
    content = suggested.resource.content
    return (
        -len(suggested.reasons),
        content["illustrative"],
        len(content["steps"]),
        suggested.resource.id,
    )
