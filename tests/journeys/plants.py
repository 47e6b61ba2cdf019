"""What is planted to see who finds it: in every field of an object a word that stands nowhere else.

A new kind of object is a new `Plant`: who may read each of its fields, and how it comes to be.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import uuid4

import httpx
from pymongo import MongoClient

from tests.journeys.councils import Council

READERS = (
    *("anonymous", "officer", "lead", "neighbour", "rival", "analyst", "administrator"),
    *("responder", "stranger", "events", "logs"),
)
"""`officer` and `lead` are of the council whose objects they mostly are, `neighbour` is another's
officer and `rival` its lead. `responder` answers for the body that barriers are put to, `stranger`
for another one. `events` is what other systems get, `logs` what operators keep."""

SIGNED_IN = "-++++++++"
THE_COUNCIL = "-++------"
THE_COUNCIL_AND_ANALYSTS = "-++--+---"
THEY_AND_THE_BODY = "-++--+-+-"
ANALYSTS = "-----+---"
ANALYSTS_AND_THE_BODY = "-----+-+-"
NOBODY = "---------"
UNTOLD = "--"
"""Neither in events nor in logs. What comes before it is of people, in the order of `READERS`."""

BODY = "dwp"


@dataclass
class Setting:
    """Who plants, and what came of it: `ids` are values of the fields in addresses, `texts` what
    somebody might type who looks for it."""

    ours: Council
    theirs: Council
    quiet: Council
    analyst: httpx.Client
    administrator: httpx.Client
    responder: httpx.Client
    mongodb_url: str
    ids: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def raised(self, by: httpx.Client, **words: Any) -> dict[str, Any]:
        """A barrier, to be looked for under its id and its number and by its words."""
        told = {"title": "One of many", "story": "It is.", "kind": "legal", "named": False}
        barrier = done(by.post("/barriers", json=told | words))
        self.known(barrier=barrier["id"], number=barrier["number"])
        if "title" in words:
            self.texts.append(f"{words['title']} {words.get('story', '')}")
        return barrier

    @cached_property
    def theirs_too(self) -> dict[str, Any]:
        """A barrier of `theirs` that several plants share: each has words of its own."""
        return self.raised(self.theirs.officer)

    @cached_property
    def shared(self) -> dict[str, Any]:
        """The same of `ours`."""
        return self.raised(self.ours.officer)

    def known(self, **ids: str) -> None:
        for name, value in ids.items():
            self.ids.setdefault(name, []).append(value)

    def step(self, by: httpx.Client, barrier: Mapping[str, Any], step: str, **told: Any) -> None:
        """A step of casework, on the barrier as it is now."""
        address = f"/barriers/{barrier['id']}"
        version = done(self.analyst.get(address))["version"]
        done(by.post(f"{address}/{step}", json=told, headers={"if-match": f'"{version}"'}))

    def put_to_the_body(self, barrier: Mapping[str, Any], letter: str) -> None:
        self.step(self.analyst, barrier, "acknowledgements")
        self.step(self.analyst, barrier, "take-ups")
        self.step(self.analyst, barrier, "letters", body=BODY, letter=letter)

    def run_out(self, barrier: Mapping[str, Any]) -> None:
        """Lets the clock of its stage have run out: nobody can wait for weeks here."""
        with MongoClient[Any](self.mongodb_url) as client:
            past = {"$set": {"case.due": datetime(2020, 1, 1, tzinfo=UTC)}}
            client["barriers"]["barriers"].update_one({"_id": barrier["id"]}, past)


Plants = Callable[[Setting], Mapping[str, str]]


@dataclass(frozen=True)
class Plant:
    """An object. `readers` has, for each of its fields, a sign for each of `READERS`: "+" finds the
    word somewhere, "-" nowhere, "?" does not matter. `plant` gives the word of each field. Fields
    in `councils` hold the code of a council, which stands in the register for everybody: it is
    looked for where barriers are told of, and not where councils are."""

    name: str
    readers: Mapping[str, str]
    plant: Plants
    councils: tuple[str, ...] = ()


def done(answer: httpx.Response) -> dict[str, Any]:
    assert answer.is_success, answer.text
    told: dict[str, Any] = answer.json()
    return told


def word() -> str:
    """One that nobody has typed before, in letters alone, so that searches take it for a word."""
    return "q" + uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))


def words(*names: str) -> dict[str, str]:
    return {name: word() for name in names}


def unnamed(setting: Setting) -> Mapping[str, str]:
    """Raised by an officer, with evidence, and met by a council that wants nobody to know."""
    told, file = words("title", "story", "law"), words("file", "name of the file")
    barrier = setting.raised(setting.ours.officer, **told)
    address = f"/barriers/{barrier['id']}"
    done(setting.quiet.officer.put(f"{address}/support", json={}))
    content = b64encode(file["file"].encode()).decode()
    evidence = {"name": f"{file['name of the file']}.txt", "content": content}
    setting.known(file=done(setting.ours.officer.post(f"{address}/files", json=evidence))["id"])
    councils = {"its council": setting.ours.code, "a supporter": setting.quiet.code}
    return {**told, **file, **councils}


def named(setting: Setting) -> Mapping[str, str]:
    setting.raised(setting.theirs.lead, named=True)
    return {"its council": setting.theirs.code}


def in_confidence(setting: Setting) -> Mapping[str, str]:
    told, more = words("title", "story", "law"), words("method")
    estimate = {"measure": "money", "low": 1, "high": 2, "confidence": "low", **more}
    setting.raised(setting.ours.officer, **told, audience="sector-body", estimate=estimate)
    return {**told, **more}


def put_in_confidence(setting: Setting) -> Mapping[str, str]:
    told, more = words("title", "story"), words("letter")
    barrier = setting.raised(setting.ours.officer, **told, audience="sector-body")
    setting.put_to_the_body(barrier, more["letter"])
    return {**told, **more}


def case(setting: Setting) -> Mapping[str, str]:
    """All that passes between the sector body and a body, and what came of it."""
    told = words(
        "letter", "question", "facts", "escalation", "answer", "evidence", "reopening", "appeal"
    )
    barrier = setting.raised(setting.ours.officer)
    setting.put_to_the_body(barrier, told["letter"])
    setting.step(setting.responder, barrier, "fact-requests", question=told["question"])
    setting.step(setting.analyst, barrier, "facts", facts=told["facts"])
    setting.run_out(barrier)
    setting.step(setting.analyst, barrier, "escalations", to="Higher", why=told["escalation"])
    setting.step(setting.responder, barrier, "answers", answer=told["answer"])
    for sent, why in (("reopenings", "reopening"), ("appeals", "appeal")):
        way = {"way": "will-not-change", "evidence": told["evidence"]}
        setting.step(setting.analyst, barrier, "resolutions", **way)
        setting.step(setting.ours.lead, barrier, sent, why=told[why])
    setting.step(setting.analyst, barrier, "resolutions", **way)
    return told


def draft(setting: Setting) -> Mapping[str, str]:
    told = words("title", "story")
    kept = done(setting.ours.officer.post("/barriers/drafts", json={"typed": told}))
    setting.known(draft=kept["id"])
    return told


def notes(setting: Setting) -> Mapping[str, str]:
    """What analysts write for each other, and what readers report to them."""
    told = words("note", "report")
    address = f"/barriers/{setting.shared['id']}"
    done(setting.analyst.post(f"{address}/notes", json={"text": told["note"]}))
    flag = {"kind": "barrier", "object": address[10:], "reason": "wrong", "line": told["report"]}
    setting.known(flag=done(setting.quiet.officer.post(f"{address}/flags", json=flag))["id"])
    return told


def release(setting: Setting) -> Mapping[str, str]:
    """What a way around it released for a council that is not named."""
    told = words("method", "owner", "note")
    barrier = setting.shared
    figures = {"low": 1, "high": 2, "confidence": "low", "as_of": "2026-01-31"}
    more = {"basis": "estimated", "through": "workaround"}
    address = f"/barriers/{barrier['id']}/releases/money"
    new = {"if-none-match": "*"}
    done(setting.quiet.officer.put(address, json={**told, **figures, **more}, headers=new))
    return told


def voice(setting: Setting) -> Mapping[str, str]:
    """What a council that is not named says of it."""
    told = words("how it bites", "method")
    barrier = setting.shared
    estimate = {"measure": "money", "low": 1, "high": 2, "confidence": "low"}
    said = {
        "bites": told["how it bites"],
        "releases": {**estimate, "method": told["method"]},
    }
    done(setting.quiet.officer.put(f"/barriers/{barrier['id']}/support/words", json=said))
    return told


def merged(setting: Setting) -> Mapping[str, str]:
    """Into another, against the will of a council that is not named."""
    told = words("title", "why", "objection", "answer")
    into = setting.theirs_too
    barrier = setting.raised(setting.ours.officer, title=told["title"], story="The same.")
    address = f"/barriers/{barrier['id']}/merge"
    done(setting.quiet.officer.put(f"/barriers/{barrier['id']}/support", json={}))
    version = f'"{done(setting.analyst.get(address[:-6]))["version"]}"'
    wanted = {"into": into["id"], "why": f"Both say {told['why']}."}
    done(setting.analyst.put(address, json=wanted, headers={"if-match": version}))
    objection = {"reason": told["objection"]}
    done(setting.quiet.officer.put(f"{address}/objection", json=objection))
    answers = f"{address}/objections/{setting.quiet.code}/answer"
    done(setting.analyst.put(answers, json={"answer": told["answer"]}))
    return told


def together(setting: Setting) -> Mapping[str, str]:
    """What a council that is not named offers, asks and answers, and what is hidden of it."""
    shown, hidden = words("workaround", "mark", "question", "answer"), words("hidden", "why")
    address = f"/barriers/{setting.shared['id']}"
    quiet, ours = setting.quiet.officer, setting.ours.officer
    offers = [
        done(quiet.post(f"{address}/workarounds", json={"title": "A way", "text": text}))["id"]
        for text in (shown["workaround"], hidden["hidden"])
    ]
    for offer in offers:
        setting.known(workaround=offer)
    mark = {"worked": True, "note": shown["mark"]}
    done(ours.put(f"/workarounds/{offers[0]}/mark", json=mark))
    visibility = {"hidden": True, "why": f"It says {hidden['why']}."}
    done(setting.analyst.put(f"/workarounds/{offers[1]}/visibility", json=visibility))
    asked = done(quiet.post(f"{address}/questions", json={"text": shown["question"]}))["id"]
    setting.known(question=asked)
    done(ours.post(f"/questions/{asked}/answers", json={"text": shown["answer"]}))
    return {**shown, **hidden}


def group(setting: Setting) -> Mapping[str, str]:
    """A working group: who is in it agreed to be named; its contact is for people of councils."""
    told = words("purpose", "note", "place")
    address = f"/barriers/{setting.theirs_too['id']}/group"
    done(setting.theirs.lead.post(address, json={"purpose": told["purpose"]}))
    note = {"agreed": "2026-01-31", "text": told["note"]}
    done(setting.theirs.officer.post(f"{address}/notes", json=note))
    meeting = {"at": "2036-01-31T10:00:00+00:00", "place": told["place"]}
    done(setting.theirs.officer.put(f"{address}/meeting", json=meeting))
    return told


def link(setting: Setting) -> Mapping[str, str]:
    """From a barrier that everybody sees to one that was told in confidence."""
    told = words("title", "why")
    opened = setting.shared
    title = told["title"]
    kept = setting.raised(setting.ours.officer, title=title, story="x", audience="sector-body")
    link = {"feeds": kept["id"], "why": told["why"]}
    setting.ours.officer.post(f"/barriers/{opened['id']}/links", json=link)
    return told


def redacted(setting: Setting) -> Mapping[str, str]:
    """A name that should not have been written, taken out again."""
    told = words("removed")
    barrier = setting.raised(setting.ours.officer, title="One", story=f"By {told['removed']}.")
    removal = {"passages": [told["removed"]], "reason": "unnamed-council"}
    setting.step(setting.analyst, barrier, "redactions", **removal)
    return told


PLANTS = [
    Plant(
        "a barrier of an unnamed council",
        {
            # The title is in events, and in the sector's picture if many meet it.
            "title": "?+++++++++-",
            "story": SIGNED_IN + UNTOLD,
            "law": "?+++++++++-",
            "its council": THE_COUNCIL_AND_ANALYSTS + "-?",
            "a supporter": ANALYSTS + "-?",
            "file": THE_COUNCIL_AND_ANALYSTS + UNTOLD,
            "name of the file": THE_COUNCIL_AND_ANALYSTS + UNTOLD,
        },
        unnamed,
        councils=("its council", "a supporter"),
    ),
    Plant(
        "a barrier of a named council",
        {"its council": "?+++++++++?"},
        named,
        councils=("its council",),
    ),
    Plant(
        "a barrier told in confidence",
        dict.fromkeys(("title", "story", "law", "method"), THE_COUNCIL_AND_ANALYSTS + UNTOLD),
        in_confidence,
    ),
    Plant(
        "a barrier told in confidence and put to a body",
        {
            "title": THEY_AND_THE_BODY + UNTOLD,
            "story": THEY_AND_THE_BODY + UNTOLD,
            "letter": ANALYSTS_AND_THE_BODY + UNTOLD,
        },
        put_in_confidence,
    ),
    Plant(
        "a case",
        {
            **dict.fromkeys(
                ("letter", "question", "facts", "escalation", "answer"),
                ANALYSTS_AND_THE_BODY + UNTOLD,
            ),
            "evidence": SIGNED_IN + "?-",
            "reopening": ANALYSTS + UNTOLD,
            "appeal": ANALYSTS + UNTOLD,
        },
        case,
    ),
    Plant("a draft", dict.fromkeys(("title", "story"), THE_COUNCIL + UNTOLD), draft),
    Plant(
        "what analysts are told",
        {"note": ANALYSTS + UNTOLD, "report": ANALYSTS + UNTOLD},
        notes,
    ),
    Plant(
        "what it released for an unnamed council",
        dict.fromkeys(("method", "owner", "note"), ANALYSTS + UNTOLD),
        release,
    ),
    Plant(
        "what an unnamed council says of a barrier",
        {"how it bites": SIGNED_IN + UNTOLD, "method": ANALYSTS + UNTOLD},
        voice,
    ),
    Plant(
        "a barrier that was merged",
        {
            "title": "?+++++++++-",
            "why": "?++++++++?-",
            "objection": ANALYSTS + UNTOLD,
            "answer": "-????+???--",
        },
        merged,
    ),
    Plant(
        "what councils do together",
        {
            **dict.fromkeys(("workaround", "mark", "question", "answer"), SIGNED_IN + "?-"),
            "hidden": ANALYSTS + UNTOLD,
            "why": ANALYSTS + UNTOLD,
        },
        together,
    ),
    Plant(
        "a working group",
        {
            "purpose": SIGNED_IN + "?-",
            "note": SIGNED_IN + "?-",
            "place": "-++++????--",
        },
        group,
    ),
    Plant(
        "a confidence that another barrier was linked with",
        {"title": THE_COUNCIL_AND_ANALYSTS + UNTOLD, "why": "-----------"},
        link,
    ),
    Plant("words taken out of a barrier", {"removed": NOBODY + UNTOLD}, redacted),
]
