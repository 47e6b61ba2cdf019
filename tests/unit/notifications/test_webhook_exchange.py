"""Posts go to the address that was looked at, over a connection that proves whose it is."""

import datetime as dt
import ssl
from contextlib import contextmanager

import pytest
import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from services.notifications.posting import exchange
from services.notifications.posting.exchange import Exchange
from tests.services.notifications.endpoint import Endpoint, answering

HEADERS = {"webhook-id": "an-id", "Content-Type": "application/cloudevents+json"}
BODY = b'{"type": "uk.waymark.barriers.barrier-raised.v1"}'


def at(*addresses):
    """A resolver by which every name has these addresses, and a list of what it was asked."""
    asked = []

    def resolve(host, port):
        asked.append((host, port))
        return list(addresses)

    return resolve, asked


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",),
        ("169.254.169.254",),
        ("93.184.216.34", "10.0.0.1"),
        ("::ffff:127.0.0.1",),
        ("fd00::1",),
    ],
    ids=["loopback", "metadata", "one of two", "mapped", "unique local"],
)
def test_a_name_with_any_private_address_is_not_connected_to(addresses):
    resolve, _ = at(*addresses)

    answer = Exchange(may_be_local=False, resolve=resolve).post(
        "https://hooks.example.org/", BODY, HEADERS
    )

    assert (answer.failure, answer.status) == ("private-address", None)


def test_a_name_that_turns_private_later_is_refused_then(monkeypatch):
    answers, connected_to = [["93.184.216.34"], ["10.0.0.1"]], []
    exchange_ = Exchange(may_be_local=False, resolve=lambda *_: answers.pop(0))
    with Endpoint() as endpoint:

        def pool_to(_, address):
            connected_to.append(address)
            return urllib3.HTTPConnectionPool("127.0.0.1", endpoint.port)

        monkeypatch.setattr(exchange, "pool_to", pool_to)
        first, second = (
            exchange_.post("https://hooks.example.org/", BODY, HEADERS) for _ in range(2)
        )

    assert (first.status, first.failure) == (204, None)
    assert (second.status, second.failure) == (None, "private-address")
    assert connected_to == ["93.184.216.34"]
    assert len(endpoint.received) == 1


def test_each_post_resolves_once_and_connects_to_what_came_of_it():
    with Endpoint() as endpoint:
        resolve, asked = at("127.0.0.1")
        answer = Exchange(may_be_local=True, resolve=resolve).post(
            f"http://no.such.host.example:{endpoint.port}/x?y=1", BODY, HEADERS
        )

    assert (answer.status, answer.failure) == (204, None)
    assert asked == [("no.such.host.example", endpoint.port)]
    (got,) = endpoint.received
    assert got.headers["host"] == f"no.such.host.example:{endpoint.port}"
    assert (got.body, got.id) == (BODY, "an-id")


def test_a_name_that_does_not_resolve_and_a_closed_port_are_told_apart():
    def unknown(*_):
        raise OSError("no such host")

    nameless = Exchange(may_be_local=True, resolve=unknown)
    assert nameless.post("http://a.example/", BODY, HEADERS).failure == "no-such-host"
    closed = Exchange(may_be_local=True)
    assert closed.post("http://127.0.0.1:1/", BODY, HEADERS).failure == "no-connection"


@pytest.mark.parametrize("dead", ["127.0.0.2", "::1"])
def test_where_one_address_of_a_name_is_dead_the_others_are_tried(dead):
    with Endpoint() as endpoint:
        resolve, _ = at(dead, "127.0.0.1")
        answer = Exchange(may_be_local=True, resolve=resolve).post(
            f"http://hooks.example.org:{endpoint.port}/", BODY, HEADERS
        )

    assert answer.status == 204
    assert [got.body for got in endpoint.received] == [BODY]


def test_what_was_sent_is_not_sent_to_another_address_too():
    with Endpoint(answering(status=503)) as endpoint:
        resolve, _ = at("127.0.0.1", "127.0.0.1")
        answer = Exchange(may_be_local=True, resolve=resolve).post(
            f"http://hooks.example.org:{endpoint.port}/", BODY, HEADERS
        )

    assert answer.status == 503
    assert len(endpoint.received) == 1


def test_a_redirect_is_not_followed():
    with Endpoint() as elsewhere, Endpoint(answering(307, location=elsewhere.url)) as endpoint:
        answer = Exchange(may_be_local=True).post(endpoint.url, BODY, HEADERS)

    assert (answer.failure, elsewhere.received) == ("redirected", [])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Of hooks.example.org, vouched for by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hooks.example.org")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hooks.example.org")]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "hooks.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@contextmanager
def encrypted(certificate):
    endpoint = Endpoint()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    endpoint.wrap(context)
    with endpoint:
        yield endpoint


def test_the_certificate_has_to_be_that_of_the_name_and_not_of_the_address(
    certificate, monkeypatch
):
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(exchange, "trusting", lambda: trusting)
    resolve, _ = at("127.0.0.1")
    with encrypted(certificate) as endpoint:
        posting = Exchange(may_be_local=True, resolve=resolve)
        right = posting.post(f"https://hooks.example.org:{endpoint.port}/", BODY, HEADERS)
        wrong = posting.post(f"https://other.example.org:{endpoint.port}/", BODY, HEADERS)

    assert (right.status, right.failure) == (204, None)
    assert wrong.failure == "wrong-certificate"
    assert len(endpoint.received) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate):
    resolve, _ = at("127.0.0.1")
    with encrypted(certificate) as endpoint:
        answer = Exchange(may_be_local=True, resolve=resolve).post(
            f"https://hooks.example.org:{endpoint.port}/", BODY, HEADERS
        )

    assert (answer.failure, endpoint.received) == ("wrong-certificate", [])
