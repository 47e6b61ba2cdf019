"""What happened to a barrier, a sentence for each event, for its history and for its watchers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.languages import Words, later

Names = Mapping[str, str]
"""The names of councils by code, and of bodies by id."""


@dataclass(frozen=True)
class Told:
    """`named` says it with ``%(council)s`` where the event names one, `plain` where it doesn't.

    Both may have any field of the event; ``%(body)s`` by its name, ``%(due)s`` as a day.
    """

    plain: str
    named: str | None = None


@dataclass(frozen=True)
class Choice:
    """A sentence for each value of a field."""

    field: str
    told: Mapping[Any, Told]


SENTENCES: dict[str, Told | Choice] = {
    "barrier-raised": Told(later("It was reported"), later("%(council)s reported it")),
    "barrier-raised-in-confidence": Told(later("It was reported in confidence")),
    "confidential-barrier-moved": Told(later("Something was done about it in confidence")),
    "barrier-supported": Told(
        later("One more council said that it meets it"), later("%(council)s said that it meets it")
    ),
    "barrier-support-changed": Told(
        later("A council changed what it says about it"),
        later("%(council)s changed what it says about it"),
    ),
    "barrier-support-withdrawn": Told(
        later("One council said that it doesn’t meet it any more"),
        later("%(council)s said that it doesn’t meet it any more"),
    ),
    "barrier-merged": Told(later("It was merged into %(into_number)s")),
    "barrier-took-in": Told(later("%(taken_number)s was merged into it")),
    "barrier-unmerged": Told(later("It was taken out of %(source_number)s again")),
    "barrier-gave-back": Told(later("%(given_number)s was taken out of it again")),
    "barrier-merge-disputed": Told(later("A council objected to the merge")),
    "barrier-merge-upheld": Told(later("An objection to the merge was answered")),
    "barrier-acknowledged": Told(later("The body that runs this exchange read it")),
    "barrier-taken-up": Told(later("Work on it began. The next step is due by %(due)s")),
    "barrier-assigned": Told(later("Another person became its contact")),
    "barrier-put-to-body": Told(later("%(body)s was asked to change it, and to answer by %(due)s")),
    "barrier-answered": Told(later("%(body)s answered")),
    "barrier-facts-asked": Told(later("%(body)s asked for facts, to be sent by %(due)s")),
    "barrier-facts-sent": Told(later("%(body)s got the facts, and is to answer by %(due)s")),
    "barrier-escalated": Told(
        later("It was put to somebody higher at %(body)s, to answer by %(due)s")
    ),
    "barrier-clock-runs-out-soon": Told(later("The next step is due by %(due)s, which is soon")),
    "barrier-clock-ran-out": Told(later("The next step was due by %(due)s and was not taken")),
    "barrier-resolved": Choice(
        "way",
        {
            "law-or-rule-changed": Told(later("It was resolved: the law or rule changed")),
            "workaround-found": Told(later("It was resolved: a workaround was found")),
            "not-actually-a-barrier": Told(later("It was resolved: it is not actually a barrier")),
            "will-not-change": Told(later("It was resolved: it will not change")),
        },
    ),
    "barrier-closed": Told(later("It was closed without being resolved")),
    "barrier-reopened": Told(later("It was reopened")),
    "barrier-appealed": Told(later("A council appealed, and it was reopened")),
    "barrier-redacted": Told(
        later("The body that runs this exchange removed words from what was written here")
    ),
    "barrier-release-recorded": Told(
        later("A council recorded what was released for it"),
        later("%(council)s recorded what was released for it"),
    ),
    "barrier-release-withdrawn": Told(
        later("A council took back what it had recorded as released"),
        later("%(council)s took back what it had recorded as released"),
    ),
    "workaround-offered": Told(
        later("A council offered a workaround: %(title)s"),
        later("%(council)s offered a workaround: %(title)s"),
    ),
    "workaround-withdrawn": Told(later("A workaround was taken back")),
    "workaround-marked": Choice(
        "worked",
        {
            True: Told(
                later("A workaround worked for a council"),
                later("A workaround worked for %(council)s"),
            ),
            False: Told(
                later("A workaround did not work for a council"),
                later("A workaround did not work for %(council)s"),
            ),
        },
    ),
    "workaround-mark-withdrawn": Told(
        later("A council took back what it had said of a workaround"),
        later("%(council)s took back what it had said of a workaround"),
    ),
    "workaround-moderated": Choice(
        "hidden",
        {
            True: Told(later("A workaround was hidden")),
            False: Told(later("A workaround is shown again")),
        },
    ),
    "question-asked": Told(
        later("A council asked a question"), later("%(council)s asked a question")
    ),
    "question-answered": Choice(
        "signed",
        {
            "council": Told(
                later("A council answered a question"), later("%(council)s answered a question")
            ),
            "exchange": Told(later("The body that runs this exchange answered a question")),
            "body": Told(later("%(body)s answered a question")),
        },
    ),
    "question-settled": Choice(
        "answered",
        {
            True: Told(later("A question has its answer")),
            False: Told(later("A question is open again")),
        },
    ),
    "question-moderated": Choice(
        "hidden",
        {
            True: Told(later("A question or an answer was hidden")),
            False: Told(later("A question or an answer is shown again")),
        },
    ),
    "group-begun": Told(later("A working group began"), later("%(council)s began a working group")),
    "council-joined-group": Told(
        later("A council joined the working group"), later("%(council)s joined the working group")
    ),
    "council-left-group": Told(
        later("A council left the working group"), later("%(council)s left the working group")
    ),
    "group-lead-changed": Told(
        later("The working group got another lead"), later("%(council)s leads the working group")
    ),
    "group-purpose-changed": Told(later("The working group changed its purpose")),
    "group-contact-changed": Told(later("The contact of the working group changed")),
    "group-meeting-changed": Told(later("The next meeting of the working group changed")),
    "group-note-added": Told(later("The working group wrote down what it agreed")),
    "group-note-removed": Told(later("The working group removed a note")),
    "barriers-linked": Told(later("It was linked with another barrier")),
    "barriers-unlinked": Told(later("A link with another barrier was removed")),
}
"""By the name of the event. A unit test finds an event that has none."""


def sentence(_: Words, happening: Mapping[str, Any], names: Names) -> str:
    """The sentence for a happening: ``{"name", "at", "data"}``, `data` as in the event.

    One that is newer than these pages is told by its name, so that nothing is passed over.
    """
    data: Mapping[str, Any] = happening["data"]
    told = SENTENCES.get(happening["name"])
    if isinstance(told, Choice):
        told = told.told.get(data.get(told.field))
    if told is None:
        return str(happening["name"])
    values = {
        **data,
        **{name: names.get(data.get(name, ""), data.get(name)) for name in ("council", "body")},
        "due": _.day(data.get("due")),
    }
    return _(told.named if told.named and data.get("council") else told.plain, **values)
