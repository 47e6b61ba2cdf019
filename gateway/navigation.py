"""The places that a reader can go from every page, by what they do here."""

from dataclasses import dataclass
from typing import Any

from contracts.accounts.messages import Identity
from contracts.callers import COUNCIL_ROLES, Role
from gateway.languages import Words, later


@dataclass(frozen=True)
class Place:
    name: str
    address: str


JOURNEY = Place(later("Your journey"), "/journey")
ASSESS = Place(later("Assess"), "/assess")
COMPARE = Place(later("Compare"), "/compare")
RESOURCES = Place(later("Resources"), "/resources")
PEOPLE = Place(later("People"), "/people")
BARRIERS = Place(later("Barriers"), "/barriers")
SECTOR = Place(later("Sector picture"), "/sector")
CASEWORK = Place(later("Work"), "/casework")
ADDRESSED = Place(later("Put to you"), "/addressed")
ADMINISTRATION = Place(later("Administration"), "/admin")

FOR_COUNCILS = (JOURNEY, ASSESS, COMPARE, RESOURCES, PEOPLE, BARRIERS, SECTOR)
FOR_ANALYSTS = (CASEWORK, BARRIERS, RESOURCES, SECTOR)
FOR_ADMINISTRATORS = (ADMINISTRATION, BARRIERS, RESOURCES, SECTOR)
FOR_RESPONDERS = (ADDRESSED, BARRIERS, RESOURCES, SECTOR)
FOR_EVERYBODY = (RESOURCES, SECTOR)
BY_ROLE: dict[Role, tuple[Place, ...]] = {
    **dict.fromkeys(COUNCIL_ROLES, FOR_COUNCILS),
    "analyst": FOR_ANALYSTS,
    "administrator": FOR_ADMINISTRATORS,
    "responder": FOR_RESPONDERS,
}


def places(identity: Identity | None) -> tuple[Place, ...]:
    return FOR_EVERYBODY if identity is None else BY_ROLE[identity.role]


def navigation(identity: Identity | None, path: str, _: Words) -> list[dict[str, Any]]:
    """The items of the service navigation, the one that `path` lies in marked."""
    return [
        {
            "text": _(place.name),
            "href": place.address,
            "current": path == place.address,
            "active": path.startswith(place.address + "/"),
        }
        for place in places(identity)
    ]
