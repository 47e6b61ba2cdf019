"""What `waymark doctor` finds on the whole platform, and what `waymark broker apply` mends."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from kombu import Connection
from pymongo import MongoClient

from backbone import database
from contracts import policies, topology
from contracts.policies import Policy
from deploy.local.stack import Stack
from tests.journeys.conftest import Run
from waymark.management import Management

(REPORTING,) = [each for each in policies.policies() if each.name == "subscriptions-of-reporting"]
OF_AN_EARLIER_RELEASE = Policy(
    "subscriptions", r"^[a-z]+\.from\.[a-z]+$", 10, {"delivery-limit": 20}
)
QUEUE = topology.subscription_queue("reporting", "barriers")


@pytest.fixture
def found(run: Run) -> Callable[..., list[str]]:
    """What the doctor says is wrong, one sentence each."""

    def found(**told: str) -> list[str]:
        ended = run("doctor", "--json", **told)
        assert ended.stdout, ended.stderr
        report = json.loads(ended.stdout)
        assert ended.returncode == (1 if report["findings"] else 0)
        assert all(each["do"] for each in report["findings"])
        return [each["what"] for each in report["findings"]]

    return found


@pytest.fixture
def applied(run: Run) -> Callable[[], list[str]]:
    """What `waymark broker apply` says that it did."""

    def applied() -> list[str]:
        ended = run("broker", "apply")
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.splitlines()

    return applied


@pytest.fixture
def management(stack: Stack) -> Iterator[Management]:
    assert stack.servers.management_url, "a broker of ours is needed"
    with Management(stack.servers.management_url, stack.amqp_url) as management:
        yield management


@pytest.fixture
def channel(stack: Stack) -> Iterator[Any]:
    with Connection(stack.amqp_url) as connection:
        yield connection.default_channel


@contextmanager
def records(stack: Stack, service: str) -> Iterator[database.Records]:
    with MongoClient(stack.servers.mongodb_root_url) as client:
        yield client[service]


@pytest.fixture
def of_barriers(stack: Stack) -> Iterator[database.Records]:
    """The database of barriers, whose indexes are put back."""
    with MongoClient(stack.servers.mongodb_root_url) as client:
        events = client["barriers"]["events"]
        yield client["barriers"]
        events.drop_indexes()
        events.create_indexes(database.EVENTS.indexes)


def test_a_healthy_platform_is_well(run, applied):
    ended = run("doctor")
    assert ended.returncode == 0, ended.stdout
    assert "WRONG" not in ended.stdout
    assert ended.stdout.splitlines()[-1].startswith("All is well: ")
    for part in ("broker", *topology.SERVICES):
        assert f"ok     {part}: " in ended.stdout
    assert applied() == ["All was as declared."]


class TestAnIndex:
    def test_that_is_missing_is_found(self, of_barriers, found):
        of_barriers["events"].drop_index("position")
        assert found() == ["The index position on events of barriers is missing."]

    def test_that_nobody_declares_is_found(self, of_barriers, found):
        of_barriers["events"].create_index("type", name="by_type")
        assert found() == ["The index by_type on events of barriers is declared by nobody."]

    def test_that_is_another_than_declared_is_found(self, of_barriers, found):
        of_barriers["events"].drop_index("sequence")
        fields = [("aggregate", 1), ("subject", 1), ("sequence", 1)]
        of_barriers["events"].create_index(fields, name="sequence")
        assert found() == ["The index sequence on events of barriers is not as declared."]


def test_a_user_who_may_touch_another_s_database_is_found(stack, found):
    role = [{"role": "read", "db": "accounts"}]
    with records(stack, "barriers") as barriers:
        barriers.command("grantRolesToUser", "barriers", roles=role)
        try:
            assert found() == [
                "The user of barriers may touch more than its own database: accounts."
            ]
        finally:
            barriers.command("revokeRolesFromUser", "barriers", roles=role)
    assert found() == []


def test_a_user_who_may_not_write_is_found(stack, found):
    with records(stack, "barriers") as barriers:
        barriers.command("updateUser", "barriers", roles=["read"])
        try:
            assert found() == ["The user of barriers may not write to its own database."]
        finally:
            barriers.command("updateUser", "barriers", roles=["readWrite"])
    assert found() == []


class TestABinding:
    def test_that_is_missing_is_found_and_mended(self, channel, found, applied):
        key = QUEUE.routing_keys[0]
        channel.queue_unbind(QUEUE.name, QUEUE.exchange, key)
        try:
            assert found() == [f"{QUEUE.name} is not bound to {QUEUE.exchange} by {key}."]
        finally:
            mended = applied()
        assert mended == [f"Bound {QUEUE.name} to {QUEUE.exchange} by {key}."]
        assert found() == []

    def test_that_nobody_declares_is_found_and_taken_away(self, channel, found, applied):
        channel.queue_bind(QUEUE.name, "matching.events", "matching.#")
        try:
            assert found() == [
                f"{QUEUE.name} is bound to matching.events by matching.#, which nobody declares."
            ]
        finally:
            mended = applied()
        assert mended == [f"Unbound {QUEUE.name} from matching.events by matching.#."]
        assert found() == []

    def test_of_another_system_is_its_own_affair(self, channel, found):
        channel.queue_declare("somebody.else", durable=True, auto_delete=False)
        channel.queue_bind("somebody.else", "barriers.events", "barriers.#")
        try:
            assert found() == []
        finally:
            channel.queue_delete("somebody.else")


class TestAPolicy:
    def test_that_is_missing_is_found_and_mended(self, management, found, applied):
        management.delete_policy(REPORTING.name)
        try:
            assert found() == ["The policy subscriptions-of-reporting is missing."]
        finally:
            mended = applied()
        assert mended == ["Set the policy subscriptions-of-reporting."]
        assert found() == []

    def test_that_was_changed_is_found_and_mended(self, management, found, applied):
        management.set_policy(
            replace(REPORTING, definition={**REPORTING.definition, "overflow": "drop-head"})
        )
        try:
            assert found() == ["The policy subscriptions-of-reporting is not as declared."]
        finally:
            mended = applied()
        assert mended == ["Set the policy subscriptions-of-reporting."]
        assert found() == []

    def test_that_is_in_the_way_of_another_is_found(self, management, found):
        name = QUEUE.name.replace(".", r"\.")
        management.set_policy(Policy("mine", f"^{name}$", 99, {"max-length": 1_000_000}))
        try:
            assert found() == [
                f"{QUEUE.name} is under the policy mine instead of subscriptions-of-reporting."
            ]
        finally:
            management.delete_policy("mine")

    def test_of_an_earlier_release_is_found_and_deleted(self, management, found, applied):
        management.set_policy(OF_AN_EARLIER_RELEASE)
        try:
            assert found() == ["The policy subscriptions is of an earlier release."]
        finally:
            mended = applied()
        assert mended == ["Deleted the policy subscriptions, of an earlier release."]


def test_a_queue_that_is_missing_is_found_and_declared_anew(stack, channel, found, applied):
    dead, matching = topology.dead_letter_queue("matching"), stack.processes["matching-1"]
    # Whoever consumes a queue declares it anew as soon as it is gone.
    matching.stop()
    try:
        channel.queue_delete(dead)
        assert f"The queue {dead} is missing." in found()
        mended = applied()
    finally:
        matching.start()
        matching.wait_ready()
    assert mended == [
        f"Declared the queue {dead}.",
        f"Bound {dead} to {topology.DEAD_LETTERS} by matching.",
    ]
    assert found() == []


def test_dead_letters_of_an_earlier_release_are_found(channel, found):
    channel.queue_declare("waymark.dead", durable=True, auto_delete=False)
    try:
        assert found() == ["The queue waymark.dead is of an earlier release and holds 0 messages."]
    finally:
        channel.queue_delete("waymark.dead")


def test_a_broker_that_is_short_of_memory_is_found_though_it_lets_nobody_be_asked(
    stack, run, found
):
    stack.servers.rabbitmqctl("set_vm_memory_high_watermark", "absolute", "1MB")
    try:
        ended = run("doctor")
    finally:
        stack.servers.rabbitmqctl("set_vm_memory_high_watermark", "absolute", "400MB")
    assert ended.returncode == 1
    assert ended.stdout.count("WRONG") == 1
    assert "WRONG  broker: The broker is short of memory" in ended.stdout
    assert "Not checked: The databases of " in ended.stdout
    assert found() == []


def test_a_service_that_does_not_run_is_found_and_the_others_are_asked(stack, run):
    matching = stack.processes["matching-1"]
    matching.stop()
    try:
        ended = run("doctor")
    finally:
        matching.start()
        matching.wait_ready()
    assert ended.returncode == 1
    assert ended.stdout.count("WRONG") == 1
    assert "WRONG  matching: Nobody serves matching: " in ended.stdout
    assert "ok     reporting: indexes" in ended.stdout


def test_without_accounts_no_database_can_be_asked_for(stack, run):
    accounts = stack.processes["accounts-1"]
    accounts.stop()
    try:
        ended = run("doctor")
    finally:
        accounts.start()
        accounts.wait_ready()
    assert ended.returncode == 1
    assert ended.stdout.count("WRONG") == 1
    assert "WRONG  accounts: Nobody serves accounts: " in ended.stdout
    assert "Not checked: The databases of assessment, " in ended.stdout


def test_without_the_management_api_it_says_what_it_did_not_check(run):
    ended = run("doctor", RABBITMQ_MANAGEMENT_URL="")
    assert ended.returncode == 0
    assert "Not checked: Types, bindings, policies, alarms" in ended.stdout
    assert "RABBITMQ_MANAGEMENT_URL is not set" in ended.stdout
    refused = run("broker", "apply", RABBITMQ_MANAGEMENT_URL="")
    assert refused.returncode == 1
    assert refused.stderr.startswith("Set RABBITMQ_MANAGEMENT_URL")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:1", "The broker's management API can't be reached."),
        ("http://127.0.0.1:here", "RABBITMQ_MANAGEMENT_URL is no URL"),
    ],
)
def test_a_wrong_address_of_the_management_api_is_told(found, url, words):
    (what,) = found(RABBITMQ_MANAGEMENT_URL=url)
    assert what.startswith(words)


def test_a_wrong_password_of_the_management_api_is_told(stack, found):
    host = stack.servers.management_url.rpartition("@")[2]
    (what,) = found(RABBITMQ_MANAGEMENT_URL=f"http://waymark-operator:guessed@{host}")
    assert what.startswith("The broker's management API refuses the user")


def test_a_broker_that_is_away_is_told(run):
    ended = run("doctor", AMQP_URL="amqp://guest:guest@127.0.0.1:1/")
    assert ended.returncode == 1
    assert ended.stderr.startswith("The broker can't be reached.")
