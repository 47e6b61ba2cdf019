"""By SMTP: one connection for many mails."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from email.utils import parseaddr
from urllib.parse import SplitResult, unquote

from services.notifications.sending.messages import message
from services.notifications.sending.sender import (
    AddressRefused,
    NotAccepted,
    Outgoing,
    ServerAway,
)

SECONDS = 15.0
"""For one answer of the mail server."""
TAKING_SECONDS = 60.0
"""For its answer to the whole mail. Who gives up earlier sends twice what was taken slowly."""
PORTS = {"smtp": 587, "smtps": 465}
CLOSING = 421
UNSAID = 0
"""In place of a code: the server was not asked."""
NO_MAILBOX = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")
"""Enhanced codes (RFC 3463, RFC 7505) that say of the recipient's address that it is none, or none
any more. A 550, 551 or 553 alone doesn't say it: servers use them for spam, relaying and policy."""


class SmtpSender:
    """To the server at ``smtp://user:password@host:port`` or ``smtps://…``.

    With ``smtp`` it goes on only over STARTTLS, unless `plain`: that is for a server on the same
    machine or network.
    """

    def __init__(self, url: SplitResult, mail_from: str, *, plain: bool = False) -> None:
        self._url = url
        self._from = mail_from
        self._plain = plain
        self._connection: smtplib.SMTP | None = None

    def send(self, mail: Outgoing) -> None:
        whole = message(mail, self._from).as_bytes()
        connection = self._connected()
        self._expect(lambda: connection.mail(parseaddr(self._from)[1]), self._sender_refused)
        self._expect(lambda: connection.rcpt(mail.address), recipient_refused)
        self._expect(lambda: taken(connection, whole), content_refused)

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            try:
                self._connection = self._connect()
            except (OSError, smtplib.SMTPException, ValueError) as error:
                raise ServerAway(said(error)) from error
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "", self._url.port or PORTS[self._url.scheme]
        secured = ssl.create_default_context()
        connection: smtplib.SMTP
        if self._url.scheme == "smtps":
            connection = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=secured)
        else:
            connection = smtplib.SMTP(host, port, timeout=SECONDS)
        try:
            if self._url.scheme == "smtp" and not self._plain:
                connection.starttls(context=secured)
            if self._url.username:
                password = unquote(self._url.password or "")
                connection.login(unquote(self._url.username), password)
            connection.ehlo_or_helo_if_needed()
        except BaseException:
            connection.close()
            raise
        return connection

    def _expect(
        self,
        ask: Callable[[], tuple[int, bytes]],
        refused: Callable[[int, str], Exception],
    ) -> None:
        """Raises what a refusal means, after which the connection takes the next mail."""
        try:
            code, text = ask()
        except smtplib.SMTPDataError as error:
            code, text = error.smtp_code, error_text(error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise ServerAway(said(error)) from error
        except ValueError as error:
            # No command can carry it, such as an address beyond ASCII; nothing of it was sent.
            self._reset()
            raise refused(UNSAID, said(error)) from error
        if code == CLOSING:
            self._drop()
            raise ServerAway(words(code, text))
        if not 200 <= code < 300:
            self._reset()
            raise refused(code, words(code, text))

    def _reset(self) -> None:
        connection = self._connection
        try:
            if connection:
                connection.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            connection.close()

    def _sender_refused(self, _: int, text: str) -> Exception:
        # Us it does not want to hear, whomever the mail is to.
        return ServerAway(text)


def taken(connection: smtplib.SMTP, whole: bytes) -> tuple[int, bytes]:
    if connection.sock is None:
        raise smtplib.SMTPServerDisconnected
    connection.sock.settimeout(TAKING_SECONDS)
    try:
        return connection.data(whole)
    finally:
        if connection.sock is not None:
            connection.sock.settimeout(SECONDS)


def recipient_refused(code: int, text: str) -> Exception:
    """Of what the server said, with its code at the beginning."""
    enhanced = [*text.split(maxsplit=2), ""][1]
    return AddressRefused(text) if code >= 500 and enhanced in NO_MAILBOX else NotAccepted(text)


def content_refused(_: int, text: str) -> Exception:
    return NotAccepted(text)


def words(code: int, text: bytes) -> str:
    return f"{code} {text.decode(errors='replace')}"[:300]


def error_text(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
