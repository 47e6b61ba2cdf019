"""The reference of settings has every variable that the code reads, and no other."""

import re
from collections.abc import Iterator
from pathlib import Path

from contracts.topology import SUBSCRIPTIONS
from deploy.knowledge import database_of
from gateway.settings import Settings

PROJECT = Path(__file__).parents[3]
PAGE = PROJECT / "docs" / "reference" / "settings.md"
ROOTS = ("backbone", "services", "gateway", "waymark", "deploy")
READ = re.compile(
    r"(?:environ(?:ment)?|given|known)(?:\.get\(|\[)\"([A-Z_]+)\"|needed\(\"([A-Z_]+)\""
)
IN_COMPOSE = re.compile(r"\$\{([A-Z_]+)")
OF_THE_SYSTEM = {"PATH", "PATH_INFO"}
OF_LIBRARIES = {"FORWARDED_ALLOW_IPS", "SSL_CERT_FILE"}


def read_by_code() -> Iterator[str]:
    yield from map(database_of, SUBSCRIPTIONS)
    for root in ROOTS:
        for module in (PROJECT / root).rglob("*.py"):
            for names in READ.findall(module.read_text()):
                yield from filter(None, names)


def on_the_page() -> set[str]:
    """The names in the first columns of its tables."""
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \|", PAGE.read_text(), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"[A-Z_]+", row)}


def test_every_variable_that_the_code_reads_is_on_the_page_and_no_other() -> None:
    assert on_the_page() - OF_LIBRARIES == {*read_by_code()} - OF_THE_SYSTEM


def test_every_variable_of_the_containers_is_on_the_page() -> None:
    asked_for = {*IN_COMPOSE.findall((PROJECT / "docker-compose.yml").read_text())}
    assert asked_for <= on_the_page()


def test_defaults_are_those_of_the_code() -> None:
    """Numbers and texts of the gateway's settings, where a wrong page would mislead most."""
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)` \|", PAGE.read_text(), re.MULTILINE))
    told = {name: rows[name] for name in ("WRITE_LIMIT", "SIGN_IN_LIMIT", "READ_LIMIT")}
    assert told == {
        "WRITE_LIMIT": Settings.write_limit,
        "SIGN_IN_LIMIT": Settings.sign_in_limit,
        "READ_LIMIT": Settings.read_limit,
    }
    assert float(rows["RPC_DEADLINE"]) == Settings.deadline
    assert int(rows["LIVE_CLIENTS"]) == Settings.live_clients
