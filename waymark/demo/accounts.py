"""Councils, bodies, people and API keys."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from contracts.accounts.bodies import AllBodies, RegisterBody
from contracts.accounts.messages import (
    AllCouncils,
    CreateKey,
    ImportCouncils,
    ListKeys,
    ListPeople,
    RegisterPerson,
    ResolveKey,
    RevokeKey,
)
from contracts.callers import BODY_ROLES, COUNCIL_ROLES, SECTOR_BODY_ROLES, Role
from contracts.errors import NotSignedIn
from contracts.messages import load
from waymark.demo.actors import Actors
from waymark.demo.material import context_of, register_of

Item = Mapping[str, Any]
Keys = dict[tuple[str, str], str]


async def register_councils(actors: Actors, councils: Sequence[Item]) -> int:
    """Those that aren't registered; the facts of a register imported since are better than ours."""
    answer = await actors.as_operator("accounts", "all_councils", AllCouncils())
    known = {council["code"] for council in answer["councils"]}
    missing = [council for council in councils if council["code"] not in known]
    if missing:
        request = ImportCouncils(register_of(missing), context_of(missing))
        await actors.as_operator("accounts", "import_councils", request)
    return len(missing)


async def register_bodies(actors: Actors, bodies: Sequence[Item]) -> int:
    """Those that aren't registered; what was changed since stays."""
    answer = await actors.as_operator("accounts", "all_bodies", AllBodies())
    known = {body["id"] for body in answer["bodies"]}
    missing = [load(RegisterBody, body) for body in bodies if body["id"] not in known]
    await asyncio.gather(
        *(actors.as_operator("accounts", "register_body", request) for request in missing)
    )
    return len(missing)


async def register_people(
    actors: Actors, people: Sequence[Item], passwords: Mapping[str, str]
) -> int:
    known = await _addresses(actors)
    missing = [person for person in people if person["email"] not in known]
    requests = [RegisterPerson(**person, password=passwords[person["email"]]) for person in missing]
    await asyncio.gather(
        *(actors.as_operator("accounts", "register_person", request) for request in requests)
    )
    return len(missing)


async def keep_keys(
    actors: Actors, people: Sequence[Item], known: Mapping[tuple[str, str], str]
) -> tuple[Keys, int]:
    """A key for each role at each organisation: the known one where it still holds, or a new one.

    Returns:
        The keys, and how many of them are new.
    """
    wanted = places(people)
    hold = await asyncio.gather(*(_holds(actors, known.get(each)) for each in wanted))
    keys: Keys = {each: known[each] for each, holds in zip(wanted, hold, strict=True) if holds}
    new = [each for each in wanted if each not in keys]
    if new:
        await _revoke_lost(actors, {_label(*each) for each in new})
    secrets = await asyncio.gather(*(_create_key(actors, *each) for each in new))
    keys.update(zip(new, secrets, strict=True))
    return {each: keys[each] for each in wanted}, len(new)


def places(people: Sequence[Item]) -> list[tuple[str, str]]:
    """Each role at each organisation that somebody belongs to."""
    found = {person["organisation"]: roles_beside(person["role"]) for person in people}
    return [(role, organisation) for organisation, roles in found.items() for role in roles]


def roles_beside(role: Role) -> tuple[Role, ...]:
    """All the roles of such an organisation as has this one."""
    return next(roles for roles in (COUNCIL_ROLES, BODY_ROLES, SECTOR_BODY_ROLES) if role in roles)


async def _addresses(actors: Actors) -> set[str]:
    found: set[str] = set()
    after = None
    while True:
        page = await actors.as_operator("accounts", "people", ListPeople(after=after, limit=100))
        found.update(person["email"] for person in page["people"])
        after = page["next"]
        if after is None:
            return found


async def _holds(actors: Actors, key: str | None) -> bool:
    if key is None:
        return False
    try:
        await actors.as_operator("accounts", "resolve_key", ResolveKey(key))
    except NotSignedIn:
        return False
    return True


async def _create_key(actors: Actors, role: Any, organisation: str) -> str:
    request = CreateKey(_label(role, organisation), organisation, role)
    created = await actors.as_operator("accounts", "create_key", request)
    return str(created["secret"])


async def _revoke_lost(actors: Actors, labels: set[str]) -> None:
    """Of keys whose secret was lost with the file, nobody knows who has it now."""
    found = await actors.as_operator("accounts", "keys", ListKeys())
    lost = [key["id"] for key in found["keys"] if key["label"] in labels and not key["revoked"]]
    await asyncio.gather(
        *(actors.as_operator("accounts", "revoke_key", RevokeKey(key)) for key in lost)
    )


def _label(role: str, organisation: str) -> str:
    return f"Demonstration: {role} of {organisation}"
