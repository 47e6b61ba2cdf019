"""What the pages of casework ask: one question for each transition, as data."""

from dataclasses import dataclass
from typing import Any, get_args

from contracts.barriers.life import Name
from contracts.barriers.messages import (
    AppealBarrier,
    AssignBarrier,
    CloseBarrier,
    EscalateBarrier,
    PutToBody,
    ReopenBarrier,
    ResolveBarrier,
    SendFacts,
    TakeUpBarrier,
)
from contracts.barriers.words import ClosedBecause, Way
from gateway.forms import Field
from gateway.languages import later


@dataclass(frozen=True)
class Question:
    """`method` is the RPC that `message` goes to; `fields` are those of the form, in its order."""

    method: str
    message: type[Any]
    title: str
    button: str
    done: str
    fields: dict[str, Field]

    @property
    def first(self) -> str:
        """The id of what the summary of mistakes leads to where they are about nothing else."""
        return next(iter(self.fields), "send")


WAYS: dict[Way, str] = {
    "law-or-rule-changed": later("The law or rule was changed"),
    "workaround-found": later("A workaround was found"),
    "not-actually-a-barrier": later("It is not actually a barrier"),
    "will-not-change": later("It will not change"),
}
REASONS: dict[ClosedBecause, str] = {
    "withdrawn-by-all": later("No council meets it any more"),
    "out-of-scope": later("It is not for this exchange"),
    "cannot-be-pursued": later("It can’t be pursued any further"),
    "other": later("For another reason"),
}

QUESTIONS: dict[Name, Question] = {
    "take-up": Question(
        "take_up",
        TakeUpBarrier,
        later("Take it up"),
        later("Take it up"),
        later("You are its named contact now."),
        {},
    ),
    "assign": Question(
        "assign",
        AssignBarrier,
        later("Who works on it from now on?"),
        later("Give it to them"),
        later("It has another named contact now."),
        {"person": Field(later("The analyst"), later("Choose an analyst"))},
    ),
    "put-to-body": Question(
        "put_to_body",
        PutToBody,
        later("Put it to the body that can change it"),
        later("Send the letter"),
        later("The body sees it now, and has two months to answer."),
        {
            "body": Field(later("The body"), later("Choose the body that can change it")),
            "letter": Field(later("The letter"), later("Write what you ask of the body")),
        },
    ),
    "send-facts": Question(
        "send_facts",
        SendFacts,
        later("Send the facts that the body asked for"),
        later("Send the facts"),
        later("The body has the facts, and its time to answer goes on."),
        {"facts": Field(later("The facts"), later("Write the facts that the body asked for"))},
    ),
    "escalate": Question(
        "escalate",
        EscalateBarrier,
        later("Put it to somebody higher at the body"),
        later("Escalate it"),
        later("It is with somebody higher at the body now, who has 28 days."),
        {
            "to": Field(later("To whom"), later("Write to whom it is put")),
            "why": Field(later("The reason"), later("Write why it is put to them")),
        },
    ),
    "resolve": Question(
        "resolve",
        ResolveBarrier,
        later("How is it resolved?"),
        later("Resolve it"),
        later("Councils see how it was resolved."),
        {
            "way": Field(later("The way"), later("Choose how it is resolved")),
            "evidence": Field(later("The evidence"), later("Write what shows it")),
            "link": Field(later("The link"), later("Enter an address that starts with https://")),
            "note": Field(
                later("The note"), later("Write why it is not actually a barrier, for others")
            ),
            "note_cy": Field(later("The note in Welsh"), later("Check the note in Welsh")),
        },
    ),
    "close": Question(
        "close",
        CloseBarrier,
        later("Why is it closed without being resolved?"),
        later("Close it"),
        later("It is closed. Councils see why, and that it is not resolved."),
        {
            "reason": Field(later("The reason"), later("Choose a reason that holds")),
            "why": Field(later("The words"), later("Say why in 10 characters or more")),
        },
    ),
    "reopen": Question(
        "reopen",
        ReopenBarrier,
        later("Why should it be reopened?"),
        later("Reopen it"),
        later("It is worked on again."),
        {"why": Field(later("The reason"), later("Say why in 10 characters or more"))},
    ),
    "appeal": Question(
        "appeal",
        AppealBarrier,
        later("Why do you appeal?"),
        later("Send the appeal"),
        later("Your council’s appeal is in: it is worked on again."),
        {"why": Field(later("The reason"), later("Say why in 10 characters or more"))},
    ),
}
"""Without `acknowledge`, which is a button on the barrier's page, and what responders and mergers
have pages of their own for."""

if set(WAYS) != set(get_args(Way)) or set(REASONS) != set(get_args(ClosedBecause)):
    raise AssertionError("a way or a reason has no words")
