"""The demonstration's files become what services take."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest

from contracts.accounts.bodies import RegisterBody
from contracts.accounts.messages import ImportCouncils, RegisterPerson
from contracts.callers import COUNCIL_ROLES
from contracts.messages import dump, load
from services.accounts.domain.register import read_context, read_register
from waymark.demo.accounts import places
from waymark.demo.barriers import request_of
from waymark.demo.cases import next_steps
from waymark.demo.command import summary
from waymark.demo.material import Material, context_of, register_of
from waymark.demo.sign_ins import SignIns, password_from
from waymark.problems import Problem


@pytest.fixture(scope="module")
def material() -> Material:
    return Material.read()


def test_the_demos_councils_come_in_by_the_door_of_any_register(material):
    councils = material.demo["councils"]
    read = read_register(register_of(councils))
    context = read_context(context_of(councils), known=read.entries.keys())
    assert (read.broken, context.broken) == ((), ())
    assert set(read.entries) == set(context.entries) == {each["code"] for each in councils}
    assert all(facts.current for facts in read.entries.values())


def test_its_register_keeps_every_fact(material):
    (row, *_) = csv.DictReader(io.StringIO(register_of(material.demo["councils"])))
    first = material.demo["councils"][0]
    assert row["nice-name"] == first["name"]
    assert float(row["area"]) == first["area"]
    assert int(row["pop-2020"]) == first["population"]


def test_its_barriers_and_people_are_sound_requests(material):
    for barrier in material.demo["barriers"]:
        request = request_of(barrier)
        assert load(type(request), dump(request)) == request
    for body in material.demo["bodies"]:
        load(RegisterBody, body)
    for person in material.demo["people"]:
        load(RegisterPerson, {**person, "password": password_from("secret", person["email"])})
    load(ImportCouncils, {"register": register_of(material.demo["councils"])})


STARTED = {"id": "b", "version": 1, "stage": "raised"}
LIFE = {"reopened": 0, "appealed": None, "body": None, "answered": None}
AFTER = {
    "acknowledge": {"stage": "acknowledged"},
    "take_up": {"stage": "being-worked-on"},
    "put_to_body": {"stage": "with-body", "body": "dwp"},
    "answer": {"stage": "being-worked-on", "answered": "2027-01-04"},
    "resolve": {"stage": "resolved"},
}


def steps_of(wanted: Mapping[str, Any]) -> list[str]:
    """All that is done about a barrier, and how far it has come."""
    found, life, done = dict(STARTED), dict(LIFE), []
    while step := next(next_steps({**found, "life": life}, wanted), None):
        method, message = step
        assert load(type(message), dump(message)) == message
        done.append(method)
        found["stage"] = AFTER[method]["stage"]
        life |= {name: value for name, value in AFTER[method].items() if name != "stage"}
    return done


def test_each_of_its_barriers_comes_as_far_as_it_is_told_and_no_further(material):
    ways = {tuple(steps_of(each["case"])) for each in material.demo["barriers"] if "case" in each}
    taken_up = ("acknowledge", "take_up")
    assert ways == {
        taken_up,
        (*taken_up, "put_to_body"),
        (*taken_up, "put_to_body", "answer"),
        (*taken_up, "put_to_body", "answer", "resolve"),
    }


def test_what_somebody_reopened_is_left_to_them():
    life = {**LIFE, "reopened": 1}
    found = {**STARTED, "stage": "being-worked-on", "life": life}
    assert list(next_steps(found, {"put": {"body": "dwp", "text": "Please."}})) == []


def test_there_is_a_key_for_each_role_where_somebody_of_the_demo_works(material):
    found = places(material.demo["people"])
    assert ("administrator", "sector-body") in found
    assert ("lead", "GWN") in found
    assert ("responder", "dwp") in found
    assert {role for role, organisation in found if organisation == "CMD"} == set(COUNCIL_ROLES)
    assert len(found) == len(set(found))


def test_passwords_follow_from_the_operators_secret_and_differ():
    known = SignIns({}, {})
    first = known.password_of("a@example.org", "secret")
    assert first == known.password_of("a@example.org", "secret")
    assert len({first, known.password_of("b@example.org", "secret"), password_from("x", "a")}) == 3


def test_what_an_earlier_load_wrote_is_kept(tmp_path):
    file = tmp_path / "demo.json"
    account = {"email": "a@example.org", "password": "as before", "role": "lead"}
    key = {"key": "wmk_1", "role": "lead", "organisation": "CMD"}
    file.write_text(json.dumps({"accounts": [account], "api_keys": [key]}))
    known = SignIns.read(file)
    assert known.password_of("a@example.org", "secret") == "as before"
    assert known.keys == {("lead", "CMD"): "wmk_1"}


def test_a_file_that_is_not_ours_is_not_overwritten(tmp_path):
    file = tmp_path / "demo.json"
    file.write_text("mine")
    with pytest.raises(Problem, match="Move it away"):
        SignIns.read(file)


def test_the_summary_names_only_what_was_added():
    assert summary({"councils": 44, "people": 0}) == "The demonstration is loaded: 44 councils."
    assert summary({"councils": 0}) == "Nothing was missing."
