"""What is planted to see who finds it: in every field of an object a word that stands nowhere else.

A new kind of object is a new `Plant`: who may read each of its fields, and how it comes to be.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from tests.journeys.councils import Council

READERS = (
    *("anonymous", "officer", "lead", "neighbour", "rival", "analyst", "administrator"),
    *("events", "logs"),
)
"""`officer` and `lead` are of the council whose objects they mostly are, `neighbour` is another's
officer and `rival` its lead. `events` is what other systems get, `logs` what operators keep."""


@dataclass
class Setting:
    """Who plants, and what came of it: `ids` are values of the fields in addresses, `texts` what
    somebody might type who looks for it."""

    ours: Council
    theirs: Council
    quiet: Council
    analyst: httpx.Client
    administrator: httpx.Client
    ids: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def raised(self, by: httpx.Client, **words: Any) -> dict[str, Any]:
        """A barrier, to be looked for under its id and its number and by its words."""
        told = {"kind": "legal", "named": False, **words}
        barrier = done(by.post("/barriers", json=told))
        self.ids.setdefault("barrier", []).append(barrier["id"])
        self.ids.setdefault("number", []).append(barrier["number"])
        self.texts.append(f"{words['title']} {words['story']}")
        return barrier


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
    """Raised by an officer, and met by a council that wants nobody to know."""
    told = words("title", "story", "law")
    barrier = setting.raised(setting.ours.officer, **told)
    supported = setting.quiet.officer.put(f"/barriers/{barrier['id']}/support", json={})
    done(supported)
    return {**told, "its council": setting.ours.code, "a supporter": setting.quiet.code}


def named(setting: Setting) -> Mapping[str, str]:
    setting.raised(setting.theirs.lead, named=True, title="A named one", story="Named.")
    return {"its council": setting.theirs.code}


PLANTS = [
    Plant(
        "a barrier of an unnamed council",
        {
            # The title is in events, and in the sector's picture if many meet it.
            "title": "?+++++++-",
            "story": "-++++++--",
            "law": "?+++++++-",
            "its council": "-++--+--?",
            "a supporter": "-----+--?",
        },
        unnamed,
        councils=("its council", "a supporter"),
    ),
    Plant(
        "a barrier of a named council",
        {"its council": "?+++++++?"},
        named,
        councils=("its council",),
    ),
]
