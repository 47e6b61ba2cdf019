"""What happened where barriers refuse something: each reason in a sentence of its own."""

from gateway.languages import later

HAPPENED: dict[str, str] = {
    "already-reported": later(
        "You have reported this already. The body that runs this exchange reads it."
    ),
    "already-settled": later("Somebody has dealt with this report already."),
    "anothers-note": later("Only the person who wrote a note can remove it."),
    "barrier-merged": later(
        "This barrier is merged into another one. Go to that one to do it there."
    ),
    "barrier-not-resolved": later(
        "The barrier is not resolved yet, so what it released can’t be recorded."
    ),
    "barriers-linked-already": later("Somebody has linked these two barriers already."),
    "does-not-lead-group": later("Only the council that leads the working group can do this."),
    "group-is-over": later(
        "The barrier is resolved or closed, so its working group can be read but not changed."
    ),
    "group-is-there": later("There is a working group already. Your council can join it."),
    "merge-in-confidence": later(
        "One of the two was told in confidence. A merge would let others know of it."
    ),
    "merge-into-itself": later("It can’t be merged into itself. Choose another one."),
    "merge-settled": later(
        "One of the two is resolved or closed. Reopen it first, or merge the other way round."
    ),
    "no-objection": later("Your council has not objected to this merge."),
    "no-such-transition-now": later(
        "The barrier has moved on, so this can’t be done at the stage that it is at now."
    ),
    "no-taxonomy": later(
        "Barriers can’t be reported yet, because the words for them have not been published."
    ),
    "not-addressed-to-body": later("This barrier was put to another body."),
    "not-hidden": later("It is still shown. Hide it first."),
    "not-in-group": later("Only councils in the working group can do this. Join it first."),
    "not-merged": later("It is not merged into another barrier."),
    "not-your-evidence": later("Only the council that reported a barrier adds evidence to it."),
    "nothing-recorded": later("Your council has recorded nothing of this kind here."),
    "nothing-removed": later(
        "Nothing has been removed since it was reported. Remove the words first."
    ),
    "only-people": later("Only a person who is signed in can do this, not an API key."),
    "own-workaround": later(
        "Your council offered this workaround. It is for others to say how it worked."
    ),
    "told-in-confidence": later(
        "This barrier was told in confidence, so other councils can’t work on it."
    ),
    "too-many-answers": later(
        "The question has as many answers as it can take. Ask a new one, or begin a working group."
    ),
    "too-many-drafts": later(
        "Your council keeps as many drafts as it can. Send or discard one first."
    ),
    "too-many-files": later("There are as many files as there may be. Remove one first."),
    "too-many-notes": later(
        "The group keeps as many notes as it can. Remove one that says nothing any more."
    ),
    "voice-not-moved": later(
        "Only a council whose support was moved by the merge can object to it."
    ),
}
"""By the refusal's code."""
