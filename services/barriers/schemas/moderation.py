"""Traces of what was removed, reports and notes, and what of them each caller may see."""

from collections.abc import Iterable
from typing import Any

from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers.domain.barriers import Barrier, Redaction
from services.barriers.domain.flags import Flag, Settled


def moderation(barrier: Barrier, flags: Iterable[Flag], *, caller: Caller) -> messages.Moderation:
    """`flags` are the caller's own."""
    return messages.Moderation(
        redactions=tuple(redaction(each, caller=caller) for each in barrier.redactions),
        flags=tuple(own_flag(each) for each in flags),
    )


def redaction(redaction: Redaction, *, caller: Caller) -> messages.Redaction:
    return messages.Redaction(
        at=redaction.at,
        fields=redaction.places,
        reason=redaction.reason,
        by=redaction.name if caller.role == "analyst" else None,
    )


def own_flag(flag: Flag) -> messages.OwnFlag:
    settled = flag.settled
    return messages.OwnFlag(
        id=flag.id,
        kind=flag.kind,
        object=flag.object,
        reason=flag.reason,
        at=flag.at,
        settlement=settled.settlement if settled else None,
        why=settled.why if settled else None,
        settled=settled.at if settled else None,
    )


def flag(flag: Flag, barrier: Barrier, settled: Settled | None) -> messages.Flag:
    """For analysts."""
    return messages.Flag(
        id=flag.id,
        kind=flag.kind,
        object=flag.object,
        barrier=flag.barrier,
        number=barrier.number,
        title=barrier.title,
        reason=flag.reason,
        organisation=flag.organisation,
        at=flag.at,
        line=flag.line,
        settlement=settled.settlement if settled else None,
    )


def note(document: dict[str, Any], *, caller: Caller) -> messages.Note:
    """For analysts."""
    return messages.Note(
        id=document["_id"],
        by=document["name"],
        text=document["text"],
        at=document["at"],
        mine=document["by"] == caller.person,
    )
