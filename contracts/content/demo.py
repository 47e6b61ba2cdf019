"""What the demonstration must be: real councils as plain facts, and made-up answers of theirs.

The files are `content/demo/*.yaml`, each with some of the parts of one document. Nothing in them
but `councils` and `bodies` is true, and each file says so where it starts.
"""

from __future__ import annotations

from typing import Any, get_args

from marshmallow import ValidationError, fields, validate, validates_schema

from contracts.accounts.bodies import BODY_KINDS
from contracts.assessment.events import AnswerKind
from contracts.assessment.messages import Confidence
from contracts.barriers.words import BitesAt, Effect, Nation, Nature
from contracts.barriers.words import Measure as MeasureOfEstimate
from contracts.callers import ROLES
from contracts.content import demo_agreement
from contracts.content.demo_cases import Case
from contracts.content.documents import (
    MISSING,
    Bilingual,
    ContentMistakes,
    Document,
    Mistake,
    Part,
    Parts,
    Text,
    flatten,
    kebab,
    load_yaml,
)
from contracts.content.values import (
    NATIONS,
    Choice,
    Flag,
    Measure,
    Whole,
    each_once,
    month,
)
from contracts.languages import LANGUAGES

STATES = ("not-started", "in-progress", "submitted")
# What an answer of each kind says, and what it may say.
SAYS: dict[str, set[str]] = {
    "placed": {"current", "target", "confidence"},
    "not-applicable": {"reason"},
    "dont-know": set(),
}
MAY_SAY: dict[str, set[str]] = {"placed": {"target_by"}}
# Addresses under example.org reach nobody.
_EXAMPLE = validate.Regexp(
    r"[a-z.]+@([a-z-]+\.)?example\.org\Z", error="is not an address under example.org"
)
_NO_MAPPING = {"required": MISSING, "null": MISSING, "invalid": "is not a mapping"}


class Code(Text):
    """A council's local-authority-code, such as CMD."""

    def __init__(self) -> None:
        form = validate.Regexp(r"[A-Z][A-Z0-9-]{1,11}\Z", error="is not a code such as CMD")
        super().__init__(12, validate=form)


class Council(Document):
    """A real council: its names and codes, its area in km², its place in degrees."""

    code = Code()
    name = Text(100)
    official_name = Text(120)
    gss_code = Text(9, validate=validate.Regexp(r"[EWSN]\d{8}\Z", error="is not a GSS code"))
    kind = Text(8)
    kind_name = Text(60)
    nation = Choice(NATIONS)
    region = Text(60)
    population = Whole(1, 10_000_000)
    area = Measure(0.1, 100_000)
    latitude = Measure(49, 61)
    longitude = Measure(-9, 2)
    deprivation = Whole(1, 5)
    rurality = Text(60)


class Answer(Document):
    """One answer: `{kind}` with what `SAYS` and `MAY_SAY` have for that kind."""

    kind = Choice(get_args(AnswerKind))
    current = Whole(1, 5, required=False)
    target = Whole(1, 5, required=False)
    confidence = Choice(get_args(Confidence), required=False)
    target_by = Text(7, required=False, validate=month)
    reason = Text(1000, required=False)

    @validates_schema
    def _says_what_its_kind_says(self, answer: dict[str, Any], **_: Any) -> None:
        kind = answer["kind"]
        says = SAYS[kind] | MAY_SAY.get(kind, set())
        errors = {name: [MISSING] for name in sorted(SAYS[kind] - answer.keys())}
        for name in sorted(answer.keys() - says - {"kind"}):
            errors[name] = [f"has no place in an answer that is {kind}"]
        if errors:
            raise ValidationError(errors)

    @validates_schema
    def _heads_no_lower(self, answer: dict[str, Any], **_: Any) -> None:
        if answer.get("target", 5) < answer.get("current", 1):
            raise ValidationError("is lower than current", "target")


