"""What matching is asked and answers.

RPC methods: ``publish_resources``, ``resources``, ``resource``, ``suggestions``, ``peers``,
``help_offer``, ``offer_help``, ``withdraw_help``.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from contracts.fields import CouncilCode, Document, Level, PageSize, Secret, Slug

Lens = Literal["place", "people", "near"]
"""What makes places alike: all variables; population, density and deprivation; or distance."""


@dataclass(frozen=True)
class PublishResources:
    """`document` is a list of resources in YAML, as in ``content/resources``."""

    document: Annotated[str, Document]


@dataclass(frozen=True)
class ResourcesPublished:
    published: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class ListResources:
    """`step` is the level that the step starts from."""

    characteristic: Annotated[str, Slug] | None = None
    step: Annotated[int, Level] | None = None
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 50


@dataclass(frozen=True)
class Resource:
    """`content` is the resource as in its file, both languages in it."""

    id: str
    content: dict[str, Any]
    version: int


@dataclass(frozen=True)
class Resources:
    resources: tuple[Resource, ...]
    next: str | None = None


@dataclass(frozen=True)
class GetResource:
    resource: Annotated[str, Slug]


@dataclass(frozen=True)
class GetSuggestions:
    """Resources and peers for every planned step of a council, from its last submission."""

    council: Annotated[str, CouncilCode]


@dataclass(frozen=True)
class GetPeers:
    """Peers for one characteristic of a council."""

    council: Annotated[str, CouncilCode]
    characteristic: Annotated[str, Slug]
    lens: Lens = "place"
    limit: Annotated[int, PageSize] = 5


@dataclass(frozen=True)
class SuggestedResource:
    """`reasons` are codes with values, for the page to put into words:
    ``{"code": "for-this-step"}``, ``{"code": "your-nation", "nation": "Wales"}``,
    ``{"code": "in-welsh"}``, ``{"code": "your-kind", "kind": "London borough"}`` (published by a
    council of the same kind)."""

    resource: Resource
    reasons: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Peer:
    """A council one or two steps ahead that agreed to help; in order of likeness of place, never of
    level. `steps_ahead` is 1 or 2. `likeness` are the variables that make the two alike, the
    closest first: ``{"variable": "population", "theirs": 279516, "yours": 250000}``; it is empty
    where nothing does. Variables: ``population``, ``density`` (people per km²), ``rurality``,
    ``deprivation`` (quintile), ``nation``, ``kind`` (both in words), ``distance`` (km from you)."""

    council: str
    steps_ahead: int
    likeness: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Suggestion:
    """`step` is the level that the step starts from, which is where the council is."""

    characteristic: str
    step: int
    resources: tuple[SuggestedResource, ...]
    peers: tuple[Peer, ...]


@dataclass(frozen=True)
class Suggestions:
    council: str
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True)
class Peers:
    """`why_none` says why the list is empty: ``not-submitted``, ``too-old`` (give to get: 24 months
    after a submission), ``not-placed``, ``top-level``, ``none-consenting``."""

    council: str
    characteristic: str
    lens: Lens
    peers: tuple[Peer, ...]
    why_none: str | None = None


@dataclass(frozen=True)
class GetHelpOffer:
    council: Annotated[str, CouncilCode]


@dataclass(frozen=True)
class OfferHelp:
    """A lead's consent that the council is named as a helper; `capacity` is how many councils it
    can help at a time, 1 to 20. `version` is of the offer being replaced, 0 for the first."""

    council: Annotated[str, CouncilCode]
    characteristics: tuple[Annotated[str, Slug], ...]
    capacity: int = 2
    version: int | None = None


@dataclass(frozen=True)
class WithdrawHelp:
    council: Annotated[str, CouncilCode]
    version: int | None = None


@dataclass(frozen=True)
class HelpOffer:
    """`version` 0 and no characteristics where the council never offered."""

    council: str
    characteristics: tuple[str, ...]
    capacity: int
    version: int
