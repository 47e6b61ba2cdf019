"""Of which event who is told, under which topic: the first of its rules that fits somebody.

Who has done it themselves is told as well: most events do not say who it was, and their colleagues
are to hear of it all the same. A council is never named to others here, though it agreed: consent
can be taken back, and a mail that was sent can not.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from contracts.barriers.messages import Concerned
from contracts.callers import SECTOR_BODY, Role
from contracts.notifications.topics import TOPICS, TopicName

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Person:
    id: str
    organisation: str
    role: Role


@dataclass(frozen=True)
class Audience:
    """Organisations by code or id, and people by id. The topic's roles narrow it down."""

    organisations: frozenset[str] = field(default_factory=frozenset)
    people: frozenset[str] = field(default_factory=frozenset)

    def has(self, person: Person) -> bool:
        return person.organisation in self.organisations or person.id in self.people


Who = Callable[[Data, Concerned], Audience]
Topics = tuple[tuple[TopicName, Callable[[Data], Audience]], ...]


@dataclass(frozen=True)
class Rule:
    topic: TopicName
    who: Who


def organisations(*names: str | None) -> Audience:
    return Audience(organisations=frozenset(each for each in names if each))


def people(*ids: str | None) -> Audience:
    return Audience(people=frozenset(each for each in ids if each))


def ours(_: Data, barrier: Concerned) -> Audience:
    return organisations(*barrier.ours)


def watching(_: Data, barrier: Concerned) -> Audience:
    return organisations(*barrier.watching, *barrier.group)


def group(_: Data, barrier: Concerned) -> Audience:
    return organisations(*barrier.group)


def body(_: Data, barrier: Concerned) -> Audience:
    """The body that owes an answer now."""
    return organisations(barrier.asked)


def bodies(_: Data, barrier: Concerned) -> Audience:
    return organisations(*(each.id for each in barrier.bodies))


def analyst(_: Data, barrier: Concerned) -> Audience:
    """Its contact; all of them while it has none."""
    return people(barrier.analyst) if barrier.analyst else organisations(SECTOR_BODY)


def contact(_: Data, barrier: Concerned) -> Audience:
    return people(barrier.analyst)


def who_owes(data: Data, barrier: Concerned) -> Audience:
    """Who has to take the next step, and the analyst in any case."""
    of_analyst = analyst(data, barrier)
    return Audience(of_analyst.organisations | body(data, barrier).organisations, of_analyst.people)


OURS = Rule("our-barriers", ours)
WATCHED = Rule("watched-barriers", watching)
IN_GROUP = Rule("watched-barriers", group)
BODY = Rule("to-answer", body)
BODIES = Rule("to-answer", bodies)
CONTACT = Rule("to-answer", contact)
ANALYST = Rule("to-answer", analyst)
CLOCK = Rule("clocks", who_owes)
COUNCILS = (OURS, WATCHED)

OF_BARRIERS: dict[str, tuple[Rule, ...]] = {
    "barrier-raised": COUNCILS,
    "barrier-acknowledged": COUNCILS,
    "barrier-taken-up": COUNCILS,
    "barrier-assigned": (CONTACT,),
    "barrier-put-to-body": (BODY, *COUNCILS),
    "barrier-answered": (CONTACT, *COUNCILS),
    "barrier-facts-asked": (CONTACT, *COUNCILS),
    "barrier-facts-sent": (BODY, *COUNCILS),
    "barrier-escalated": (BODY, *COUNCILS),
    "barrier-resolved": (BODIES, *COUNCILS),
    "barrier-closed": (BODIES, *COUNCILS),
    "barrier-reopened": (CONTACT, *COUNCILS),
    "barrier-appealed": (CONTACT, *COUNCILS),
    "barrier-clock-runs-out-soon": (CLOCK,),
    "barrier-clock-ran-out": (CLOCK, *COUNCILS),
    "barrier-supported": (OURS,),
    "barrier-merged": COUNCILS,
    "barrier-took-in": COUNCILS,
    "barrier-unmerged": COUNCILS,
    "barrier-gave-back": COUNCILS,
    "barrier-merge-disputed": (ANALYST,),
    "barrier-merge-upheld": COUNCILS,
    "barrier-raised-in-confidence": (ANALYST,),
    "confidential-barrier-moved": (BODIES, CONTACT, OURS),
    "question-asked": (CONTACT, *COUNCILS),
    "question-answered": COUNCILS,
    "workaround-offered": COUNCILS,
    "group-begun": COUNCILS,
    "council-joined-group": (IN_GROUP,),
    "group-meeting-changed": (IN_GROUP,),
    "group-note-added": (IN_GROUP,),
}
"""By the name of the event. Those of barriers that are not here are told to nobody: they change
what a page says, and nothing that somebody waits for."""

WHOSE_WEBHOOK: Topics = (
    ("webhooks", lambda data: organisations(data["organisation"])),
    ("running", lambda _: organisations(SECTOR_BODY)),
)

OF_OTHERS: dict[str, Topics] = {
    "assessment-submitted": (
        ("assessment-submitted", lambda data: organisations(data["council"])),
    ),
    "sign-in-link-made": (("account", lambda data: people(data["person"])),),
    "events-parked": (("running", lambda _: organisations(SECTOR_BODY)),),
    "webhook-ended": WHOSE_WEBHOOK,
    "webhook-paused": WHOSE_WEBHOOK,
}
"""Likewise of all that is told of something else than a barrier."""

TOLD = {*OF_BARRIERS, *OF_OTHERS}

NEW_IN_SECTOR = ("barrier-raised", "barrier-answered", "barrier-resolved")
"""What the weekly summary counts as new. They tell of no barrier that is told in confidence."""


def candidates(
    name: str, data: Data, barrier: Concerned | None
) -> list[tuple[TopicName, Audience]]:
    """Who may be told of an event and under which topic, the weightiest first."""
    if name in OF_OTHERS:
        return [(topic, who(data)) for topic, who in OF_OTHERS[name]]
    if barrier is None:
        return []
    return [(rule.topic, rule.who(data, barrier)) for rule in OF_BARRIERS[name]]


def topic_of(person: Person, audiences: Iterable[tuple[TopicName, Audience]]) -> TopicName | None:
    """Under which topic somebody is told, if they are."""
    fitting = (
        topic
        for topic, audience in audiences
        if person.role in TOPICS[topic].roles and audience.has(person)
    )
    return next(fitting, None)
