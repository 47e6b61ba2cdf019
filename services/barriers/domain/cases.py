"""A barrier's case: what is known of the work on it."""

from dataclasses import dataclass
from datetime import datetime

from contracts.barriers.cases import Closing, Letter, Remark, Resolution, StageReached


@dataclass(frozen=True)
class Contact:
    """The analyst whom councils turn to."""

    person: str
    name: str


@dataclass(frozen=True)
class Case:
    """The work on one barrier; a fresh one is that of a barrier just raised.

    `began` is when it was reopened or appealed last, None where it never was; the outer limit
    counts from there. `due` is the end of the day that the present clock runs until, None without a
    clock; `ran_out` when it was told that it has passed, `warned` when it was told that it soon
    will have. `facts_asked` is there while a body waits
    for facts, with the `days_left` that it has after them. `steps` are those after raising,
    `letters` are private to analysts and the body of each, `remarks` to analysts.
    """

    contact: Contact | None = None
    began: datetime | None = None
    due: datetime | None = None
    ran_out: datetime | None = None
    warned: datetime | None = None
    body: str | None = None
    facts_asked: datetime | None = None
    days_left: int = 0
    steps: tuple[StageReached, ...] = ()
    letters: tuple[Letter, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    closings: tuple[Closing, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def last(self, *kinds: str) -> Letter | None:
        """The newest letter of these kinds."""
        return next((each for each in reversed(self.letters) if each.kind in kinds), None)

    def letters_with(self, body: str) -> tuple[Letter, ...]:
        return tuple(each for each in self.letters if each.body == body)

    @property
    def reopened(self) -> int:
        """How often it was, appeals apart."""
        return sum(each.kind == "reopening" for each in self.remarks)

    @property
    def appeal(self) -> Remark | None:
        """There is one in a barrier's life at the most."""
        return next((each for each in self.remarks if each.kind == "appeal"), None)


FRESH = Case()
