"""A process that is not told enough says so in a sentence."""

from click.testing import CliRunner

from contracts.topology import SERVICES
from waymark.serve import GATEWAY, serve


def test_a_gateway_that_lacks_a_setting_names_it_and_ends_with_2(monkeypatch):
    monkeypatch.delenv("AMQP_URL", raising=False)
    ended = CliRunner().invoke(serve, [GATEWAY])
    assert (ended.exit_code, ended.stderr) == (2, "Set the environment variable AMQP_URL.\n")


def test_every_service_and_the_gateway_can_be_started_by_name():
    told = "".join(CliRunner().invoke(serve, ["--help"]).output.split())
    assert [name for name in (*SERVICES, GATEWAY) if name not in told] == []
