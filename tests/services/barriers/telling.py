"""What accounts tells of bodies, published as its relay would."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from pymongo import MongoClient
from pymongo.collection import Collection

from backbone.clock import now
from contracts.accounts.bodies import BodyFacts, BodyName
from contracts.accounts.events import BodyRegistered
from contracts.cloudevents import envelope_of
from contracts.events import Event
from deploy.local.stack import Stack
from tests.services.publishing import publish
from tests.trial.running import wait_until

NAME = BodyName("A body", "Corff")


def new_body() -> str:
    """The id of a body that no other test uses."""
    return f"body-{uuid4().hex[:8]}"


@contextmanager
def known_bodies(platform: Stack) -> Iterator[Collection[dict[str, Any]]]:
    """What barriers has heard of bodies."""
    with MongoClient(platform.mongodb_url("barriers")) as client:
        yield client.get_default_database()["bodies"]


def tell(platform: Stack, event: Event, sequence: int) -> None:
    envelope = envelope_of(event, id=str(uuid4()), sequence=sequence, correlation_id="test")
    publish(platform, envelope)


def register_body(platform: Stack, id: str | None = None, *, stands_for: str = "dwp") -> str:
    """A department that barriers knows by now; its id."""
    facts = BodyFacts(id or new_body(), NAME, "department", stands_for)
    tell(platform, BodyRegistered(facts.id, facts, now()), 1)
    with known_bodies(platform) as bodies:
        wait_until(lambda: bodies.find_one({"_id": facts.id}))
    return facts.id
