"""An e-mail as RFC 5322 has it: plain text and HTML of the same words."""

from email import policy
from email.errors import MessageError
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy
from email.utils import format_datetime, parseaddr

from services.notifications.rendering import one_line
from services.notifications.sending.sender import NotAccepted, Outgoing


class Whole(UnstructuredHeader, BaseHeader):
    """A header of one line: an address of the web has no space to be folded at, and mail programs
    do not look for it in the encoded words that Python would make of it (RFC 8058)."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("list-unsubscribe", Whole)
HEADERS.map_to_type("list-unsubscribe-post", Whole)

POLICY = policy.SMTP.clone(cte_type="7bit", header_factory=HEADERS)
"""Lines end as the wire wants, and any mail server can carry what is said in Welsh."""


def message(mail: Outgoing, mail_from: str) -> EmailMessage:
    """All of its headers are ours; `EmailMessage` refuses line breaks and encodes the rest.

    Raises NotAccepted where its address is none.
    """
    made = EmailMessage(policy=POLICY)
    name, address = parseaddr(mail_from)
    made["From"] = Address(name, addr_spec=address)
    made["To"] = recipient(mail)
    made["Subject"] = one_line(mail.subject)
    made["Date"] = format_datetime(mail.made)
    made["Message-ID"] = mail.message_id
    # Out-of-office programs leave it unanswered (RFC 3834).
    made["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe:
        made["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(mail.text)
    made.add_alternative(mail.html, subtype="html")
    # Whatever sets the content drops or moves what was said of it before.
    made["Content-Language"] = mail.language
    return made


def recipient(mail: Outgoing) -> Address:
    try:
        return Address(one_line(mail.name), addr_spec=mail.address)
    except (ValueError, IndexError, MessageError) as error:
        raise NotAccepted(f"Not an address: {type(error).__name__}") from error
