"""Answers, submissions and offers of help."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from contracts.assessment.messages import GetAssessment, SaveAnswer, SubmitAssessment
from contracts.errors import Invalid
from contracts.matching.messages import GetHelpOffer, HelpOffer, OfferHelp
from waymark.demo.actors import Actors
from waymark.demo.waiting import until

Item = Mapping[str, Any]


async def answer(actors: Actors, reader: str, assessments: Sequence[Item]) -> int:
    """Returns how many assessments were answered or gone on with."""
    done = await asyncio.gather(*(_answer(actors, reader, each) for each in assessments))
    return sum(done)


async def offer_help(actors: Actors, reader: str, offers: Sequence[Item]) -> int:
    """Returns how many councils had never offered help and do now."""
    done = await asyncio.gather(*(_offer(actors, reader, each) for each in offers))
    return sum(done)


async def _answer(actors: Actors, reader: str, wanted: Item) -> bool:
    council = wanted["council"]
    request = GetAssessment(council)
    present = await actors.as_holder(reader, "assessment", "assessment", request)
    if not _unfinished(present, wanted):
        return False
    # Only the council itself sees what it has not submitted yet.
    present = await actors.as_lead(council, "assessment", "assessment", request)
    answered = {each["characteristic"] for each in present["answers"]}
    for characteristic, said in wanted["answers"].items():
        if characteristic not in answered:
            saved = SaveAnswer(council, characteristic, **said, revision=0)
            present = await actors.as_lead(council, "assessment", "save_answer", saved)
    if wanted["state"] == "submitted":
        checked = SubmitAssessment(council, present["version"])
        await actors.as_lead(council, "assessment", "submit", checked)
    return True


def _unfinished(present: Item, wanted: Item) -> bool:
    """Whether fewer things have happened to the assessment than are wanted.

    Its version counts them. Once submitted, it is the council's own affair.
    """
    things = len(wanted["answers"]) + (wanted["state"] == "submitted")
    return present["submitted"] is None and bool(present["version"] < things)


async def _offer(actors: Actors, reader: str, wanted: Item) -> bool:
    council = wanted["council"]
    request = GetHelpOffer(council)
    present = await actors.as_holder(reader, "matching", "help_offer", request)
    if present["version"] > 0:
        return False
    offer = OfferHelp(council, tuple(wanted["characteristics"]), wanted["capacity"], version=0)
    await until(
        lambda: _try_offer(actors, offer),
        lambda made: made is not None,
        waiting_for="matching to take an offer of help",
    )
    return True


async def _try_offer(actors: Actors, offer: OfferHelp) -> HelpOffer | None:
    """None where matching has not heard of the model, and so of its characteristics, yet."""
    try:
        made: HelpOffer = await actors.as_lead(offer.council, "matching", "offer_help", offer)
    except Invalid:
        return None
    return made
