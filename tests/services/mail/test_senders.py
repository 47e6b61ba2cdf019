"""Each way out, against a real server that does what servers do."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from backbone.settings import SettingMissing
from services.notifications.domain import mails
from services.notifications.sending import AddressRefused, NotAccepted, Outgoing, ServerAway, smtp
from services.notifications.sending.folder import FolderSender
from services.notifications.sending.messages import message
from services.notifications.sending.notify import NotifySender
from services.notifications.sending.smtp import SmtpSender
from services.notifications.settings import MailSettings
from tests.services.mail.server import MailServer

LINE = 78
"""Characters, which RFC 5322 asks of a line of a header that can be folded."""
FROM = "Waymark <waymark@waymark.example>"
KEY = "live-" + "26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0"
MAIL = Outgoing(
    id="0199:amina",
    message_id="<0199%3Aamina@waymark.example>",
    address="amina@camden.example.org",
    name="Siân, Ŵyn\r\nBcc: x@y.example",
    language="cy",
    subject="Rhwystr\r\nBcc: x@y.example",
    text="Helo Siân\n",
    html="<p>Helo Siân</p>",
    made=datetime(2026, 11, 28, tzinfo=UTC),
    unsubscribe="https://waymark.example/unsubscribe/a.b",
    again=False,
)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    server = MailServer(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    server.start()
    yield server
    server.let_go()
    server.stop()


def sender(url: str, *, plain: bool = False) -> SmtpSender:
    return SmtpSender(urlsplit(url), FROM, plain=plain)


def test_a_name_or_subject_with_line_breaks_makes_no_header() -> None:
    read = message_from_bytes(message(MAIL, FROM).as_bytes(), policy=policy.default)
    assert "Bcc" not in read
    assert read["Subject"] == "Rhwystr Bcc: x@y.example"
    assert read["To"].addresses[0].addr_spec == MAIL.address
    assert len(read["To"].addresses) == 1


def test_the_address_that_ends_a_topic_is_whole_on_the_wire_however_long_it_is() -> None:
    link = f"https://waymark.example/unsubscribe/{'a' * 120}.{'b' * 22}"
    wire = message(replace(MAIL, unsubscribe=link, subject="Ŵ rhwystr " * 20), FROM).as_bytes()
    lines = wire.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert f"List-Unsubscribe: <{link}>".encode() in lines
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines
    assert max(len(each) for each in lines if link.encode() not in each) <= LINE


def test_no_address_of_a_mail_can_begin_another_header() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        message(replace(MAIL, unsubscribe="https://x.example/\r\nBcc: y@z.example"), FROM)


def test_a_long_message_id_and_address_are_whole_on_the_wire() -> None:
    long = replace(
        MAIL,
        message_id=f"<{'0199' * 20}@waymark.{'a' * 60}.example>",
        address=f"{'a' * 60}@{'b' * 60}.example",
    )
    wire = message(long, FROM).as_bytes()
    assert f"Message-ID: {long.message_id}\r\n".encode() in wire
    assert f"<{long.address}>\r\n".encode() in wire


def test_one_connection_carries_many_mails(server: MailServer) -> None:
    out = sender(server.url)
    for _ in range(3):
        out.send(MAIL)
    out.close()
    assert (len(server.taken), server.connections) == (3, 1)


def test_a_refused_mail_leaves_the_connection_to_the_next(server: MailServer) -> None:
    out = sender(server.url)
    server.answers["nobody@example.org"] = "550 5.1.1 No such user"
    with pytest.raises(AddressRefused):
        out.send(replace(MAIL, address="nobody@example.org"))
    server.said = "452 4.3.1 No room"
    with pytest.raises(NotAccepted):
        out.send(MAIL)
    server.said = "250 OK"
    out.send(MAIL)
    out.close()
    assert server.connections == 1


@pytest.mark.parametrize(
    "address", ["jürgen@example.org", "a@bücher.example", "a\nb@example.org", "a@b@c", "@", ""]
)
def test_an_address_that_no_command_can_carry_holds_up_no_other_mail(
    server: MailServer, address: str
) -> None:
    out = sender(server.url)
    out.send(MAIL)
    with pytest.raises(NotAccepted):
        out.send(replace(MAIL, address=address))
    out.send(MAIL)
    out.close()
    assert (len(server.taken), server.connections) == (2, 1)


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ("550 5.1.1 No such user", AddressRefused),
        ("550 5.1.10 Null MX", AddressRefused),
        ("554 5.2.1 The mailbox is disabled", AddressRefused),
        ("450 4.1.1 Not known yet", NotAccepted),
        ("552 5.2.2 Mailbox full", NotAccepted),
        ("550 5.7.1 Blocked by our list", NotAccepted),
        ("550 5.1.8 The sender's domain does not exist", NotAccepted),
        ("550 Blocked", NotAccepted),
        ("553 That domain is not in my list of allowed rcpthosts", NotAccepted),
        ("550", NotAccepted),
    ],
)
def test_only_an_address_that_is_said_to_be_none_is_taken_for_none(
    answer: str, meant: type[Exception]
) -> None:
    assert type(smtp.recipient_refused(int(answer[:3]), answer)) is meant


def test_a_server_that_hangs_is_left_in_time(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "TAKING_SECONDS", 0.3)
    server.hold()
    with pytest.raises(ServerAway):
        sender(server.url).send(MAIL)


def test_a_server_that_says_nothing_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "SECONDS", 0.3)
    with socket.create_server(("localhost", 0)) as silent, pytest.raises(ServerAway):
        sender(f"smtp://localhost:{silent.getsockname()[1]}").send(MAIL)


def test_a_server_that_breaks_off_is_away(server: MailServer) -> None:
    server.breaks_off = True
    out = sender(server.url)
    with pytest.raises(ServerAway):
        out.send(MAIL)
    server.breaks_off = False
    out.send(MAIL)
    out.close()


def test_nothing_is_said_in_the_clear_to_a_server_without_tls(tmp_path: Path) -> None:
    bare = MailServer(tmp_path, secured=False)
    bare.start()
    url = f"smtp://localhost:{bare.port}"
    with pytest.raises(ServerAway, match="STARTTLS"):
        sender(url).send(MAIL)
    out = sender(url, plain=True)
    out.send(MAIL)
    out.close()
    bare.stop()
    assert len(bare.taken) == 1


def test_a_wrong_password_or_a_strange_certificate_is_nobodys_mails_fault(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ServerAway, match="Authentication"):
        sender(server.url.replace("waymark:", "else:")).send(MAIL)
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(ServerAway, match="CERTIFICATE"):
        sender(server.url).send(MAIL)


def test_a_mail_that_is_sent_again_to_files_is_one_file(tmp_path: Path) -> None:
    out = FolderSender(tmp_path / "mail", FROM)
    out.send(MAIL)
    out.send(MAIL)
    assert [path.name for path in (tmp_path / "mail").iterdir()] == ["0199%3Aamina.eml"]


@contextmanager
def notify(status: int, answer: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """What looks like GOV.UK Notify's API, with one answer to every post."""
    posted: list[dict[str, Any]] = []

    class Api(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            posted.append(json.loads(self.rfile.read(length)))
            self._say(status, answer)

        def do_GET(self) -> None:
            had = [each for each in posted if f"reference={each['reference'][:4]}" in self.path]
            self._say(200, {"notifications": had, "links": {}})

        def _say(self, status: int, answer: Any) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    api = ThreadingHTTPServer(("localhost", 0), Api)
    threading.Thread(target=api.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{api.server_port}", posted
    finally:
        api.shutdown()
        api.server_close()


def test_notify_gets_subject_words_and_the_mails_id() -> None:
    with notify(201, {"id": "1"}) as (url, posted):
        out = NotifySender(KEY, "template", url)
        out.send(MAIL)
        # The process that sent it is taken for dead: it is asked for, not sent again.
        out.send(replace(MAIL, again=True))
        out.close()
    (sent,) = posted
    assert sent["reference"] == MAIL.id
    assert sent["personalisation"] == {"subject": MAIL.subject, "body": MAIL.text}
    assert sent["one_click_unsubscribe_url"] == MAIL.unsubscribe


def test_notify_gets_a_mail_once_whose_answer_was_lost() -> None:
    row = mails.mail(
        MAIL.id, person="amina", topic="running", template="running", data={}, created=MAIL.made
    )
    with notify(500, {"errors": [], "status_code": 500}) as (url, posted):
        out = NotifySender(KEY, "template", url)
        with pytest.raises(ServerAway) as lost:
            out.send(replace(MAIL, again=mails.was_tried(row)))
        put_off = mails.after_away(row, str(lost.value), MAIL.made, failures=1)
        out.send(replace(MAIL, again=mails.was_tried({**row, **asdict(put_off)})))
        out.close()
    assert len(posted) == 1


@pytest.mark.parametrize(
    ("status", "said", "meant"),
    [
        (400, "email_address Not a valid email address", AddressRefused),
        (400, "Missing personalisation: body", NotAccepted),
        (403, "Invalid token: API key not found", ServerAway),
        (429, "Exceeded rate limit for key type LIVE", ServerAway),
        (500, "Internal server error", ServerAway),
    ],
)
def test_what_notify_refuses_says_who_is_to_blame(
    status: int, said: str, meant: type[Exception]
) -> None:
    answer = {"errors": [{"error": "Error", "message": said}], "status_code": status}
    with notify(status, answer) as (url, _), pytest.raises(meant):
        NotifySender(KEY, "template", url).send(MAIL)


def test_notify_that_is_away_is_nobodys_mails_fault() -> None:
    with notify(201, {}) as (url, _):
        pass
    with pytest.raises(ServerAway):
        NotifySender(KEY, "template", url).send(MAIL)


@pytest.mark.parametrize(
    "wrong",
    [
        {"SMTP_URL": "http://host"},
        {"SMTP_URL": "smtp://"},
        {"SMTP_URL": "smtp://host:port"},
        {"MAIL_FROM": "nobody"},
        {"MAIL_FROM": "a@b.example\nBcc: c@d.example"},
        {"NOTIFY_API_KEY": "short"},
        {"NOTIFY_API_KEY": KEY},
    ],
)
def test_a_wrong_setting_is_named(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingMissing, match=next(iter(wrong))):
        MailSettings.read(wrong)
