"""From messages to the domain's values and back.

The messages, and with them their marshmallow schemas, are in `contracts.matching.messages`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from contracts.content.documents import ContentMistakes
from contracts.content.resources import load_resources
from contracts.errors import Invalid
from contracts.matching import messages
from contracts.matching.events import ResourceChanged, ResourcePublished
from contracts.outcomes import Outcome
from services.matching.domain.offers import HelpOffer
from services.matching.domain.resources import Resource


def contents(document: str) -> list[dict[str, Any]]:
    """The resources that a YAML document lists.

    Raises:
        Invalid: with every mistake by its path.
    """
    try:
        return load_resources(document)
    except ContentMistakes as found:
        raise Invalid("The resources have mistakes.", details=found.by_path()) from found


def published(outcomes: Iterable[Outcome[Resource]]) -> messages.ResourcesPublished:
    """How many are new, how many changed, how many as before."""
    happened = Counter(type(each.events[0]) if each.events else None for each in outcomes)
    return messages.ResourcesPublished(
        published=happened[ResourcePublished],
        changed=happened[ResourceChanged],
        unchanged=happened[None],
    )


def resource(document: Mapping[str, Any]) -> messages.Resource:
    """Straight from its document: what is read most is converted least."""
    return messages.Resource(document["_id"], document["content"], document["version"])


def help_offer(offer: HelpOffer, version: int) -> messages.HelpOffer:
    return messages.HelpOffer(offer.council, offer.characteristics, offer.capacity, version)
