"""A request as it comes over RPC: what is in it, whose it is, how long there is for it."""

import time
from types import SimpleNamespace

import amqp
import orjson
import pytest

from backbone.deliveries import Delivery
from backbone.rpc_server import data_of, deadline_of, encoded
from contracts.callers import ANONYMOUS, Caller
from contracts.errors import Invalid

CALLER = Caller("p-1", "ABC", "lead", "Lee Lead")


def delivery(data=None, **headers) -> Delivery:
    return Delivery("barriers.support", data or {}, headers, None, SimpleNamespace())


def key_of(data=None, caller=CALLER, **headers):
    return delivery(data, **headers).context(caller, changes=True).command


def test_the_request_is_the_one_argument_of_the_call():
    assert data_of(SimpleNamespace(body=b'{"args": [{"a": 1}], "kwargs": {}}')) == {"a": 1}


@pytest.mark.parametrize("body", ["", "{", b"\xff", "[]", "{}", '{"args": []}', '{"args": 1}'])
def test_a_body_that_is_no_call_is_refused(body):
    with pytest.raises(Invalid) as refusal:
        data_of(SimpleNamespace(body=body))
    assert refusal.value.code == "malformed-request"


def test_a_deadline_is_in_milliseconds_and_may_be_missing():
    at = int(time.time() * 1000)
    assert deadline_of(amqp.Message(application_headers={"deadline": at})) == at / 1000
    assert deadline_of(amqp.Message()) is None
    assert deadline_of(amqp.Message(application_headers={"deadline": "soon"})) is None


def test_a_key_is_its_caller_s_own():
    other = Caller("p-2", "ABC", "lead", "Lou Lead")
    first, second = (
        key_of(caller=caller, **{"idempotency-key": "k"}) for caller in (CALLER, other)
    )
    assert first.key != second.key


def test_of_those_who_are_not_signed_in_each_has_the_keys_of_their_own_secret():
    mine, theirs = ({"secret": each, "password": "x"} for each in ("a" * 40, "b" * 40))
    keys = [key_of(each, ANONYMOUS, **{"idempotency-key": "1"}) for each in (mine, theirs, mine)]
    assert keys[0] == keys[2]
    assert keys[0].key != keys[1].key
    assert "a" * 40 not in keys[0].key


@pytest.mark.parametrize("data", [{"email": "a@example.org"}, {"secret": 1}])
def test_the_key_of_who_shows_no_secret_holds_for_nobody(data):
    assert key_of(data, ANONYMOUS, **{"idempotency-key": "1"}) is None


def test_the_same_request_has_the_same_fingerprint_whatever_its_order():
    first = key_of({"a": 1, "b": [2]}, **{"idempotency-key": "k"})
    assert first == key_of({"b": [2], "a": 1}, **{"idempotency-key": "k"})
    assert first.fingerprint != key_of({"a": 1}, **{"idempotency-key": "k"}).fingerprint


def test_a_query_has_no_key_and_neither_has_who_sent_none():
    context = delivery(**{"idempotency-key": "k"}).context(CALLER, changes=False)
    assert context.command is None
    assert key_of() is None


def test_the_correlation_id_is_the_caller_s_or_a_new_one():
    assert delivery(**{"correlation-id": "c-1"}).context(CALLER, changes=False).correlation_id == (
        "c-1"
    )
    assert delivery().context(CALLER, changes=False).correlation_id


def test_an_answer_that_is_no_json_becomes_a_defect_of_ours():
    reply = orjson.loads(encoded({"result": {1, 2}, "error": None}))
    assert reply["error"]["code"] == "internal-error"
