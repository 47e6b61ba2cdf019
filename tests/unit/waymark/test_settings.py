"""Where the command line learns of the platform."""

import json
from pathlib import Path

import pytest

from waymark.problems import Problem
from waymark.settings import Settings

GIVEN = {"AMQP_URL": "amqp://given", "OPERATOR_SECRET": "given"}


def test_the_environment_is_enough(tmp_path):
    settings = Settings.read(GIVEN, tmp_path / "operator.env")
    assert (settings.amqp_url, settings.operator_secret) == ("amqp://given", "given")
    assert settings.demo_file == Path(".local/demo.json")


def test_a_local_stack_says_what_the_environment_does_not(tmp_path):
    file = tmp_path / "operator.env"
    file.write_text(json.dumps({**GIVEN, "PUBLIC_URL": "http://localhost:8080"}))
    settings = Settings.read({"AMQP_URL": "amqp://other", "OPERATOR_SECRET": ""}, file)
    assert settings.amqp_url == "amqp://other"
    assert settings.operator_secret == "given"
    assert settings.public_url == "http://localhost:8080"


def test_what_is_missing_is_named_with_where_to_get_it(tmp_path):
    with pytest.raises(Problem, match="Set OPERATOR_SECRET, or start Waymark with `make run`"):
        Settings.read({"AMQP_URL": "amqp://given"}, tmp_path / "operator.env")


def test_a_file_that_is_not_ours_is_no_traceback(tmp_path):
    file = tmp_path / "operator.env"
    file.write_text("AMQP_URL=amqp://given")
    with pytest.raises(Problem, match="can't be read"):
        Settings.read({}, file)


def test_a_services_database_is_known_by_its_name_before_any_other(tmp_path):
    urls = {"REPORTING_MONGODB_URL": "mongodb://its/", "MONGODB_URL": "mongodb://any/"}
    settings = Settings.read({**GIVEN, **urls}, tmp_path / "none")
    assert settings.mongodb_url("reporting") == "mongodb://its/"
    assert settings.mongodb_url("matching") == "mongodb://any/"


def test_where_no_database_is_told_of_it_says_what_to_set(tmp_path):
    settings = Settings.read(GIVEN, tmp_path / "none")
    with pytest.raises(Problem, match="Set REPORTING_MONGODB_URL"):
        settings.mongodb_url("reporting")
