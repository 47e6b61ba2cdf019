"""The private RabbitMQ and MongoDB, for real."""

import uuid

import amqp
import psutil
import pytest
from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from contracts.topology import DEAD_LETTERS, SERVICES
from deploy.local.servers import Servers


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
    """The policy is there if its delivery limit is: beyond it, the message is a dead letter."""
    queue = "matching.from." + uuid.uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))
    with broker(servers) as connection:
        channel = connection.channel()
        channel.exchange_declare(DEAD_LETTERS, "fanout", durable=True, auto_delete=False)
        dead = channel.queue_declare("", exclusive=True).queue
        channel.queue_bind(dead, DEAD_LETTERS)
        quorum = {"x-queue-type": "quorum"}
        channel.queue_declare(queue, durable=True, auto_delete=False, arguments=quorum)
        channel.basic_publish(amqp.Message("poison"), routing_key=queue)
        deliveries = reject_until_gone(channel, queue, dead)
        channel.queue_delete(queue)
    assert deliveries == 21


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


def test_data_and_users_outlive_a_restart_on_other_ports(tmp_path):
    with Servers(tmp_path, given={}) as first, MongoClient(first.mongodb_url("barriers")) as client:
        client["barriers"]["kept"].insert_one({"_id": 1})
        before = first.mongodb_url("barriers")
    with Servers(tmp_path, given={}) as again, MongoClient(again.mongodb_url("barriers")) as client:
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
