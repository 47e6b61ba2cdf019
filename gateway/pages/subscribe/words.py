"""How a webhook stands, whose it is and what came of a post, in words."""

from collections.abc import Mapping
from typing import Any

from contracts.callers import SECTOR_BODY
from contracts.errors import Conflict, Refusal
from contracts.notifications.messages.deliveries import DeliveryKind, Failure
from contracts.notifications.messages.webhooks import WebhookState
from gateway.languages import Words, later
from gateway.pages.barriers.names import Names
from gateway.platform import Away
from gateway.refusals import describe

STATES: dict[WebhookState, tuple[str, str]] = {
    "unverified": (later("Not verified"), "govuk-tag--yellow"),
    "active": (later("Active"), "govuk-tag--green"),
    "paused": (later("Paused"), "govuk-tag--orange"),
    "ended": (later("Ended"), "govuk-tag--grey"),
}

FAILURES: dict[Failure, str] = {
    "refused": later("The address did not take it: only a status of 2xx says that it did."),
    "redirected": later("The address led somewhere else. Redirects are not followed: change it."),
    "private-address": later(
        "The name belongs to a private address, or does not begin with https://."
    ),
    "no-such-host": later("There is no such name in the internet."),
    "no-connection": later("Nobody took the connection at that address."),
    "no-answer": later("It did not answer in time."),
    "answer-too-long": later("Its answer was too long to be read."),
    "wrong-certificate": later("Its certificate is not valid for that name."),
    "wrong-challenge": later("It answered, but not with the challenge that was posted."),
}

KINDS: dict[DeliveryKind, str] = {
    "event": later("Events"),
    "replay": later("Replay"),
    "resend": later("Sent again"),
    "test": later("Test"),
    "verification": later("Challenge"),
}


def as_shown(_: Words, webhook: Mapping[str, Any]) -> dict[str, Any]:
    """A webhook with its state, and why it fails where it does, in words."""
    state, colour = STATES[webhook["state"]]
    failing = bool(webhook["attempts"]) and webhook["state"] == "active"
    if failing:
        state, colour = later("Failing"), "govuk-tag--red"
    failure = webhook["last_failure"]
    return {
        **webhook,
        "failing": failing,
        "tag": {"text": _(state), "classes": colour},
        "why": because(_, failure["failure"], failure["status"]) if failure else None,
    }


def because(_: Words, failure: Failure, status: int | None) -> str:
    """Why a post failed, with the status that was answered, if any."""
    answered = _("It answered with the status %(status)s.", status=status) if status else ""
    return f"{_(FAILURES[failure])} {answered}".strip()


def organisations(_: Words, parts: Mapping[str, Any]) -> Names:
    """The name of a council, a body or the sector body; its code while its register is away."""
    known = {SECTOR_BODY: _("The sector body")}
    for register in (parts.get(name, {}) for name in ("councils", "bodies")):
        if not isinstance(register, Away):
            known |= {code: _.text(each["name"]) for code, each in register.items()}
    return lambda code: known.get(code, code)


def delivered(_: Words, delivery: Mapping[str, Any]) -> dict[str, Any]:
    """A post with what came of it in words."""
    what, failure, status = KINDS[delivery["kind"]], delivery["failure"], delivery["status"]
    why = because(_, failure, status) if failure else None
    return {**delivery, "what": _(what), "why": why}


def happened(_: Words, refusal: Refusal) -> str:
    """What was refused, in a sentence."""
    return _(describe(refusal).happened)


def said(_: Words, conflict: Conflict) -> str:
    """Why a challenge was not answered, or not posted at all."""
    failure = conflict.details.get("failure")
    if failure not in FAILURES:
        return happened(_, conflict)
    return because(_, failure, conflict.details.get("status"))
