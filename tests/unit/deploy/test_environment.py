import json
import stat

import pytest

from contracts.topology import SERVICES, SUBSCRIPTIONS
from deploy.keys import Keys
from deploy.local.environment import Environment
from deploy.local.servers import Servers, in_database


@pytest.fixture
def environment(tmp_path):
    return Environment(
        Servers(tmp_path, given={}),
        Keys(tmp_path / "signing.pem", tmp_path / "public.json"),
        url="http://localhost:8000",
        port=8000,
        demo_file=tmp_path / "demo.json",
        mail=tmp_path / "mail",
    )


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_signs_in_to_its_own_database(environment, service):
    url = environment.of(service, 9000)["MONGODB_URL"]
    assert url.startswith(f"mongodb://{service}:")
    assert f"/{service}?" in url


def test_no_two_services_share_a_password(environment):
    urls = [environment.of(service, 9000)["MONGODB_URL"] for service in SERVICES]
    assert len({url.partition("@")[0].rpartition(":")[2] for url in urls}) == len(SERVICES)


def test_only_accounts_can_sign_and_knows_the_operator(environment):
    for secret in ("TOKEN_SIGNING_KEY", "OPERATOR_SECRET"):
        knows = {name for name in (*SERVICES, "gateway") if secret in environment.of(name, 9000)}
        assert knows == {"accounts"}


def test_only_the_operator_knows_the_management_api(environment, monkeypatch):
    monkeypatch.setenv("RABBITMQ_MANAGEMENT_URL", "http://from-the-shell/")
    monkeypatch.setenv("RABBITMQ_ADMIN_URL", "http://from-the-shell/")
    for name in (*SERVICES, "gateway"):
        told = environment.of(name, 9000)
        assert not {"RABBITMQ_MANAGEMENT_URL", "RABBITMQ_ADMIN_URL"} & {*told}
    told = environment.of_operator()
    assert told["RABBITMQ_MANAGEMENT_URL"].startswith("http://waymark-operator:")
    assert told["RABBITMQ_ADMIN_URL"].startswith("http://waymark-administrator:")


def test_the_gateway_has_no_database(environment, monkeypatch):
    monkeypatch.setenv("MONGODB_URL", "mongodb://from-the-shell/")
    assert "MONGODB_URL" not in environment.of("gateway", 9000)
    assert environment.of("gateway", 9000)["PORT"] == "8000"


def test_only_its_owner_may_read_the_operators_file(environment, tmp_path):
    path = tmp_path / "operator.env"
    environment.write_for_operator(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    told = json.loads(path.read_text())
    assert {"AMQP_URL", "OPERATOR_SECRET"} <= told.keys()
    for service in SUBSCRIPTIONS:
        url = environment.of(service, 9000)["MONGODB_URL"]
        assert told[f"{service.upper()}_MONGODB_URL"] == url


def test_secrets_outlive_a_run(tmp_path):
    assert Servers(tmp_path, given={}).passwords["a"] == Servers(tmp_path, given={}).passwords["a"]


def test_given_servers_are_used_as_they_are(tmp_path):
    given = {"AMQP_URL": "amqp://broker/", "MONGODB_URL": "mongodb://me:secret@db/?tls=true"}
    servers = Servers(tmp_path, given=given)
    assert servers.amqp_url == "amqp://broker/"
    assert servers.management_url is None
    assert servers.mongodb_url("matching") == (
        "mongodb://me:secret@db/matching?tls=true&authSource=admin"
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("mongodb://db:27017", "mongodb://db:27017/matching"),
        ("mongodb://db/?replicaSet=rs", "mongodb://db/matching?replicaSet=rs"),
        ("mongodb://me:x@db/users", "mongodb://me:x@db/matching?authSource=users"),
        ("mongodb://me:x@db/a?authSource=b", "mongodb://me:x@db/matching?authSource=b"),
    ],
)
def test_another_database_of_the_same_server_signs_in_where_it_did_before(url, expected):
    assert in_database(url, "matching") == expected
