"""The private RabbitMQ and MongoDB, for real."""

import uuid
from dataclasses import replace
from urllib.parse import urlsplit

import amqp
import psutil
import pytest
from kombu import Connection
from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from backbone.broker import declare
from contracts import policies, topology
from contracts.policies import Policy
from contracts.topology import SERVICES
from deploy.local.servers import Servers
from waymark.management import Management
from waymark.problems import Problem


@pytest.fixture
def database(servers):
    clients = []

    def of(service: str, name: str | None = None):
        clients.append(MongoClient(servers.mongodb_url(service)))
        return clients[-1][name or service]

    yield of
    for client in clients:
        client.close()


def lives(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def broker(servers: Servers) -> amqp.Connection:
    user, _, rest = servers.amqp_url.removeprefix("amqp://").partition(":")
    password, _, rest = rest.partition("@")
    host, _, vhost = rest.partition("/")
    return amqp.Connection(host=host, userid=user, password=password, virtual_host=vhost)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_reaches_its_own_database_and_no_other(database, service):
    database(service)["tried"].insert_one({})
    for other in set(SERVICES) - {service}:
        with pytest.raises(OperationFailure, match="not authorized"):
            database(service, other)["tried"].find_one()
        with pytest.raises(OperationFailure, match="not authorized"):
            database(service, other)["tried"].insert_one({})


def test_nobody_reaches_a_database_without_signing_in(servers):
    host = servers.mongodb_url("matching").partition("@")[2]
    with MongoClient(f"mongodb://{host}") as client, pytest.raises(OperationFailure):
        client["matching"]["tried"].find_one()


def test_transactions_work_and_end_after_five_seconds(servers):
    with (
        MongoClient(servers.mongodb_url("matching")) as client,
        client.start_session() as session,
        session.start_transaction(),
    ):
        client["matching"]["tried"].insert_one({}, session=session)
    with MongoClient(servers.mongodb_root_url) as client:
        limit = client.admin.command("getParameter", transactionLifetimeLimitSeconds=1)
    assert limit["transactionLifetimeLimitSeconds"] == 5


def test_a_subscription_queue_gives_up_a_message_after_the_policys_limit(servers):
    """It comes to its subscriber's own dead letters, and to nobody else's."""
    queue = a_queue("matching.from.")
    with broker(servers) as connection, Connection(servers.amqp_url) as declaring:
        declare(declaring)
        channel = connection.channel()
        dead = topology.dead_letter_queue("matching")
        quorum = {"x-queue-type": "quorum"}
        channel.queue_declare(queue, durable=True, auto_delete=False, arguments=quorum)
        channel.basic_publish(amqp.Message("poison"), routing_key=queue)
        deliveries = reject_until_gone(channel, queue, dead)
        channel.queue_delete(queue)
        assert not channel.basic_get(topology.dead_letter_queue("reporting"))
    assert deliveries == policies.DELIVERY_LIMIT + 1


def a_queue(beginning: str) -> str:
    """A name that nobody has used."""
    return beginning + uuid.uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))


def reject_until_gone(channel: amqp.Channel, queue: str, dead: str) -> int:
    seen = 0
    for _ in range(5000):
        message = channel.basic_get(queue)
        if message:
            seen += 1
            channel.basic_reject(message.delivery_tag, requeue=True)
        elif channel.basic_get(dead, no_ack=True):
            return seen
    raise AssertionError(f"still there after {seen} deliveries")


def test_a_service_that_is_away_does_not_fill_the_broker_with_requests(servers):
    queue = a_queue("rpc-")
    with broker(servers) as connection:
        channel = connection.channel()
        channel.queue_declare(queue, durable=True, auto_delete=False)
        channel.confirm_select()
        for _ in range(policies.REQUESTS_LENGTH + 5):
            channel.basic_publish(amqp.Message("a request"), routing_key=queue)
        # A confirm of the last tells that all before have come.
        channel.basic_publish_confirm(amqp.Message("the newest"), routing_key=queue)
        kept = channel.queue_declare(queue, passive=True).message_count
        channel.queue_delete(queue)
    assert kept == policies.REQUESTS_LENGTH


