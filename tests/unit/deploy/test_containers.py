import json
import stat
from pathlib import Path

import pytest
import yaml

from contracts.topology import SERVICES, SUBSCRIPTIONS
from deploy.docker.entrypoint import environment
from deploy.docker.prepare import prepare

PROJECT = Path(__file__).parents[3]
SERVERS = ("rabbitmq", "mongodb")
SCALABLE = (*SERVICES, "gateway")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((PROJECT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def services(compose):
    return compose["services"]


@pytest.fixture
def volumes(tmp_path):
    prepare(tmp_path)
    return tmp_path


def told(volumes: Path, process: str) -> dict[str, str]:
    return json.loads((volumes / process / "environment.json").read_text())


def mounted(service) -> dict[str, str]:
    """Volume or path → where it is mounted."""
    pairs = (volume.split(":") for volume in service.get("volumes", []))
    return {source: target for source, target, *_ in pairs}


def test_every_process_of_the_platform_has_a_container(services):
    assert set(SERVICES) <= services.keys()
    for name in SCALABLE:
        assert services[name]["command"] == ["serve", name]


def test_whatever_keeps_running_has_a_health_check(services):
    lasting = {name for name, service in services.items() if service.get("restart") != "no"}
    assert lasting == {"door", *SCALABLE, *SERVERS}
    for name in lasting:
        assert services[name]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", SCALABLE)
def test_what_scales_has_no_name_or_port_of_its_own(services, name):
    assert not {"ports", "container_name", "hostname"} & services[name].keys()


def test_only_the_door_can_be_reached_from_outside(services, compose):
    assert [name for name, service in services.items() if "ports" in service] == ["door"]
    assert compose["networks"]["messages"]["internal"]
    assert compose["networks"]["stores"]["internal"]


def test_the_gateway_has_no_way_to_a_database(services):
    assert "stores" not in services["gateway"]["networks"]


@pytest.mark.parametrize("name", SCALABLE)
def test_a_process_mounts_its_own_secrets_and_nothing_else(services, name):
    assert mounted(services[name]) == {f"secrets-{name}": "/run/waymark"}


def test_every_volume_that_is_mounted_is_declared(services, compose):
    used = {source for service in services.values() for source in mounted(service)}
    named = {source for source in used if not source.startswith(".")}
    assert named == compose["volumes"].keys()
    assert all((PROJECT / source).exists() for source in used - named)


def test_services_start_after_what_they_stand_on(services):
    for name in SERVICES:
        assert services[name]["depends_on"] == {
            "rabbitmq": {"condition": "service_healthy"},
            "databases": {"condition": "service_completed_successfully"},
        }


def test_nothing_runs_as_root_with_a_network_or_with_rights_to_gain(services):
    for name in SCALABLE:
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["read_only"]
        assert "user" not in services[name]
    assert services["prepare"]["network_mode"] == "none"


def test_the_image_holds_every_package_and_runs_as_an_ordinary_user():
    lines = (PROJECT / "deploy/docker/Dockerfile").read_text().splitlines()
    copied = {line.split()[1] for line in lines if line.startswith("COPY") and "--" not in line}
    packages = {"contracts", "backbone", "services", "gateway", "content", "waymark", "deploy"}
    assert packages <= copied
    assert "USER waymark" in lines
    assert any("--require-hashes" in line for line in lines)


def test_no_two_services_share_a_database_or_a_password(volumes):
    urls = [told(volumes, service)["MONGODB_URL"] for service in SERVICES]
    assert len({url.partition("@")[0].rpartition(":")[2] for url in urls}) == len(SERVICES)
    for service, url in zip(SERVICES, urls, strict=True):
        assert url.startswith(f"mongodb://{service}:")
        assert f"@mongodb:27017/{service}?" in url


def test_only_accounts_holds_the_signing_key(volumes):
    assert [path.parent.name for path in sorted(volumes.glob("*/signing.pem"))] == [
        "accounts",
        "prepare",
    ]
    assert "OPERATOR_SECRET" in told(volumes, "operator")
    assert "OPERATOR_SECRET" not in told(volumes, "gateway")


def test_only_the_operator_knows_the_management_api(volumes):
    assert "@rabbitmq:15672" in told(volumes, "operator")["RABBITMQ_MANAGEMENT_URL"]
    for name in SCALABLE:
        assert "RABBITMQ_MANAGEMENT_URL" not in told(volumes, name)


def test_the_broker_s_image_brings_its_management_api(services):
    assert services["rabbitmq"]["image"].endswith("-management")


def test_a_second_run_keeps_every_secret(volumes):
    kept = ["*/environment.json", "*/public.json", "*/signing.pem", "mongodb/*"]
    before = {path: path.read_text() for each in kept for path in volumes.glob(each)}
    prepare(volumes)
    assert {path: path.read_text() for path in before} == before


def test_only_its_owner_may_read_a_secret(volumes):
    files = [path for path in volumes.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_what_a_container_is_given_goes_before_what_its_volume_says(tmp_path):
    (tmp_path / "environment.json").write_text('{"AMQP_URL": "amqp://ours/", "LOG_LEVEL": "INFO"}')
    given = {"AMQP_URL": "amqp://theirs/"}
    assert environment(tmp_path / "environment.json", given) == {
        "AMQP_URL": "amqp://theirs/",
        "LOG_LEVEL": "INFO",
    }
    assert environment(tmp_path / "missing.json", given) == given


def test_only_who_rebuilds_read_models_knows_services_databases_beside_them(services):
    assert mounted(services["rebuild"]) == {
        "secrets-operator": "/run/waymark",
        **{f"secrets-{each}": f"/run/databases/{each}" for each in SUBSCRIPTIONS},
    }
    assert services["rebuild"]["profiles"] == ["operator"]


def test_a_service_that_is_rebuilt_is_found_by_its_name(tmp_path):
    (tmp_path / "reporting").mkdir()
    its = '{"AMQP_URL": "amqp://ours/", "MONGODB_URL": "mongodb://its/"}'
    (tmp_path / "reporting" / "environment.json").write_text(its)
    told = environment(tmp_path / "nothing", {}, tmp_path)
    assert told == {"REPORTING_MONGODB_URL": "mongodb://its/"}
