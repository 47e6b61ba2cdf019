"""Which way out the settings choose."""

from pathlib import Path
from urllib.parse import unquote

from services.notifications.sending.folder import FolderSender
from services.notifications.sending.notify import NotifySender
from services.notifications.sending.sender import Outgoing, Sender, ServerAway
from services.notifications.sending.smtp import SmtpSender
from services.notifications.settings import MailSettings


class NoSender:
    """Mails wait, so that whoever sets one has them sent."""

    def send(self, mail: Outgoing) -> None:  # noqa: ARG002 (it has a sender's face)
        raise ServerAway("Neither SMTP_URL nor NOTIFY_API_KEY is set.")

    def close(self) -> None:
        """Nothing is held open."""


def chosen(settings: MailSettings) -> Sender:
    if settings.notify_key and settings.notify_template:
        return NotifySender(settings.notify_key, settings.notify_template, settings.notify_url)
    if settings.smtp is None:
        return NoSender()
    if settings.smtp.scheme == "file":
        return FolderSender(Path(unquote(settings.smtp.path)), settings.mail_from)
    return SmtpSender(settings.smtp, settings.mail_from, plain=settings.smtp_plain)