def test_operators_read_how_the_broker_stands_and_services_do_not(servers):
    with Management(servers.management_url, servers.amqp_url) as management:
        assert {policy.name for policy in policies.policies()} <= {
            policy["name"] for policy in management.policies()
        }
        assert management.alarms() == []
    mine = urlsplit(servers.amqp_url).netloc.partition("@")[0]
    theirs = urlsplit(servers.management_url).netloc.rpartition("@")[2]
    with (
        Management(f"http://{mine}@{theirs}", servers.amqp_url) as management,
        pytest.raises(Problem, match="refuses the user"),
    ):
        management.policies()


def test_an_update_sets_the_policies_of_a_broker_that_has_older_ones(tmp_path):
    """It sets those that have the same name; another stays, with a lower priority."""
    (policy,) = [each for each in policies.policies() if each.name == "requests"]
    older = replace(policy, definition={"max-length": 5})
    of_all = Policy("subscriptions", r"^[a-z]+\.from\.[a-z]+$", 10, {"delivery-limit": 20})
    without_mongodb = {"MONGODB_URL": "mongodb://nobody/"}
    with (
        Servers(tmp_path, given=without_mongodb) as first,
        Management(first.management_url, first.amqp_url) as management,
        Connection(first.amqp_url) as connection,
    ):
        declare(connection)
        management.set_policy(older)
        management.set_policy(of_all)
    with (
        Servers(tmp_path, given=without_mongodb) as updated,
        Management(updated.management_url, updated.amqp_url) as management,
    ):
        found = {each["name"]: each["definition"] for each in management.policies()}
        in_effect = {each["name"]: each.get("policy") for each in management.queues()}
    assert found["requests"] == policy.definition
    assert "subscriptions" in found
    assert in_effect == {queue.name: policies.policy_of(queue.name) for queue in topology.queues()}


def test_data_and_users_outlive_a_restart_on_other_ports(servers, tmp_path):
    without_rabbitmq = {"AMQP_URL": servers.amqp_url}
    with (
        Servers(tmp_path, given=without_rabbitmq) as first,
        MongoClient(first.mongodb_url("barriers")) as client,
    ):
        client["barriers"]["kept"].insert_one({"_id": 1})
        before = first.mongodb_url("barriers")
    with (
        Servers(tmp_path, given=without_rabbitmq) as again,
        MongoClient(again.mongodb_url("barriers")) as client,
    ):
        assert client["barriers"]["kept"].count_documents({}) == 1
        assert again.mongodb_url("barriers") != before


def test_two_stand_side_by_side_and_leave_no_process(servers, tmp_path):
    with Servers(tmp_path, given={}) as other:
        assert other.amqp_url != servers.amqp_url
        with broker(servers), broker(other):
            pass
        ours = [psutil.Process(process.pid) for process in other.processes.values()]
        running = [
            *ours,
            *(child for process in ours for child in process.children(recursive=True)),
        ]
        assert {"mongod", "epmd", "beam.smp"} <= {process.name() for process in running}
    assert not [process for process in running if lives(process)]
    with broker(servers):
        pass


def test_a_server_that_cannot_start_leaves_none_running(tmp_path, monkeypatch):
    servers = Servers(tmp_path, given={})
    monkeypatch.setattr("deploy.local.rabbitmq.SCRIPTS", tmp_path)
    with pytest.raises(Exception, match="apt-get install rabbitmq-server"):
        servers.start()
    assert not servers.processes
    with (
        pytest.raises(PyMongoError),
        MongoClient(servers.mongodb_url("matching"), serverSelectionTimeoutMS=200) as client,
    ):
        client.admin.command("ping")
