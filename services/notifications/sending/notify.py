"""By GOV.UK Notify, whose template has only ((subject)) and ((body))."""

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from services.notifications.sending.sender import (
    AddressRefused,
    NotAccepted,
    Outgoing,
    ServerAway,
)

SECONDS = 20.0
WRONG = 400
NOT_OURS = (401, 403, 404, 408, 429)
"""Of the key, the address of the API, or how much was sent today: no mail is to blame."""


class NotifySender:
    """`url` is the address of its API. A mail's `reference` there is the id of its row."""

    def __init__(self, key: str, template: str, url: str) -> None:
        self._client = NotificationsAPIClient(key, base_url=url, timeout=SECONDS)
        self._template = template

    def send(self, mail: Outgoing) -> None:
        try:
            if mail.again and self._has(mail.id):
                return
            self._client.send_email_notification(
                email_address=mail.address,
                template_id=self._template,
                personalisation={"subject": mail.subject, "body": mail.text},
                reference=mail.id,
                one_click_unsubscribe_url=mail.unsubscribe,
            )
        except APIError as error:
            raise meaning(error) from error

    def close(self) -> None:
        self._client.request_session.close()

    def _has(self, reference: str) -> bool:
        """Whether it was sent after all by a process that died, or a post without an answer."""
        found = self._client.get_all_notifications(reference=reference)
        return bool(found["notifications"])


def meaning(error: APIError) -> Exception:
    said = str(error)[:300]
    if error.status_code != WRONG:
        away = error.status_code in NOT_OURS or error.status_code >= 500
        return ServerAway(said) if away else NotAccepted(said)
    # It checks the form of addresses before it takes a mail; mailboxes it reports on later.
    return AddressRefused(said) if "email_address" in said else NotAccepted(said)
