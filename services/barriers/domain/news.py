"""Which of the happenings are news: the life of a barrier, and how many meet it now."""

from collections.abc import Iterable
from datetime import datetime

from contracts.barriers.messages import Happening

COUNTED = ("barrier-supported", "barrier-support-withdrawn")
UNTOLD = ("barrier-support-changed",)
"""A council has said more or agreed to be named, which is read on the barrier's page."""


def told(happenings: Iterable[Happening], *, since: datetime | None = None) -> list[Happening]:
    """Of happenings, newest first, those that are told. Of a barrier that many support, only how
    many there are now."""
    counted: set[str] = set()
    news = []
    for each in happenings:
        if each.name in UNTOLD or (since and each.at <= since):
            continue
        if each.name in COUNTED:
            if each.barrier in counted:
                continue
            counted.add(each.barrier)
        news.append(each)
    return news


def after(happenings: Iterable[Happening], looked: datetime | None) -> int:
    """How many happened since somebody looked last; all, if they never did."""
    return sum(looked is None or each.at > looked for each in happenings)
