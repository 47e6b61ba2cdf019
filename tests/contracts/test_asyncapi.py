"""The AsyncAPI document is one by AsyncAPI's own rules, and says what services publish."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from backbone.publishing import message_of
from contracts import topology
from contracts.asyncapi import document
from contracts.cloudevents import from_bytes
from contracts.events import REGISTRY
from contracts.history.files import OURS

PROJECT = Path(__file__).parents[2]
RULES = PROJECT / "node_modules" / "@asyncapi" / "specs" / "schemas" / "3.0.0.json"


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    return document()


@pytest.fixture(scope="module")
def rules() -> Draft7Validator:
    return Draft7Validator(json.loads(RULES.read_text()))


def followed(place: Any, written: dict[str, Any]) -> Any:
    """What a reference leads to."""
    if isinstance(place, dict) and "$ref" in place:
        found: Any = written
        for step in place["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return followed(found, written)
    return place


def everything(value: Any) -> Iterator[Any]:
    yield value
    for child in value.values() if isinstance(value, dict) else value:
        if isinstance(child, dict | list):
            yield from everything(child)


def test_it_keeps_the_rules_of_asyncapi(written, rules):
    assert [error.message for error in rules.iter_errors(written)] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("asyncapi", "2.6.0"),
        ("operations/receiveBarriers/action", "subscribe"),
        ("channels/barriers/bindings/amqp/exchange/type", "fan-out"),
        ("components/messageTraits/event/correlationId", {"location": "correlationid"}),
    ],
)
def test_the_rules_find_what_breaks_them(written, rules, path: str, value: Any):
    broken = deepcopy(written)
    *way, last = path.split("/")
    place = broken
    for step in way:
        place = place[step]
    place[last] = value
    assert not rules.is_valid(broken)


def test_every_reference_leads_somewhere(written):
    references = [each for each in everything(written) if isinstance(each, dict) and "$ref" in each]
    assert len(references) > 40
    assert all(followed(each, written) for each in references)


def test_every_event_is_received_over_the_exchange_of_its_service(written):
    told = {}
    for operation in written["operations"].values():
        channel = followed(operation["channel"], written)
        exchange = channel["bindings"]["amqp"]["exchange"]["name"]
        for key in operation["messages"]:
            told[followed(key, written)["name"]] = exchange
    assert told == {
        name: topology.events_exchange(cls.SERVICE)
        for name, cls in REGISTRY.items()
        if cls.SERVICE in topology.SERVICES
    }


def test_an_address_is_the_routing_key_of_each_event(written):
    keys = {
        channel["address"].replace("{event}", event)
        for channel in written["channels"].values()
        for event in channel["parameters"]["event"]["enum"]
    }
    ours = {cls.routing_key() for cls in REGISTRY.values() if cls.SERVICE in topology.SERVICES}
    assert keys == ours


def test_every_example_is_a_golden_event_of_its_own_schema(written):
    resolvable = {"components": written["components"]}
    for name, message in written["components"]["messages"].items():
        (example,) = message["examples"]
        assert example["payload"] == OURS.golden(name)
        rule = Draft7Validator({**message["payload"], **resolvable})
        assert list(rule.iter_errors(example["payload"])) == []
        assert not rule.is_valid({**example["payload"], "data": {}})
        assert not rule.is_valid({**example["payload"], "sequence": "0"})


def test_the_content_type_is_what_is_sent(written):
    envelope = from_bytes(OURS.golden_file("barriers.barrier-raised.v1").read_bytes())
    sent = message_of(envelope).properties["content_type"]
    assert written["components"]["messageTraits"]["event"]["contentType"] == sent


def test_the_correlation_id_is_where_it_is_said_to_be(written):
    (correlation,) = written["components"]["correlationIds"].values()
    field = re.fullmatch(r"\$message\.payload#/(\w+)", correlation["location"])
    assert field
    assert field[1] in OURS.golden("barriers.barrier-raised.v1")
