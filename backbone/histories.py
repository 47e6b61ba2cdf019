"""Reads feeds of other services from a position on, the next page while the present one is used."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from contracts.cloudevents import Envelope, from_attributes

Ask = Callable[[str, int], dict[str, Any]]
"""From a service and a position to the feed's page behind it: `FeedPage`, as JSON values."""


class FeedNotWhole(Exception):
    """A feed has a gap: an event that was given a position is not there any more."""

    def __init__(self, publisher: str, position: int) -> None:
        super().__init__(f"The feed of {publisher} has no event {position}.")


@dataclass(frozen=True)
class Page:
    """`last` is the position to go on behind, `head` the last one given when it was read."""

    events: Sequence[Envelope]
    last: int
    head: int


class Histories:
    """The feeds of some publishers; `positions` says how far each has been read."""

    def __init__(self, ask: Ask, publishers: Sequence[str]) -> None:
        self._ask = ask
        self._ahead = ThreadPoolExecutor(1, thread_name_prefix="feed")
        self.positions = dict.fromkeys(publishers, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ahead.shutdown()

    def length(self) -> int:
        """How many events all feeds have, read or not."""
        return sum(int(self._ask(each, 0)["head"]) for each in self.positions)

    def rest(self, publisher: str) -> Iterator[Page]:
        """What is still to be read, up to the head as it is when the last page is read.

        Raises:
            FeedNotWhole: an event is missing.
            Refusal: as `Ask` does.
        """
        coming = self._ahead.submit(self._page, publisher, self.positions[publisher])
        while page := coming.result():
            if page.last < page.head:
                coming = self._ahead.submit(self._page, publisher, page.last)
            self.positions[publisher] = page.last
            yield page
            if page.last >= page.head:
                return

    def _page(self, publisher: str, after: int) -> Page:
        answer = self._ask(publisher, after)
        found, head = answer["events"], int(answer["head"])
        if head > after and not found:
            raise FeedNotWhole(publisher, after + 1)
        events = [from_attributes(each["event"]) for each in found]
        return Page(events, int(found[-1]["position"]) if found else after, head)
