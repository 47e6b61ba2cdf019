"""What analysts and bodies did about barriers, as far as each has come in the demonstration."""

from collections.abc import Iterator, Mapping
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
from waymark.demo.waiting import until

Item = Mapping[str, Any]
Step = tuple[str, Any]


async def work_on(actors: Actors, reader: str, barrier: str, wanted: Item) -> int:
    """Goes on from where the barrier is, once for each step; what people did since is left alone.

    Returns:
        How many steps there were.
    """
    found = await actors.as_holder(reader, "barriers", "barrier", GetBarrier(barrier))
    done = 0
    while step := next(next_steps(found, wanted), None):
        method, message = step
        if method == "answer":
            body = wanted["put"]["body"]
            found = await actors.as_responder(body, "barriers", method, message)
        else:
            found = await _as_analyst(actors, reader, method, message)
        done += 1
    return done


async def _as_analyst(actors: Actors, reader: str, method: str, message: Any) -> Item:
    """Tried again while barriers has not heard of the body yet."""

    async def ask() -> Item:
        try:
            answer: Item = await actors.as_holder(reader, "barriers", method, message)
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
