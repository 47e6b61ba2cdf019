"""Puts the demonstration into a platform. What is there already stays as it is.

So a second load changes nothing, and neither does a load after people have worked with it: what
they changed or withdrew is not undone.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backbone.rpc_client import RpcClient
from waymark.demo import accounts, assessments, barriers, cases, content, figures
from waymark.demo.actors import Actors
from waymark.demo.material import Material
from waymark.demo.sign_ins import SignIns
from waymark.settings import Settings


@dataclass(frozen=True)
class Loaded:
    """What of each kind this load added; `passwords` by e-mail, `keys` by role and organisation."""

    added: Mapping[str, int]
    passwords: Mapping[str, str]
    keys: Mapping[tuple[str, str], str]


async def load(settings: Settings, material: Material, known: SignIns) -> Loaded:
    """Loads all of it.

    Raises:
        Refusal: a service is away, or refuses something.
    """
    passwords = {
        person["email"]: known.password_of(person["email"], settings.operator_secret)
        for person in material.demo["people"]
    }
    async with RpcClient(settings.amqp_url) as client:
        actors = Actors(client, settings.operator_secret, passwords)
        try:
            return await _load(actors, passwords, material, known)
        finally:
            await actors.end()


async def _load(
    actors: Actors, passwords: Mapping[str, str], material: Material, known: SignIns
) -> Loaded:
    demo: dict[str, Any] = material.demo
    _, councils, bodies = await asyncio.gather(
        content.publish(actors, material),
        accounts.register_councils(actors, demo["councils"]),
        accounts.register_bodies(actors, demo["bodies"]),
    )
    people = await accounts.register_people(actors, demo["people"], passwords)
    keys, made = await accounts.keep_keys(actors, demo["people"], known.keys)
    reader = next(key for (role, _), key in keys.items() if role == "analyst")
    answered, raised = await asyncio.gather(
        assessments.answer(actors, reader, demo["assessments"]),
        barriers.raise_each(actors, reader, demo["barriers"]),
    )
    worked = await cases.work_on_each(actors, reader, demo["barriers"], cases.cast(demo["people"]))
    offered = await assessments.offer_help(actors, reader, demo["help_offers"])
    await figures.publish_first(actors, demo["assessments"])
    added = {
        "councils": councils,
        "bodies": bodies,
        "people": people,
        "API keys": made,
        "assessments": answered,
        "offers of help": offered,
        "barriers": raised,
        "steps in cases": worked,
    }
    return Loaded(added, passwords, keys)
