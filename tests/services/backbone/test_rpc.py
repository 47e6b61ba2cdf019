"""A service is asked in a bounded time, by whom it knows, and does once what it is asked once."""

import os
import signal
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backbone.identifiers import new_id
from backbone.tokens import sign
from contracts.errors import (
    DeadlineExceeded,
    Failed,
    Invalid,
    KeyReused,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Stale,
    Unavailable,
)
from tests.trial.contract import AddThing, CountThing, GetThing, Thing, Wait
from tests.trial.running import CALLER


@pytest.fixture
def thing(trial) -> str:
    name = f"thing-{new_id()}"
    trial.ask("add", AddThing(name))
    return name


def test_a_command_is_answered_with_its_message(trial, thing):
    answer = trial.ask("count", CountThing(thing, amount=3))
    assert answer == {"thing": thing, "count": 3, "version": 2}
    assert trial.ask("thing", GetThing(thing)) == answer


def test_a_refusal_arrives_as_its_kind_with_code_and_details(trial, thing):
    with pytest.raises(NotFound) as missing:
        trial.ask("thing", GetThing("nowhere"))
    assert missing.value.code == "no-such-thing"
    with pytest.raises(NotAllowed):
        trial.ask("count", CountThing(thing, amount=101))
    with pytest.raises(Stale) as stale:
        trial.ask("count", CountThing(thing, expected=7))
    assert stale.value.details == {"version": 1}


def test_a_request_that_breaks_its_schema_is_refused_with_every_mistake(trial):
    with pytest.raises(Invalid) as refusal:
        trial.ask("count", replace(CountThing("kettle"), amount="many", seconds="long"))
    assert set(refusal.value.details) == {"amount", "seconds"}


def test_another_message_or_an_unknown_method_is_refused(trial):
    with pytest.raises(Invalid):
        trial.ask("count", Thing("kettle", 1, 1))
    with pytest.raises(NotFound) as refusal:
        trial.ask("count_down", GetThing("kettle"))
    assert refusal.value.code == "no-such-method"


def test_a_defect_is_said_to_be_one_and_the_service_goes_on(trial, thing):
    for method in ("broken", "nonsense"):
        with pytest.raises(Failed):
            trial.ask(method, GetThing(thing))
    with pytest.raises(Failed):
        trial.ask("count_twice", CountThing(thing))
    assert trial.ask("thing", GetThing(thing))["count"] == 1


class TestACaller:
    def test_who_is_nobody_may_ask_only_what_is_open(self, trial, thing):
        assert trial.ask("thing", GetThing(thing), token=None)
        with pytest.raises(NotSignedIn):
            trial.ask("count", CountThing(thing), token=None)

    def test_whose_token_has_expired_is_refused(self, trial, thing):
        token = trial.token(lifetime=timedelta(seconds=1.5))
        trial.ask("count", CountThing(thing), token=token)
        time.sleep(1.6)
        with pytest.raises(NotSignedIn) as refusal:
            trial.ask("count", CountThing(thing), token=token)
        assert refusal.value.code == "token-refused"

    def test_whose_token_was_signed_by_another_is_refused(self, trial, thing):
        encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        key = Ed25519PrivateKey.generate().private_bytes(
            encoding, form, serialization.NoEncryption()
        )
        for key_id in (trial.key_id, "unknown"):
            forged, _ = sign(CALLER, key.decode(), key_id=key_id)
            with pytest.raises(NotSignedIn):
                trial.ask("count", CountThing(thing), token=forged)

    @pytest.mark.parametrize(
        "change", [str.upper, lambda token: token[:-4] + "AAAA", lambda _: "x"]
    )
    def test_whose_token_was_altered_is_refused(self, trial, thing, change):
        with pytest.raises(NotSignedIn):
            trial.ask("count", CountThing(thing), token=change(trial.token()))


class TestAnIdempotencyKey:
    def test_gives_the_same_answer_and_one_effect(self, trial, thing):
        key = new_id()
        first = trial.ask("count", CountThing(thing), idempotency_key=key)
        assert trial.ask("count", CountThing(thing), idempotency_key=key) == first
        assert trial.ask("thing", GetThing(thing))["count"] == 1

    def test_is_refused_with_another_request(self, trial, thing):
        key = new_id()
        trial.ask("count", CountThing(thing), idempotency_key=key)
        with pytest.raises(KeyReused):
            trial.ask("count", CountThing(thing, amount=2), idempotency_key=key)

    def test_of_one_caller_is_not_another_s(self, trial, thing):
        key = new_id()
        for person in ("one", "two"):
            token = trial.token(replace(CALLER, person=person))
            trial.ask("count", CountThing(thing), idempotency_key=key, token=token)
        assert trial.ask("thing", GetThing(thing))["count"] == 2

    def test_holds_for_copies_that_arrive_together(self, trial, thing):
        options = {"idempotency_key": new_id()}
        answers = trial.ask_together([("count", CountThing(thing), options)] * 8)
        assert [answer["version"] for answer in answers] == [2] * 8


class TestADeadline:
    def test_is_kept_where_the_service_is_slow(self, trial):
        began = time.monotonic()
        with pytest.raises(DeadlineExceeded):
            trial.ask("wait", Wait(3), deadline=0.5)
        assert time.monotonic() - began < 1

    def test_ends_what_the_database_does_too(self, trial, thing):
        trial.store.records["seen"].update_one({"_id": "something"}, {"$set": {}}, upsert=True)
        with pytest.raises((DeadlineExceeded, Unavailable)):
            trial.ask("wait", Wait(30, where="database"), deadline=0.5)
        assert trial.ask("thing", GetThing(thing))

    def test_that_has_passed_keeps_a_request_from_being_carried_out(self, trial, thing):
        (process, *_) = trial.processes
        os.kill(process.pid, signal.SIGSTOP)
        try:
            with pytest.raises(DeadlineExceeded):
                trial.ask("count", CountThing(thing), deadline=0.3)
        finally:
            os.kill(process.pid, signal.SIGCONT)
        assert trial.ask("thing", GetThing(thing))["count"] == 0


@pytest.mark.parametrize("where", ["database", "transaction"])
def test_requests_wait_for_the_database_side_by_side(trial, where):
    """Pymongo under eventlet: one greenlet that waits must not hold up the others."""
    trial.store.records["seen"].update_one({"_id": "something"}, {"$set": {}}, upsert=True)
    trial.ask("wait", Wait(0.01, where=where))
    began = time.monotonic()
    trial.ask_together([("wait", Wait(0.5, where=where), {})] * 12)
    assert time.monotonic() - began < 3  # one after the other: six
