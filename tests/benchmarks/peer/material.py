"""Fills the peer's database with the very documents that Waymark answers with."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pymongo import MongoClient

from services.barriers.store import BARRIERS

Answer = Mapping[str, Any]

OF_A_STEP = ("resources", "peers")


def fill(
    mongodb_url: str, model: Answer, journeys: Mapping[str, Answer], keys: Mapping[str, str]
) -> None:
    """Writes the model, each council's journey in its parts, and the councils' API keys.

    Words of the model that stand in a journey are stored in it, which spares the peer from putting
    them there. Barriers get the indexes that they have in Waymark: they are listed, filtered and
    searched in the same ways.
    """
    with MongoClient[dict[str, Any]](mongodb_url, w="majority") as client:
        client.drop_database("peer")
        records = client["peer"]
        records.barriers.create_indexes(BARRIERS.indexes)
        records.create_collection("events")
        records.models.insert_one({**model, "published": moment(model["published"])})
        records.assessments.insert_many([assessment(*each) for each in journeys.items()])
        records.suggestions.insert_many([suggestions(*each) for each in journeys.items()])
        records.keys.insert_many(
            {"_id": hashlib.sha256(key.encode()).hexdigest(), "council": council}
            for council, key in keys.items()
        )
        found = barriers(journeys)
        if found:
            records.barriers.insert_many(found)


def assessment(council: str, journey: Answer) -> dict[str, Any]:
    tracks = [
        {name: value for name, value in track.items() if name not in OF_A_STEP}
        for track in journey["tracks"]
    ]
    kept = {name: journey[name] for name in ("council", "state", "version", "submitted")}
    return {"_id": council, **kept, "tracks": tracks}


def suggestions(council: str, journey: Answer) -> dict[str, Any]:
    of = {
        track["characteristic"]: {name: track[name] for name in OF_A_STEP}
        for track in journey["tracks"]
    }
    return {"_id": council, "of": of}


def barriers(journeys: Mapping[str, Answer]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for council, journey in journeys.items():
        for summary in journey["barriers"]:
            barrier = found.setdefault(summary["id"], stored(summary))
            barrier["supporters"].append({"council": council, "named": False})
    return list(found.values())


def stored(summary: Answer) -> dict[str, Any]:
    return {
        "_id": summary["id"],
        "version": 1,
        **{name: summary[name] for name in ("number", "title", "facets", "stage")},
        "raised": moment(summary["raised"]),
        "story": "What blocks us, told in a few sentences. " * 8,
        "raised_by": None,
        "supporters": [],
    }


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
