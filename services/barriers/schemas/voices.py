"""What councils say of a barrier, as each caller may see it."""

from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers.domain.barriers import Barrier, Supporter
from services.barriers.domain.ranges import Figure, totals


def speakers(barrier: Barrier) -> list[Supporter]:
    """The one voice of each council, by what it says: in an order that no council's code and no
    time of coming decides."""
    voices = (barrier.supporter(council) for council in barrier.councils)
    return sorted(
        (each for each in voices if each), key=lambda each: (each.bites or "", repr(each.releases))
    )


def figures(voices: list[Supporter]) -> list[Figure]:
    return [
        Figure(each.council, each.known, said.measure, said.low, said.high)
        for each in voices
        if (said := each.releases)
    ]


def voices(
    barrier: Barrier, request: messages.GetVoices, *, caller: Caller, watching: bool
) -> messages.Voices:
    """A page of them; an analyst and the council itself see what others may not."""
    everyone = speakers(barrier)
    shown = [voice for each in everyone if (voice := as_seen(each, caller)).bites or voice.releases]
    last = request.after + request.limit
    own = barrier.supporter(caller.council) if caller.council else None
    return messages.Voices(
        voices=tuple(shown[request.after : last]),
        said=len(shown),
        sums=totals(figures(everyone)),
        own=messages.OwnVoice(own.known, own.bites, own.releases) if own else None,
        watching=watching,
        next=last if last < len(shown) else None,
    )


def as_seen(voice: Supporter, caller: Caller) -> messages.Voice:
    """A council's words are for all who may see the barrier, its name where it agreed, and its
    figure where its name may be known."""
    known = voice.known or caller.role == "analyst" or caller.council == voice.council
    return messages.Voice(
        bites=voice.bites,
        releases=voice.releases if known else None,
        council=voice.council if known else None,
        own=caller.council == voice.council,
    )
