"""How far a barrier of the demonstration has come: put to a body, answered, resolved."""

from __future__ import annotations

from typing import Any, get_args

from marshmallow import ValidationError, validates_schema

from contracts.barriers.words import Says, Way
from contracts.content.documents import MISSING, Bilingual, Document, Part, Text, kebab
from contracts.content.values import Choice

NOT_A_BARRIER = "not-actually-a-barrier"


class Letter(Document):
    """To whom a barrier is put: `{body, text}`."""

    body = Text(80, validate=kebab)
    text = Text(4000)


class Answer(Document):
    """What the body answers: `{says, text}`."""

    says = Choice(get_args(Says))
    text = Text(4000)


class Resolution(Document):
    """How it ends: `{way, evidence, note}`; the note goes with what was not actually a barrier."""

    way = Choice(get_args(Way))
    evidence = Text(4000)
    note = Bilingual(1000, required=False)

    @validates_schema
    def _has_its_note(self, resolution: dict[str, Any], **_: Any) -> None:
        if resolution["way"] == NOT_A_BARRIER and "note" not in resolution:
            raise ValidationError(MISSING, "note")
        if resolution["way"] != NOT_A_BARRIER and "note" in resolution:
            raise ValidationError(f"goes with {NOT_A_BARRIER}", "note")


class Case(Document):
    """What was done about a barrier, all of it after an analyst took it up: `{put, answer,
    resolution}`, each where it has come to that."""

    put = Part(Letter, required=False)
    answer = Part(Answer, required=False)
    resolution = Part(Resolution, required=False)

    @validates_schema
    def _follows(self, case: dict[str, Any], **_: Any) -> None:
        if "answer" in case and "put" not in case:
            raise ValidationError("needs what is answered: put", "answer")
