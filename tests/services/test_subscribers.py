"""Systems outside that listen: what their command makes on a real broker, and what stays shut."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import amqp
import pytest
from amqp.exceptions import AccessRefused
from kombu import Connection

from deploy.local.servers import Servers
from tests.outside import a_name, connect, pass_events, settings_of, wanted
from waymark.management import Administration, Management
from waymark.problems import Problem
from waymark.settings import Settings
from waymark.subscribers import making
from waymark.subscribers.lag import standings
from waymark.subscribers.making import Access

EVENTS = "barriers.events"
RAISED = "barriers.barrier-raised.v1"


@pytest.fixture(scope="module")
def settings(servers: Servers) -> Settings:
    return settings_of(servers)


@pytest.fixture(scope="module")
def broker(settings: Settings) -> Iterator[Administration]:
    with making.administration(settings) as broker:
        yield broker


@pytest.fixture
def add(settings: Settings, broker: Administration) -> Iterator[Callable[..., Access]]:
    """Adds a subscriber, for the length of the test."""
    added = []

    def add(*patterns: str, length: int = 1_000, name: str = "") -> Access:
        access = making.add(broker, settings, wanted(name or a_name(), *patterns, length=length))
        added.append(access.name)
        return access

    yield add
    for name in added:
        if name in {each.name for each in broker.subscribers()}:
            making.remove(broker, settings, name)


def publish(servers: Servers, *numbers: int, key: str = RAISED) -> None:
    with connect(servers.amqp_url) as connection:
        channel = connection.channel()
        for number in numbers:
            channel.basic_publish(amqp.Message(str(number), delivery_mode=2), EVENTS, key)


def received(access: Access) -> list[int]:
    """All that lies in the queue, as its subscriber reads it."""
    with connect(access.url) as connection:
        channel = connection.channel()
        taken = iter(lambda: channel.basic_get(access.queue, no_ack=True), None)
        return [int(message.body) for message in taken]


def left_over(broker: Administration, name: str) -> list[str]:
    return [
        *(each.name for each in broker.subscribers() if each.name == name),
        *(each for each in broker.users() if each == name),
        *(each["name"] for each in broker.queues() if each["name"].startswith(f"{name}.")),
        *(each["name"] for each in broker.policies() if each["name"].endswith(name)),
    ]


def test_a_subscriber_receives_what_its_patterns_match_and_nothing_else(servers, add):
    access = add("barriers.barrier-raised.*", "barriers.barrier-supported.#")
    publish(servers, 1)
    publish(servers, 2, key="barriers.barrier-merged.v1")
    publish(servers, 3, key="barriers.barrier-supported.v1")
    assert received(access) == [1, 3]


@pytest.fixture(scope="module")
def access(settings: Settings, broker: Administration) -> Iterator[Access]:
    """One that wants one kind of events."""
    access = making.add(broker, settings, wanted(a_name(), "barriers.barrier-raised.#"))
    yield access
    making.remove(broker, settings, access.name)


class TestItsUser:
    @pytest.fixture
    def channel(self, access) -> Iterator[Any]:
        with connect(access.url) as connection:
            yield connection.channel()

    @pytest.mark.parametrize("key", ["barriers.barrier-raised.*", RAISED])
    def test_binds_its_queue_by_fewer_events(self, channel, access, key):
        channel.queue_bind(access.queue, EVENTS, key)
        assert channel.queue_declare(access.queue, passive=True).queue == access.queue

    @pytest.mark.parametrize(
        "key", ["#", "barriers.#", "barriers.*.v1", "barriers.barrier-merged.v1"]
    )
    def test_binds_it_by_no_others(self, channel, access, key):
        with pytest.raises(AccessRefused):
            channel.queue_bind(access.queue, EVENTS, key)

    @pytest.mark.parametrize(
        "exchange",
        [
            *("accounts.events", "assessment.events", "matching.events", "barriers.notices"),
            *("nameko-rpc", "waymark.dead-letters", "amq.topic", "amq.rabbitmq.trace"),
        ],
    )
    def test_binds_it_to_no_other_exchange(self, channel, access, exchange):
        with pytest.raises(AccessRefused):
            channel.queue_bind(access.queue, exchange, RAISED)

    @pytest.mark.parametrize("queue", ["reporting.from.barriers", "rpc-accounts", "waymark.dead"])
    def test_reads_and_binds_no_other_queue(self, access, queue):
        for touch in (
            lambda channel: channel.basic_get(queue),
            lambda channel: channel.basic_consume(queue),
            lambda channel: channel.queue_purge(queue),
            lambda channel: channel.queue_bind(queue, EVENTS, RAISED),
        ):
            with connect(access.url) as connection, pytest.raises(AccessRefused):
                touch(connection.channel())

    @pytest.mark.parametrize("exchange", ["", EVENTS, "accounts.events", "nameko-rpc"])
    def test_publishes_nothing_and_asks_no_service(self, channel, exchange):
        key = "rpc-barriers" if exchange == "" else "accounts.council"
        with pytest.raises(AccessRefused):
            channel.basic_publish(amqp.Message("{}"), exchange, key)

    def test_declares_and_deletes_nothing_so_that_no_queue_of_it_can_refuse_events(self, access):
        for change in (
            lambda channel: channel.queue_declare(f"{access.name}.more", durable=True),
            lambda channel: channel.queue_declare("", exclusive=True),
            lambda channel: channel.exchange_declare(f"{access.name}.more", "fanout"),
            lambda channel: channel.queue_delete(access.queue),
        ):
            with connect(access.url) as connection, pytest.raises(AccessRefused):
                change(connection.channel())

    def test_does_not_see_the_management_api(self, settings, access):
        user = urlsplit(access.url)
        host = urlsplit(settings.management_url).netloc.rpartition("@")[2]
        url = f"http://{user.username}:{user.password}@{host}"
        with Management(url, settings.amqp_url) as api, pytest.raises(Problem, match="refuses"):
            api.queues()


def test_a_full_queue_loses_its_oldest_and_refuses_nobody(servers, add):
    slow, quick = add(length=10), add()
    publish(servers, *range(1, 26))
    assert received(slow) == list(range(16, 26))
    assert received(quick) == list(range(1, 26))


def test_one_may_be_away_while_much_happens_and_fills_what_it_lost_from_the_feed(servers):
    pass_events(servers, 2_000)


def test_a_new_password_ends_the_old_one_and_its_connections(servers, settings, broker, add):
    old = add()
    with connect(old.url) as connection:
        publish(servers, 1, 2)
        new = making.rotate(broker, settings, old.name)
        with pytest.raises(amqp.exceptions.ConnectionForced):
            connection.drain_events(timeout=5)
    with pytest.raises(AccessRefused):
        connect(old.url)
    assert received(new) == [1, 2]


def test_one_that_is_removed_leaves_nothing(servers, settings, broker, add):
    access = add()
    publish(servers, 1, 2, 3)
    with connect(access.url) as connection:
        assert making.remove(broker, settings, access.name) == 3
        with pytest.raises(amqp.exceptions.ConnectionForced):
            connection.drain_events(timeout=5)
    assert left_over(broker, access.name) == []
    with pytest.raises(Problem, match="There is no subscriber"):
        making.remove(broker, settings, access.name)


def test_how_far_each_is_behind_and_who_is_connected(servers, broker, add):
    access = add()
    publish(servers, 1)
    with connect(access.url) as connection:
        channel = connection.channel()
        # In hand: it counts as waiting until it is acknowledged.
        assert channel.basic_get(access.queue)
        (own,) = [each for each in standings(broker, None) if each.subscriber.name == access.name]
        assert own.connections == 1
    assert own.oldest is None
    assert not own.is_full


class TestAName:
    def test_of_a_subscriber_is_taken(self, settings, broker, add):
        access = add()
        with pytest.raises(Problem, match=f"run `waymark subscribers rotate {access.name}`"):
            making.add(broker, settings, wanted(access.name))

    def test_of_another_user_of_the_broker_is_taken(self, servers, settings, broker):
        name = a_name()
        servers.rabbitmqctl("add_user", name, "secret")
        try:
            with pytest.raises(Problem, match="is a user of the broker already"):
                making.add(broker, settings, wanted(name))
            assert left_over(broker, name) == [name]
        finally:
            servers.rabbitmqctl("delete_user", name)

    def test_that_begins_the_name_of_somebodys_queue_is_taken(self, servers, settings, broker):
        name = a_name()
        with Connection(servers.amqp_url) as connection:
            connection.default_channel.queue_declare(f"{name}.jobs", exclusive=True)
            with pytest.raises(Problem, match="whose names begin with"):
                making.add(broker, settings, wanted(name))


class TestAnAdditionThatFailsHalfWay:
    @pytest.mark.parametrize("step", ["set_policy", "set_user"])
    def test_leaves_nothing(self, settings, broker, monkeypatch, step):
        name = a_name()
        with monkeypatch.context() as patched:
            patched.setattr(broker, step, refused)
            with pytest.raises(Problem, match="out of order"):
                making.add(broker, settings, wanted(name))
        assert left_over(broker, name) == []

    def test_and_can_not_be_undone_says_so_and_is_made_whole_by_adding_it_again(
        self, servers, settings, broker, add, monkeypatch
    ):
        name = a_name()
        with monkeypatch.context() as patched:
            patched.setattr(broker, "set_user", refused)
            patched.setattr(broker, "delete_user", refused)
            with pytest.raises(Problem, match="added half-way"):
                making.add(broker, settings, wanted(name))
        (half,) = [each for each in broker.subscribers() if each.name == name]
        assert not half.ready
        access = add(name=name)
        publish(servers, 7)
        assert received(access) == [7]


def refused(*_: object) -> None:
    raise Problem("out of order")


def test_nobody_but_an_administrator_of_the_broker_adds_one(settings):
    lesser = replace(settings, admin_url=None)
    with (
        making.administration(lesser) as broker,
        pytest.raises(Problem, match="RABBITMQ_ADMIN_URL"),
    ):
        making.add(broker, lesser, wanted(a_name()))


def test_without_any_management_api_it_says_what_to_set(settings):
    lesser = replace(settings, admin_url=None, management_url=None)
    with pytest.raises(Problem, match="Set RABBITMQ_ADMIN_URL"), making.administration(lesser):
        pass


def test_the_connection_names_the_address_at_which_the_outside_finds_the_broker(settings):
    outside = replace(settings, public_amqp_url="amqps://broker.example.org:5671")
    assert making.url_of(outside, "tools", "secret") == (
        "amqps://tools:secret@broker.example.org:5671/waymark"
    )
