"""A workaround as each caller may see it."""

from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers.domain.hiding import Hiding
from services.barriers.domain.workarounds import Mark, Workaround


def workaround(
    workaround: Workaround, version: int, *, caller: Caller, marks: int | None = None
) -> messages.Workaround:
    """With the first `marks` of what councils say of it, or all."""
    mine = caller.council is not None and workaround.offered_by == caller.council
    return messages.Workaround(
        id=workaround.id,
        barrier=workaround.barrier,
        title=workaround.title,
        text=workaround.text,
        link=workaround.link,
        offered=workaround.offered,
        worked_for=workaround.worked_for,
        not_for=workaround.not_for,
        marks=said(workaround.marks, caller)[:marks],
        version=version,
        council=known(workaround.offered_by, caller, named=workaround.named),
        mine=mine,
        hidden=workaround.hidden,
        moderation=moderation(workaround.moderation, caller, mine=mine),
    )


def known(council: str, caller: Caller, *, named: bool) -> str | None:
    """The council for who may know it: it is named, or the caller's own, or asked by an analyst."""
    return council if named or caller.role == "analyst" or caller.council == council else None


def said(marks: tuple[Mark, ...], caller: Caller) -> tuple[messages.WorkaroundMark, ...]:
    """One's own first, then the named by code, then the others by what they say: no order tells
    who they are."""
    seen = [
        messages.WorkaroundMark(
            worked=each.worked,
            note=each.note,
            council=known(each.council, caller, named=each.named),
            mine=caller.council == each.council,
        )
        for each in marks
    ]
    return tuple(sorted(seen, key=place_of))


def place_of(mark: messages.WorkaroundMark) -> tuple[bool, bool, str, str]:
    return not mark.mine, mark.council is None, mark.council or "", mark.note or ""


def moderation(
    trace: tuple[Hiding, ...], caller: Caller, *, mine: bool
) -> tuple[messages.HidingDecision, ...]:
    """What was decided and why, for analysts and for who wrote it. Who decided is not told."""
    if not mine and caller.role != "analyst":
        return ()
    return tuple(messages.HidingDecision(each.hidden, each.why, each.at) for each in trace)
