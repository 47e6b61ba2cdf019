"""What analysts and bodies did about barriers, as far as each has come in the demonstration."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.barriers.messages import (
    AcknowledgeBarrier,
    AnswerBarrier,
    GetBarrier,
    PutToBody,
    ResolveBarrier,
    TakeUpBarrier,
)
from contracts.errors import Invalid
from waymark.demo.actors import Actors
from waymark.demo.barriers import by_title, plain
from waymark.demo.waiting import until

Item = Mapping[str, Any]
Step = tuple[str, Any]


@dataclass(frozen=True)
class Cast:
    """Who works on barriers in the demonstration, by e-mail address; responders by body."""

    analyst: str
    responders: Mapping[str, str]


def cast(people: Sequence[Item]) -> Cast:
    analyst = next(each["email"] for each in people if each["role"] == "analyst")
    responders = {e["organisation"]: e["email"] for e in people if e["role"] == "responder"}
    return Cast(analyst, responders)


async def work_on_each(actors: Actors, reader: str, barriers: Sequence[Item], people: Cast) -> int:
    """Goes on from where each barrier is; what people did since is left alone.

    Returns:
        How many steps there were.
    """
    known = await by_title(actors, reader)
    worked_on = [each for each in barriers if "case" in each]
    steps = await asyncio.gather(
        *(
            _work_on(actors, reader, known[plain(each["title"])]["id"], each["case"], people)
            for each in worked_on
        )
    )
    return sum(steps)


async def _work_on(actors: Actors, reader: str, barrier: str, wanted: Item, people: Cast) -> int:
    found = await actors.as_holder(reader, "barriers", "barrier", GetBarrier(barrier))
    done = 0
    while step := next(next_steps(found, wanted), None):
        method, message = step
        who = people.responders[wanted["put"]["body"]] if method == "answer" else people.analyst
        found = await _step(actors, who, method, message)
        done += 1
    return done


async def _step(actors: Actors, who: str, method: str, message: Any) -> Item:
    """Tried again while barriers has not heard of the body yet."""

    async def ask() -> Item:
        try:
            answer: Item = await actors.as_person(who, "barriers", method, message)
        except Invalid as invalid:
            if "body" in invalid.details:
                return {}
            raise
        return answer

    return await until(ask, bool, waiting_for="barriers to know all bodies")


def next_steps(found: Item, wanted: Item) -> Iterator[Step]:
    """What comes next for the barrier as it is; nothing where it was reopened by somebody."""
    barrier, version, life = found["id"], found["version"], found["life"]
    if life["reopened"] or life["appealed"]:
        return
    if found["stage"] == "raised":
        yield "acknowledge", AcknowledgeBarrier(barrier, version)
    elif found["stage"] == "acknowledged":
        yield "take_up", TakeUpBarrier(barrier, version)
    elif found["stage"] == "being-worked-on":
        yield from _from_the_analyst(found, wanted)
    elif found["stage"] == "with-body" and "answer" in wanted and not life["answered"]:
        answer = wanted["answer"]
        yield "answer", AnswerBarrier(barrier, answer["text"], None, version, answer["says"])


def _from_the_analyst(found: Item, wanted: Item) -> Iterator[Step]:
    barrier, version, life = found["id"], found["version"], found["life"]
    if "put" in wanted and not life["body"]:
        put = wanted["put"]
        yield "put_to_body", PutToBody(barrier, put["body"], put["text"], version)
    elif "resolution" in wanted and ("put" not in wanted or life["answered"]):
        resolution = wanted["resolution"]
        note = resolution.get("note", {})
        yield (
            "resolve",
            ResolveBarrier(
                barrier,
                resolution["way"],
                resolution["evidence"],
                note=note.get("en"),
                note_cy=note.get("cy"),
                version=version,
            ),
        )