class Answers(fields.Dict):
    """Answers by characteristic; none at all for a council that has not started."""

    default_error_messages = _NO_MAPPING

    def __init__(self) -> None:
        super().__init__(required=True, keys=Text(80, validate=kebab), values=Part(Answer))

    def _deserialize(self, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        try:
            answers = super()._deserialize(value, *args, **options)  # type: ignore[no-untyped-call]
        except ValidationError as error:
            raise ValidationError(_without_key_and_value(error.messages)) from error
        return dict(answers)


class Assessment(Document):
    """A council's answers: `{council, state, answers}`."""

    council = Code()
    state = Choice(STATES)
    answers = Answers()


class HelpOffer(Document):
    """What a council is named as a helper for: `{council, characteristics, capacity}`."""

    council = Code()
    characteristics = Parts(Text(80, validate=kebab), validate=each_once)
    capacity = Whole(1, 20)


class Supporter(Document):
    """Another council that meets a barrier: `{council, named}`."""

    council = Code()
    named = Flag(required=True)


class Law(Document):
    """A law that a barrier cites: `{title, section, link}`; the link may say the title."""

    title = Text(200, required=False)
    section = Text(200, required=False)
    link = fields.Url(schemes={"https"}, error_messages={"invalid": "is no https link"})


class Estimate(Document):
    """What a change would release: `{measure, low, high, confidence, method}`."""

    measure = Choice(get_args(MeasureOfEstimate))
    low = Whole(0, 10**12)
    high = Whole(0, 10**12)
    confidence = Choice(get_args(Confidence))
    method = Text(1000)

    @validates_schema
    def _is_a_range(self, estimate: dict[str, Any], **_: Any) -> None:
        if estimate["high"] < estimate["low"]:
            raise ValidationError("is less than low", "high")


class Barrier(Document):
    """A barrier in an officer's words, with the facets that the officer knew."""

    title = Text(200)
    story = Text(4000)
    kind = Text(80, validate=kebab)
    stage = Choice(get_args(BitesAt), required=False)
    effect = Choice(get_args(Effect), required=False)
    nature = Choice(get_args(Nature), required=False)
    nation = Choice(get_args(Nation), required=False)
    body = Text(80, required=False, validate=kebab)
    law = Text(200, required=False)
    laws = Parts(Law, required=False)
    estimate = Part(Estimate, required=False)
    characteristic = Text(80, required=False, validate=kebab)
    from_level = Whole(1, 4, required=False)
    council = Code()
    named = Flag(required=True)
    supporters = Parts(Supporter)
    case = Part(Case, required=False)

    @validates_schema
    def _names_a_whole_step(self, barrier: dict[str, Any], **_: Any) -> None:
        if ("from_level" in barrier) != ("characteristic" in barrier):
            raise ValidationError("goes with characteristic: give both or neither", "from_level")


class Body(Document):
    """A real body: `stands_for` is the id of the taxonomy's body that it is, or is one of."""

    id = Text(80, validate=kebab)
    name = Bilingual(200)
    kind = Choice(BODY_KINDS)
    stands_for = Text(80, validate=kebab)


class Person(Document):
    """Somebody who can sign in; the password is made when the demonstration is loaded."""

    email = Text(254, validate=_EXAMPLE)
    name = Text(100)
    role = Choice(ROLES)
    organisation = Text(40)
    language = Choice(LANGUAGES)


class DemoDocument(Document):
    """`{councils, bodies, assessments, help_offers, barriers, people}`, all in agreement."""

    councils = Parts(Council)
    bodies = Parts(Body)
    assessments = Parts(Assessment)
    help_offers = Parts(HelpOffer)
    barriers = Parts(Barrier)
    people = Parts(Person)

    @validates_schema
    def _agrees(self, demo: dict[str, Any], **_: Any) -> None:
        errors = demo_agreement.disagreements(demo)
        if errors:
            raise ValidationError(errors)


def check_demo(document: object) -> list[Mistake]:
    """All that is wrong with the demonstration; what its parts say of each other once they read."""
    return flatten(DemoDocument().validate(document))  # type: ignore[arg-type]


def load_demo(*texts: str) -> dict[str, Any]:
    """The demonstration from the YAML of its files, in the shape of `DemoDocument`.

    Raises:
        ContentMistakes: a file isn't YAML, two have the same part, or the whole is not a
            demonstration; all mistakes are in it.
    """
    document: dict[str, Any] = {}
    for text in texts:
        _add(document, load_yaml(text))
    mistakes = check_demo(document)
    if mistakes:
        raise ContentMistakes(mistakes)
    demo: dict[str, Any] = DemoDocument().load(document)
    return demo


def _add(document: dict[str, Any], parts: object) -> None:
    if not isinstance(parts, dict):
        raise ContentMistakes([Mistake("", "is not a mapping")])
    twice = [Mistake(str(part), "is in two files") for part in parts if part in document]
    if twice:
        raise ContentMistakes(twice)
    document.update(parts)


def _without_key_and_value(errors: Any) -> dict[str, Any]:
    """Marshmallow says `{leadership: {value: {target: [...]}}}` of a mapping; skips the middle."""
    if not isinstance(errors, dict):
        return {"_schema": errors}
    return {key: inner.get("value", inner.get("key")) for key, inner in errors.items()}
