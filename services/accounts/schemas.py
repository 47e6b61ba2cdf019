"""From the domain's values to messages.

The messages, and with them their marshmallow schemas, are in `contracts.accounts.messages`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from contracts.accounts import bodies, messages
from contracts.accounts.addressees import Addressee
from contracts.accounts.bodies import BodyFacts
from contracts.accounts.events import CouncilFacts, CouncilRegistered
from contracts.accounts.messages import BrokenRow
from contracts.callers import Caller
from contracts.outcomes import Outcome
from services.accounts import store
from services.accounts.domain.keys import ApiKey
from services.accounts.domain.people import Person
from services.accounts.domain.sessions import Session


def imported(
    outcomes: Sequence[Outcome[CouncilFacts]], *, skipped: tuple[BrokenRow, ...]
) -> messages.CouncilsImported:
    told = [outcome.events[0] for outcome in outcomes if outcome.events]
    registered = sum(isinstance(event, CouncilRegistered) for event in told)
    return messages.CouncilsImported(
        registered=registered,
        changed=len(told) - registered,
        unchanged=len(outcomes) - len(told),
        skipped=skipped,
    )


def body(body: BodyFacts, version: int) -> bodies.Body:
    return bodies.Body(
        id=body.id,
        name=body.name,
        kind=body.kind,
        stands_for=body.stands_for,
        ended=body.ended,
        version=version,
    )


def body_of(document: Mapping[str, Any]) -> bodies.Body:
    found = store.BODIES.versioned(document)
    return body(found.state, found.version)


def person(person: Person, version: int) -> messages.Person:
    """Without the password's hash."""
    return messages.Person(
        id=person.id,
        email=person.email,
        name=person.name,
        organisation=person.organisation,
        role=person.role,
        language=person.language,
        enabled=person.enabled,
        version=version,
        has_password=person.password_hash is not None,
    )


def signed_in(session: Session, secret: str) -> messages.SignedIn:
    return messages.SignedIn(secret=secret, session=session.id, expires=session.expires)


def key_created(key: ApiKey, version: int) -> messages.KeyCreated:  # noqa: ARG001 (a reply has it)
    """Without the secret: this answer is stored."""
    return messages.KeyCreated(
        id=key.id, secret="", label=key.label, organisation=key.organisation, role=key.role
    )


def key(key: ApiKey, version: int = 1) -> messages.Key:  # noqa: ARG001 (a reply has it)
    return messages.Key(
        id=key.id,
        label=key.label,
        organisation=key.organisation,
        role=key.role,
        revoked=key.revoked,
        created=key.created,
    )


def identity(
    caller: Caller,
    token: tuple[str, datetime],
    *,
    credential: str,
    person: Person | None = None,
    expires: datetime | None = None,
) -> messages.Identity:
    """Who calls, with the token that proves it; language and address where it is a person."""
    assert caller.role is not None  # noqa: S101 (nobody gets a token)
    assert caller.kind in ("session", "key", "operator")  # noqa: S101
    return messages.Identity(
        token=token[0],
        token_expires=token[1],
        credential=credential,
        person=caller.person,
        organisation=caller.organisation,
        role=caller.role,
        name=caller.name,
        kind=caller.kind,
        language=person.language if person else "en",
        email=person.email if person else None,
        expires=expires,
    )


def addressee(person: Person) -> Addressee:
    return Addressee(
        person.id, person.email, person.name, person.organisation, person.role, person.language
    )
