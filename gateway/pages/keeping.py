"""A form whose sending came to nothing: it is shown again with every word, and says why."""

from contracts.errors import Conflict, DeadlineExceeded, Failed, Refusal, Unavailable
from gateway.forms import Form
from gateway.languages import later
from gateway.problems import status_of

NOT_DONE = (Conflict, DeadlineExceeded, Failed, Unavailable)
"""Refusals that are no fault of what was typed: sent once more it may be taken."""

WHY: dict[str, str] = {
    "assessment-submitted": later(
        "Your council’s answers were submitted while you were writing, so this was not saved. "
        "A lead can reopen them: what you typed is still below"
    ),
    Conflict.kind: later(
        "Something has changed since you opened the page, so this was not saved. "
        "What you typed is still below"
    ),
    # Sending again is safe in each: a form has its key or its revision.
    Unavailable.kind: later(
        "This part of Waymark is away for the moment, so this could not be saved. "
        "What you typed is still below: try again in a minute"
    ),
    DeadlineExceeded.kind: later(
        "Waymark did not answer in time, so this may not have been saved. "
        "What you typed is still below: try again in a minute"
    ),
    Failed.kind: later(
        "Something went wrong on our side, so this may not have been saved. "
        "What you typed is still below: try again later"
    ),
}


def keep(form: Form, refusal: Refusal, anchor: str) -> int:
    """Says in the form's summary, which leads to `anchor`, why it was not done.

    Returns:
        The status of the page that shows it again.
    """
    sentence = WHY.get(refusal.code) or WHY[refusal.kind]
    form.refuse("sent", form.words(sentence), anchor)
    return status_of(refusal)
