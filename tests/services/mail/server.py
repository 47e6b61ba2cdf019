"""A real mail server that does what a test says: takes, refuses, hangs, breaks off, is away."""

import asyncio
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from deploy.local.ports import free_port

USER, PASSWORD = "waymark", "a pass/word"
SECONDS = 20.0


class MailServer:
    """`answers` are what it says to a recipient, by address; others are taken.

    `said` is what it answers to the whole mail. From `hold` until `let_go` it takes mails and does
    not answer; `holding` is set once it has one.
    """

    def __init__(self, folder: Path, *, secured: bool = True) -> None:
        self.port = free_port()
        self.taken: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answers: dict[str, str] = {}
        self.said = "250 OK"
        self.breaks_off = False
        self.connections = 0
        self._let_go = threading.Event()
        self._let_go.set()
        self.holding = threading.Event()
        self._arrived = threading.Condition()
        self.certificate = certificate(folder) if secured else None
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://{USER}:a%20pass%2Fword@localhost:{self.port}"

    def start(self) -> None:
        options: dict[str, Any] = {"data_size_limit": 1_000_000}
        if self.certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(self.certificate)
            options |= {"tls_context": context, "require_starttls": True}
            options |= {"auth_required": True, "authenticator": authenticated}
        self._controller = Controller(self, hostname="localhost", port=self.port, **options)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None

    @contextmanager
    def away(self) -> Iterator[None]:
        self.stop()
        try:
            yield
        finally:
            self.start()

    def wait_for(self, count: int) -> list[EmailMessage]:
        """Once so many mails were taken since it was made anew by `forget`."""
        with self._arrived:
            arrived = self._arrived.wait_for(lambda: len(self.taken) >= count, SECONDS)
        assert arrived, f"{len(self.taken)} mails of {count} came"
        return list(self.taken)

    def forget(self) -> None:
        self.taken.clear()
        self.recipients.clear()
        self.answers.clear()
        self.said, self.breaks_off, self.connections = "250 OK", False, 0
        self.let_go()

    def hold(self) -> None:
        self.holding.clear()
        self._let_go.clear()

    def let_go(self) -> None:
        self._let_go.set()

    async def handle_EHLO(  # noqa: N802 (aiosmtpd's name)
        self, _: SMTP, session: Session, __: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        self.connections += not session.ssl
        session.host_name = hostname
        return answers

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.breaks_off:
            assert server.transport is not None
            server.transport.abort()
            return "250 OK"
        if self.said.startswith("2"):
            self._take(envelope)
        if not self._let_go.is_set():
            self.holding.set()
            await asyncio.to_thread(self._let_go.wait, SECONDS)
        return self.said

    def _take(self, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        read = message_from_bytes(envelope.content, policy=policy.default)
        with self._arrived:
            self.taken.append(read)
            self.recipients.extend(envelope.rcpt_tos)
            self._arrived.notify_all()


def authenticated(*said: Any) -> AuthResult:
    data = said[-1]
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=data == right, handled=False)


def certificate(folder: Path) -> Path:
    """Its own, for localhost: whoever is to trust it has SSL_CERT_FILE name the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "mail-server.pem"
    path.write_bytes(private + signed.public_bytes(pem))
    return path


def environment(server: MailServer) -> Mapping[str, str]:
    """What a sender is told to use it."""
    return {"SMTP_URL": server.url, "SSL_CERT_FILE": str(server.certificate)}
