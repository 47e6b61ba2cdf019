"""The life of a barrier as a table: which transitions there are, from where to where, and by whom.

Rules, pages and the drawing in `docs/reference/life-of-a-barrier.md` are made of it.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from contracts.barriers.words import Stage

Who = Literal["analyst", "responder", "council", "lead"]
"""An analyst of the sector body, a responder of the body that it was put to, anybody of a council
that meets it, a lead of such a council."""

Name = Literal[
    "acknowledge",
    "take-up",
    "assign",
    "put-to-body",
    "answer",
    "ask-for-facts",
    "send-facts",
    "escalate",
    "resolve",
    "close",
    "reopen",
    "appeal",
    "merge",
    "unmerge",
]

OPEN: tuple[Stage, ...] = ("raised", "acknowledged", "being-worked-on", "with-body")
"""The stages that have a clock."""

ENDED: tuple[Stage, ...] = ("resolved", "closed")


@dataclass(frozen=True)
class Transition:
    """`target` is None where the stage stays, or for `unmerge` where it is the one from before the
    merger. `needs` says in a few words what else must hold or be given."""

    name: Name
    sources: tuple[Stage, ...]
    target: Stage | None
    by: tuple[Who, ...]
    needs: str


TRANSITIONS: tuple[Transition, ...] = (
    Transition("acknowledge", ("raised",), "acknowledged", ("analyst",), "that it was read"),
    Transition(
        "take-up", ("acknowledged",), "being-worked-on", ("analyst",), "an analyst as its contact"
    ),
    Transition(
        "assign", ("being-worked-on", "with-body"), None, ("analyst",), "an analyst as its contact"
    ),
    Transition(
        "put-to-body",
        ("being-worked-on",),
        "with-body",
        ("analyst",),
        "the body that can change it, and a letter to it",
    ),
    Transition(
        "answer",
        ("with-body",),
        "being-worked-on",
        ("responder",),
        "the answer",
    ),
    Transition(
        "ask-for-facts",
        ("with-body",),
        None,
        ("responder",),
        "a question; no other one is open; the body's clock waits until facts are sent",
    ),
    Transition(
        "send-facts",
        ("with-body",),
        None,
        ("analyst",),
        "the facts that the body asked for; its clock goes on",
    ),
    Transition(
        "escalate",
        ("with-body", "being-worked-on"),
        "with-body",
        ("analyst",),
        "to whom and why; the body has not answered by its day, or its answer evades",
    ),
    Transition(
        "resolve",
        ("being-worked-on", "with-body"),
        "resolved",
        ("analyst",),
        "one of the four ways, with its evidence",
    ),
    Transition("close", OPEN, "closed", ("analyst",), "a reason: closed is not resolved"),
    Transition(
        "reopen",
        ENDED,
        "being-worked-on",
        ("analyst", "council"),
        "a reason; within 12 months; twice at the most",
    ),
    Transition(
        "appeal",
        ("resolved",),
        "being-worked-on",
        ("lead",),
        "a reason; within 8 weeks of “will not change” or “not actually a barrier”; once",
    ),
    Transition(
        "merge",
        OPEN,
        "merged",
        ("analyst",),
        "the barrier that says the same; neither was told in confidence",
    ),
    Transition("unmerge", ("merged",), None, ("analyst",), "a reason; back to where it was"),
)

BY_NAME: dict[Name, Transition] = {each.name: each for each in TRANSITIONS}

DAYS: dict[Stage, int] = {"raised": 14, "acknowledged": 28}
MONTHS: dict[Stage, int] = {"being-worked-on": 3, "with-body": 2}
"""How long a stage may last; that of an escalation is `ESCALATED_DAYS`."""

FACTS_DAYS = 28
"""How long the sector body may take to send the facts that a body asked for."""

LEAST_DAYS_LEFT = 7
"""What a body has at least once it was sent facts."""

WARNING_DAYS = 5
"""Working days before its end at which a clock is told of."""

ESCALATED_DAYS = 28
OUTER_MONTHS = 6
"""No clock goes on for longer since it was raised, reopened or appealed, as with a proposal under
the Sustainable Communities Act."""

REOPEN_MONTHS = 12
MOST_REOPENED = 2
APPEAL_WEEKS = 8

if {each.name for each in TRANSITIONS} != set(get_args(Name)):
    raise AssertionError("the table and its names differ")
