"""What a user might write instead: FastAPI on uvicorn, pymongo's async client, one database.

Run with MONGODB_URL. It reads from the database each time, checks and writes with pydantic, and
knows callers by their API keys. Its documents are those of Waymark, its barriers have the same
indexes; see `tests.benchmarks.peer.material`.
"""

import hashlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import uuid4

from fastapi import Depends, FastAPI, Header, HTTPException, Request
from pydantic import BaseModel, Field
from pymongo import AsyncMongoClient
from pymongo.asynchronous.database import AsyncDatabase

Records = AsyncDatabase[dict[str, Any]]


class Model(BaseModel):
    model: str
    version: int
    content: dict[str, Any]
    published: datetime


class Resource(BaseModel):
    id: str
    content: dict[str, Any]
    version: int


class SuggestedResource(BaseModel):
    resource: Resource
    reasons: list[dict[str, Any]]


class Track(BaseModel):
    characteristic: str
    name: dict[str, str]
    answer: dict[str, Any]
    submitted: bool
    current: dict[str, Any] | None
    target: dict[str, Any] | None
    step: dict[str, Any] | None
    resources: list[SuggestedResource] = []
    peers: list[dict[str, Any]] = []


class Facets(BaseModel):
    kind: str
    bites_at: Literal["idea", "design", "delivery", "sustaining"] | None = None
    effect: Literal["stops", "slows", "deters"] | None = None
    nature: Literal["real", "perceived", "not-sure"] | None = None
    nation: str | None = None
    body: str | None = None
    law: str | None = None
    characteristic: str | None = None
    from_level: int | None = Field(default=None, ge=1, le=5)


class BarrierSummary(BaseModel):
    id: str
    number: str
    title: str
    facets: Facets
    stage: str
    supporters: int
    raised: datetime
    supported: bool


class Journey(BaseModel):
    council: dict[str, Any] | None
    state: str | None
    version: int | None
    submitted: dict[str, Any] | None
    tracks: list[Track]
    barriers: list[BarrierSummary]
    away: list[str] = []


class RaiseBarrier(Facets):
    title: str = Field(min_length=1, max_length=200)
    story: str = Field(min_length=1, max_length=10_000)
    named: bool


class Barrier(BaseModel):
    id: str
    number: str
    title: str
    story: str
    facets: Facets
    stage: str
    supporters: int
    named_supporters: list[str]
    raised: datetime
    version: int
    council: str | None
    supported: bool
    mine: bool


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with AsyncMongoClient(os.environ["MONGODB_URL"], w="majority", tz_aware=True) as client:
        app.state.client = client
        app.state.records = client["peer"]
        yield


app = FastAPI(lifespan=lifespan)


async def records_of(request: Request) -> Records:
    return request.app.state.records


async def council_of(
    authorization: Annotated[str, Header()], records: Annotated[Records, Depends(records_of)]
) -> str:
    """The council that the API key is of."""
    secret = authorization.removeprefix("Bearer ")
    key = await records.keys.find_one({"_id": hashlib.sha256(secret.encode()).hexdigest()})
    if key is None:
        raise HTTPException(401)
    return str(key["council"])


Database = Annotated[Records, Depends(records_of)]
Council = Annotated[str, Depends(council_of)]


@app.get("/model")
async def model(records: Database) -> Model:
    found = await records.models.find_one(sort=[("version", -1)])
    if found is None:
        raise HTTPException(404)
    return Model.model_validate(found)


@app.get("/councils/{code}/journey")
async def journey(code: str, records: Database, council: Council) -> Journey:
    if council != code:
        raise HTTPException(403)
    assessment = await records.assessments.find_one({"_id": code})
    if assessment is None:
        raise HTTPException(404)
    suggestions = await records.suggestions.find_one({"_id": code}) or {"of": {}}
    mine = {"$or": [{"raised_by": code}, {"supporters.council": code}]}
    barriers = records.barriers.find(mine).sort([("raised", -1), ("_id", -1)]).limit(100)
    return Journey(
        **{name: assessment[name] for name in ("council", "state", "version", "submitted")},
        tracks=[
            Track(**track, **suggestions["of"].get(track["characteristic"], {}))
            for track in assessment["tracks"]
        ],
        barriers=[summary(barrier, code) async for barrier in barriers],
    )


@app.post("/barriers", status_code=201)
async def raise_barrier(sent: RaiseBarrier, records: Database, council: Council) -> Barrier:
    """A plain insert: nobody else hears of it."""
    document = new_barrier(sent, council)
    await records.barriers.insert_one(document)
    return answer(document, council)


@app.post("/barriers-with-event", status_code=201)
async def raise_barrier_with_event(
    sent: RaiseBarrier, records: Database, council: Council, request: Request
) -> Barrier:
    """The barrier and a record of its event in one transaction; nobody publishes it."""
    document = new_barrier(sent, council)
    event = {
        "_id": str(uuid4()),
        "type": "barrier-raised",
        "data": document,
        "at": datetime.now(UTC),
    }
    client: AsyncMongoClient[dict[str, Any]] = request.app.state.client
    async with client.start_session() as session, await session.start_transaction():
        await records.barriers.insert_one(document, session=session)
        await records.events.insert_one(event, session=session)
    return answer(document, council)


def new_barrier(sent: RaiseBarrier, council: str) -> dict[str, Any]:
    name = str(uuid4())
    return {
        "_id": name,
        "version": 1,
        "number": name[:13],
        "title": sent.title,
        "story": sent.story,
        "facets": sent.model_dump(include=set(Facets.model_fields)),
        "stage": "raised",
        "raised_by": council,
        "raised": datetime.now(UTC),
        "supporters": [{"council": council, "named": sent.named}],
    }


def summary(document: dict[str, Any], council: str) -> BarrierSummary:
    supporters = [each["council"] for each in document["supporters"]]
    return BarrierSummary(
        **{name: document[name] for name in ("number", "title", "facets", "stage", "raised")},
        id=document["_id"],
        supporters=len(supporters),
        supported=council in supporters,
    )


def answer(document: dict[str, Any], council: str) -> Barrier:
    return Barrier(
        **summary(document, council).model_dump(),
        story=document["story"],
        named_supporters=[each["council"] for each in document["supporters"] if each["named"]],
        version=document["version"],
        council=document["raised_by"],
        mine=document["raised_by"] == council,
    )
