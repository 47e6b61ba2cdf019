"""What refusals about webhooks, e-mail and its links say to people, by their code."""

from gateway.languages import later

HAPPENED: dict[str, str] = {
    "sign-in-link-over": later(
        "This link is not good any more: it was used, is too old, or a newer one was sent. Ask for "
        "a new one, and it is sent to your address."
    ),
    "no-such-webhook": later("Your organisation has no such webhook. It may have been removed."),
    "too-many-webhooks": later(
        "Your organisation has 20 webhooks, which is the most. Remove one that is not used."
    ),
    "webhook-not-verified": later("The address has not answered the challenge yet. Verify it."),
    "webhook-not-paused": later("The webhook is not paused."),
    "webhook-has-ended": later("The webhook has ended: its address is gone. Register another."),
    "webhook-for-organisations": later("Only a council, a body or the sector body has webhooks."),
    "nothing-to-skip": later("No post has failed and is due again, so there is none to give up."),
    "delivery-not-of-the-feed": later(
        "A test or a challenge is not sent again. Send another test, or verify again."
    ),
    "post-under-way": later(
        "A post to this webhook, or to several others, is still being waited for. Wait a moment, "
        "then try again."
    ),
    "no-such-delivery": later("There is no such post, or it is older than 30 days."),
    "cursor-of-another-feed": later("This is no cursor of barrier events. Copy it as it was."),
    "position-beyond-the-feed": later("No event has come so far yet. Give an earlier cursor."),
    "no-such-unsubscribe-link": later(
        "This link is not one of ours. Copy all of it, or sign in to choose what we send you."
    ),
    "unsubscribe-link-expired": later(
        "This link is more than a year old. Sign in to choose what we send you."
    ),
    "only-people-are-told": later("Only a person who is signed in is told of things, not a key."),
}
