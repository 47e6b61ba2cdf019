"""E-mail that waits to be sent, and what became of it.

RPC methods: ``mails``, ``report_returned``, ``report_receipt``.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, get_args

from contracts.fields import EmailAddress, Line, PageSize, Secret

MailEnd = Literal["sent", "returned", "dropped", "given-up"]
"""``returned``: the mail server, or the receiving one later, said that there is no such mailbox.
``dropped``: it was not to be sent any more. ``given-up``: it could not be sent for days."""

MailState = Literal["waiting", MailEnd]
MAIL_STATES: tuple[MailState, ...] = get_args(MailState)


@dataclass(frozen=True)
class Mail:
    """`at` is when it ended or, while it waits, when it is tried next. Neither the address nor a
    word of it is here."""

    id: str
    person: str
    topic: str
    state: MailState
    at: datetime
    created: datetime
    attempts: int
    reason: str | None


@dataclass(frozen=True)
class ListMails:
    """For administrators: by default those that wait or failed, the newest first."""

    state: MailState | None = None
    after: Annotated[str, Secret] | None = None
    limit: Annotated[int, PageSize] = 50


@dataclass(frozen=True)
class Mails:
    mails: tuple[Mail, ...]
    next: str | None = None


@dataclass(frozen=True)
class ReportReturned:
    """For administrators: mail came back from this `address`, or this `message` (a Message-ID)."""

    address: Annotated[str, EmailAddress] | None = None
    message: Annotated[str, Line] | None = None


@dataclass(frozen=True)
class ReportReceipt:
    """What GOV.UK Notify says became of a mail; `secret` is the token that it was given."""

    secret: Annotated[str, Secret]
    to: Annotated[str, EmailAddress]
    status: Annotated[str, Line]
    reference: Annotated[str, Line] | None = None


@dataclass(frozen=True)
class ReturnedNoted:
    """`sending` says whether mail is still sent to the address."""

    sending: bool
