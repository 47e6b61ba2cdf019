"""An operator makes read models anew on the whole platform."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from contracts.matching.messages import GetSuggestions
from contracts.topology import SUBSCRIPTIONS
from deploy.local.stack import Stack
from services.barriers import store as barriers
from services.matching import store as matching
from services.notifications import store as notifications
from services.reporting import store as reporting
from tests.services.asking import ANALYST, asking
from tests.trial.running import wait_until

STORES = {
    "matching": matching.STORES,
    "barriers": barriers.STORES,
    "reporting": reporting.STORES,
    "notifications": notifications.STORES,
}
HEARD = {
    "matching": "councils",
    "barriers": "bodies",
    "reporting": "councils",
    "notifications": "people",
}
"""What each keeps of what the demonstration told it, among others."""


def kept(stack: Stack, service: str) -> dict[str, Any]:
    """Every document of every collection that the service declares, and how far it has come."""
    names = ["progress", *(each.collection for each in STORES[service])]
    with MongoClient(stack.servers.mongodb_root_url) as client:
        found = {name: list(client[service][name].find().sort("_id", 1)) for name in names}
    for each in found["progress"]:
        del each["changes"]
    return found


def at_rest(stack: Stack, service: str) -> dict[str, Any]:
    seen: list[dict[str, Any]] = []

    def is_still() -> bool:
        seen.append(kept(stack, service))
        return len(seen) > 1 and seen[-1] == seen[-2]

    wait_until(is_still)
    return seen[-1]


def run(told: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "waymark", "rebuild", "reporting"],
        env=told,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("service", SUBSCRIPTIONS)
def test_every_document_is_the_same_after_a_rebuild(stack: Stack, service: str):
    """As the service's own user of the database, who may read and write there and nothing more."""
    before = at_rest(stack, service)
    assert before[HEARD[service]]
    said = stack.operate("rebuild", service)
    assert said.startswith(f"{service} is rebuilt out of ")
    assert kept(stack, service) == before


async def test_what_a_service_keeps_in_memory_is_made_of_what_was_rebuilt(stack: Stack):
    """Though the numbers by which it notices events are as they were before."""
    with MongoClient(stack.servers.mongodb_root_url) as client:
        positions, revisions = client["matching"]["positions"], client["matching"]["revisions"]
        council = positions.find_one({"placed": {"$ne": {}}})["_id"]
        async with asking(stack) as ask:

            async def suggested() -> Any:
                question = GetSuggestions(council)
                return (await ask("matching", "suggestions", question, ANALYST))["suggestions"]

            before = await suggested()
            assert before
            positions.delete_one({"_id": council})
            for change in (1, -1):
                revisions.update_one({"_id": "positions"}, {"$inc": {"revision": change}})
                assert await suggested() == []
            await asyncio.to_thread(stack.operate, "rebuild", "matching")
            assert await suggested() == before


def test_without_the_address_of_the_database_it_says_what_to_set(stack: Stack, tmp_path: Path):
    told = stack.environment.of_operator()
    del told["REPORTING_MONGODB_URL"]
    ended = run(told, tmp_path)
    assert ended.returncode == 1
    assert ended.stderr.startswith("Set REPORTING_MONGODB_URL")
    assert "Traceback" not in ended.stderr


def test_another_services_database_is_left_alone(stack: Stack, tmp_path: Path):
    told = stack.environment.of_operator()
    told["REPORTING_MONGODB_URL"] = told["MATCHING_MONGODB_URL"]
    ended = run(told, tmp_path)
    assert ended.returncode == 1
    assert "This database has no barriers" in ended.stderr
