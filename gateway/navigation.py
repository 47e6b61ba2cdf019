"""The places that a reader can go from every page, by what they do here."""

from dataclasses import dataclass
from typing import Any

from contracts.accounts.messages import Identity
from contracts.callers import COUNCIL_ROLES
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
ADMINISTRATION = Place(later("Administration"), "/admin")

FOR_COUNCILS = (JOURNEY, ASSESS, COMPARE, RESOURCES, PEOPLE, BARRIERS, SECTOR)
FOR_ANALYSTS = (BARRIERS, RESOURCES, SECTOR)
FOR_ADMINISTRATORS = (ADMINISTRATION, BARRIERS, RESOURCES, SECTOR)
FOR_EVERYBODY = (RESOURCES, SECTOR)


def places(identity: Identity | None) -> tuple[Place, ...]:
    if identity is None:
        return FOR_EVERYBODY
    if identity.role in COUNCIL_ROLES:
        return FOR_COUNCILS
    return FOR_ADMINISTRATORS if identity.role == "administrator" else FOR_ANALYSTS


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
