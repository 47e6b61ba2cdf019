"""Whose webhooks are, and who may do what with them. Somebody else's are none at all."""

from contracts.callers import Caller, LeadNeeded
from contracts.errors import NotAllowed
from services.notifications.domain.webhooks import NoSuchWebhook, Webhook


class NotTheirs(NotAllowed):
    code = "webhook-for-organisations"
    message = "Only a council, a body or the sector body has webhooks."


def may_manage(caller: Caller, organisation: str) -> bool:
    """A lead for their council, a responder for their body, analysts and administrators."""
    return caller.organisation == organisation and caller.role in (
        "lead",
        "responder",
        "analyst",
        "administrator",
    )


def must_see(webhook: Webhook, caller: Caller) -> None:
    """Raises NoSuchWebhook where it is somebody else's; an administrator sees everybody's."""
    theirs = webhook.organisation == caller.organisation and caller.role is not None
    if webhook.removed or not (theirs or caller.role == "administrator"):
        raise NoSuchWebhook


def must_manage(webhook: Webhook, caller: Caller) -> None:
    """Raises NoSuchWebhook where it is somebody else's, LeadNeeded for an officer."""
    must_see(webhook, caller)
    if webhook.organisation != caller.organisation:
        raise NotAllowed(
            "An administrator may pause or remove somebody else's webhook, and nothing more."
        )
    must_register(caller)


def must_stop(webhook: Webhook, caller: Caller) -> None:
    """As `must_manage`; an administrator may pause and remove everybody's."""
    must_see(webhook, caller)
    if caller.role != "administrator":
        must_register(caller)


def must_register(caller: Caller) -> None:
    """Raises unless the caller may have webhooks for their own organisation."""
    if caller.role == "officer":
        raise LeadNeeded
    if not may_manage(caller, caller.organisation):
        raise NotTheirs
