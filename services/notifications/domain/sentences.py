"""What happened to a barrier, a sentence for each event that is told, in English and Welsh.

They stand here beside those of the web client's pages, which may name a council that agreed to it:
a mail can't be taken back, so these name none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from contracts.languages import Language

Day = Callable[[str], str]
"""Writes the day of a moment in ISO form, such as 5 March 2027."""


@dataclass(frozen=True)
class Said:
    """With ``%(field)s`` for what the event has: ``%(body)s`` by its name, ``%(due)s`` as a day."""

    en: str
    cy: str


@dataclass(frozen=True)
class Choice:
    """A sentence for each value of a field."""

    field: str
    said: Mapping[str, Said]


A_BODY = Said("the body that was asked", "y corff y gofynnwyd iddo")
"""Where the register does not know its name."""

CONFIDENTIAL = Said("which was told in confidence", "y rhoddwyd gwybod amdano’n gyfrinachol")
"""In the place of the title of a barrier told in confidence: it does not leave the page."""

SENTENCES: dict[str, Said | Choice] = {
    "barrier-raised": Said("It was reported", "Rhoddwyd gwybod amdano"),
    "barrier-raised-in-confidence": Said(
        "It was reported in confidence", "Rhoddwyd gwybod amdano’n gyfrinachol"
    ),
    "confidential-barrier-moved": Said(
        "Something was done about it in confidence", "Gwnaed rhywbeth yn ei gylch yn gyfrinachol"
    ),
    "barrier-supported": Said(
        "One more council said that it meets it", "Dywedodd un cyngor arall ei fod yn ei wynebu"
    ),
    "barrier-merged": Said("It was merged into %(into_number)s", "Fe’i cyfunwyd â %(into_number)s"),
    "barrier-took-in": Said(
        "%(taken_number)s was merged into it", "Cyfunwyd %(taken_number)s ag ef"
    ),
    "barrier-unmerged": Said(
        "It was taken out of %(source_number)s again",
        "Fe’i gwahanwyd oddi wrth %(source_number)s eto",
    ),
    "barrier-gave-back": Said(
        "%(given_number)s was taken out of it again", "Gwahanwyd %(given_number)s oddi wrtho eto"
    ),
    "barrier-merge-disputed": Said(
        "A council objected to the merge", "Gwrthwynebodd cyngor y cyfuno"
    ),
    "barrier-merge-upheld": Said(
        "An objection to the merge was answered", "Atebwyd gwrthwynebiad i’r cyfuno"
    ),
    "barrier-acknowledged": Said(
        "The body that runs this exchange read it",
        "Darllenodd y corff sy’n rhedeg y gyfnewidfa hon ef",
    ),
    "barrier-taken-up": Said(
        "Work on it began. The next step is due by %(due)s",
        "Dechreuodd y gwaith arno. Mae’r cam nesaf i’w gymryd erbyn %(due)s",
    ),
    "barrier-assigned": Said("You are its contact now", "Chi yw’r cyswllt iddo bellach"),
    "barrier-put-to-body": Said(
        "%(body)s was asked to change it, and to answer by %(due)s",
        "Gofynnwyd i %(body)s ei newid, ac ateb erbyn %(due)s",
    ),
    "barrier-answered": Said("%(body)s answered", "Atebodd %(body)s"),
    "barrier-facts-asked": Said(
        "%(body)s asked for facts, to be sent by %(due)s",
        "Gofynnodd %(body)s am ffeithiau, i’w hanfon erbyn %(due)s",
    ),
    "barrier-facts-sent": Said(
        "%(body)s got the facts, and is to answer by %(due)s",
        "Cafodd %(body)s y ffeithiau, ac mae i ateb erbyn %(due)s",
    ),
    "barrier-escalated": Said(
        "It was put to somebody higher at %(body)s, to answer by %(due)s",
        "Fe’i rhoddwyd gerbron rhywun uwch yn %(body)s, i ateb erbyn %(due)s",
    ),
    "barrier-clock-runs-out-soon": Said(
        "The next step is due by %(due)s, which is soon",
        "Mae angen cymryd y cam nesaf erbyn %(due)s, sy’n agos",
    ),
    "barrier-clock-ran-out": Said(
        "The next step was due by %(due)s and was not taken",
        "Roedd y cam nesaf i’w gymryd erbyn %(due)s ond nis cymerwyd",
    ),
    "barrier-resolved": Choice(
        "way",
        {
            "law-or-rule-changed": Said(
                "It was resolved: the law or rule changed",
                "Fe’i datryswyd: newidiodd y gyfraith neu’r rheol",
            ),
            "workaround-found": Said(
                "It was resolved: a workaround was found",
                "Fe’i datryswyd: cafwyd ffordd o’i gwmpas",
            ),
            "not-actually-a-barrier": Said(
                "It was resolved: it is not actually a barrier",
                "Fe’i datryswyd: nid yw’n rhwystr mewn gwirionedd",
            ),
            "will-not-change": Said(
                "It was resolved: it will not change", "Fe’i datryswyd: ni fydd yn newid"
            ),
        },
    ),
    "barrier-closed": Said("It was closed without being resolved", "Fe’i caewyd heb ei ddatrys"),
    "barrier-reopened": Said("It was reopened", "Fe’i hailagorwyd"),
    "barrier-appealed": Said(
        "A council appealed, and it was reopened", "Apeliodd cyngor, ac fe’i hailagorwyd"
    ),
    "question-asked": Said("A council asked a question", "Gofynnodd cyngor gwestiwn"),
    "question-answered": Choice(
        "signed",
        {
            "council": Said("A council answered a question", "Atebodd cyngor gwestiwn"),
            "exchange": Said(
                "The body that runs this exchange answered a question",
                "Atebodd y corff sy’n rhedeg y gyfnewidfa hon gwestiwn",
            ),
            "body": Said("%(body)s answered a question", "Atebodd %(body)s gwestiwn"),
        },
    ),
    "workaround-offered": Said(
        "A council offered a workaround", "Cynigiodd cyngor ffordd o’i gwmpas"
    ),
    "group-begun": Said("A working group began", "Dechreuodd gweithgor"),
    "council-joined-group": Said(
        "A council joined the working group", "Ymunodd cyngor â’r gweithgor"
    ),
    "group-meeting-changed": Said(
        "The next meeting of the working group changed", "Newidiodd cyfarfod nesaf y gweithgor"
    ),
    "group-note-added": Said(
        "The working group wrote down what it agreed",
        "Ysgrifennodd y gweithgor yr hyn y cytunodd arno",
    ),
}
"""By the name of the event. A unit test finds one that is told and has none."""


def said_of(name: str, data: Mapping[str, Any]) -> Said:
    found = SENTENCES[name]
    return found.said[data[found.field]] if isinstance(found, Choice) else found


def sentence(name: str, data: Mapping[str, Any], language: Language, day: Day) -> str:
    """Without the full stop. `data` is the event's, with the names of ``bodies`` by id."""
    text = getattr(said_of(name, data), language)
    bodies: Mapping[str, Mapping[str, str]] = data.get("bodies", {})
    body = bodies.get(data.get("body", ""), {"en": A_BODY.en, "cy": A_BODY.cy})[language]
    if text.startswith("%(body)s"):
        body = body[:1].upper() + body[1:]
    due = data.get("due")
    filled: str = text % {**data, "body": body, "due": day(due) if due else ""}
    return filled
