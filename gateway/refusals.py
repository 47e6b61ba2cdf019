"""What a refusal says to people: in their language, and what they can do."""

from dataclasses import dataclass

from contracts.errors import (
    Conflict,
    DeadlineExceeded,
    Failed,
    Invalid,
    KeyReused,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Refusal,
    Stale,
    TooManyRequests,
    Unavailable,
    VersionRequired,
)
from gateway import refusals_of_barriers, refusals_of_subscribing
from gateway.languages import later
from gateway.problems import Malformed, MethodNotAllowed, TooLarge
from gateway.sessions import FormNotOurs


@dataclass(frozen=True)
class Description:
    """English sentences to be translated: what it is called, what happened, what to do."""

    heading: str
    happened: str
    to_do: str = ""


BY_KIND: dict[str, Description] = {
    Invalid.kind: Description(
        later("There is a problem with what was sent"),
        later("Waymark could not read some of it, so nothing was changed."),
        later("Go back, check what you entered and send it again."),
    ),
    NotSignedIn.kind: Description(
        later("Sign in to go on"),
        later("You are not signed in, or you were signed out after a while."),
        later("Sign in, then do it again. Nothing was changed."),
    ),
    NotAllowed.kind: Description(
        later("You can’t see or do this"),
        later("This belongs to other people, or your role does not include it."),
        later("If you need it for your work, ask a lead of your council."),
    ),
    NotFound.kind: Description(
        later("Page not found"),
        later("There is nothing at this address."),
        later("If you typed the address, check it. If you followed a link, it may be old."),
    ),
    Conflict.kind: Description(
        later("This can’t be done now"),
        later("Something has changed since you opened the page, so nothing was done."),
        later("Go back, load the page again and look at what it says now."),
    ),
    Stale.kind: Description(
        later("Somebody changed this before you"),
        later("It has been changed since you opened the page, so your change was not made."),
        later("Go back, load the page again and make your change to what is there now."),
    ),
    KeyReused.kind: Description(
        later("This was already sent"),
        later("The same form was sent before with other words in it."),
        later("Open the page again and fill in a new form."),
    ),
    TooManyRequests.kind: Description(
        later("Too many tries"),
        later("There were too many requests in a short time."),
        later("Wait a minute, then try again."),
    ),
    Failed.kind: Description(
        later("Sorry, there is a problem with Waymark"),
        later("Something went wrong on our side."),
        later("Try again later. What you saved before is safe."),
    ),
    Unavailable.kind: Description(
        later("This part of Waymark is away for the moment"),
        later("The rest of Waymark works, and nothing was lost."),
        later("Wait a minute, then load the page again."),
    ),
    DeadlineExceeded.kind: Description(
        later("This part of Waymark did not answer in time"),
        later("The rest of Waymark works. What you sent may or may not have been saved."),
        later("Wait a minute, then look whether it is there. If it is not, send it again."),
    ),
}
BY_KIND[VersionRequired.kind] = BY_KIND[Stale.kind]
BY_KIND[Malformed.kind] = BY_KIND[Invalid.kind]
BY_KIND[MethodNotAllowed.kind] = BY_KIND[NotFound.kind]

BY_CODE: dict[str, Description] = {
    TooLarge.code: Description(
        later("That is too much to send at once"),
        later("Waymark takes forms of up to 256 kilobytes."),
        later("Go back and send less."),
    ),
    FormNotOurs.code: Description(
        later("This form is no longer valid"),
        later("The page was open for too long, or you signed in again since."),
        later("Go back, load the page again and send the form once more."),
    ),
    "lead-needed": Description(
        later("Only a lead of your council can do this"),
        later("Leads submit answers and give consent for the whole council."),
        later("Ask a lead of your council to do it."),
    ),
    "council-acts-no-more": Description(
        later("Your council has ended"),
        later("The register says that your council has ended, so nobody can act for it any more."),
        later("Ask a lead of the council that followed it to register you there."),
    ),
    "body-answers-no-more": Description(
        later("The body you answered for has ended"),
        later("The register says that it has ended, so nobody can answer for it any more."),
        later("Ask the sector body to register you for the one that has its powers now."),
    ),
    "another-councils": Description(
        later("This belongs to another council"),
        later("You can see and change what is your own council’s."),
    ),
}


HAPPENED = {**refusals_of_barriers.HAPPENED, **refusals_of_subscribing.HAPPENED}


def describe(refusal: Refusal) -> Description:
    """The description of its exact reason, or of its kind."""
    if refusal.code in BY_CODE:
        return BY_CODE[refusal.code]
    of_its_kind = BY_KIND.get(refusal.kind) or BY_KIND[Failed.kind]
    if refusal.code in HAPPENED:
        return Description(of_its_kind.heading, HAPPENED[refusal.code])
    return of_its_kind
