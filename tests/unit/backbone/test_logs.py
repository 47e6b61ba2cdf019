"""A log line is one JSON object with the correlation id of what is in hand."""

import json
import logging

import pytest
import structlog

from backbone import logs
from backbone.context import Context, use


@pytest.fixture(autouse=True)
def _as_before():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    backbone, nameko = logging.getLogger("backbone").level, logging.getLogger("nameko").level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("backbone").setLevel(backbone)
    logging.getLogger("nameko").setLevel(nameko)
    structlog.reset_defaults()


def lines(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_says_who_logs_what_and_when(capsys):
    logs.configure("barriers")
    logs.logger("backbone.relay").warning("relay lost its lease", fence=3)
    (line,) = lines(capsys)
    assert line["process"] == "barriers"
    assert (line["event"], line["fence"], line["level"]) == ("relay lost its lease", 3, "warning")
    assert line["timestamp"].endswith("Z")


def test_a_line_carries_the_correlation_id_of_what_is_in_hand(capsys):
    logs.configure("barriers")
    with use(Context("c-1")):
        logs.logger("x").warning("inside")
    logs.logger("x").warning("outside")
    inside, outside = lines(capsys)
    assert inside["correlation_id"] == "c-1"
    assert "correlation_id" not in outside


def test_what_libraries_log_has_the_same_form(capsys):
    logs.configure("barriers")
    with use(Context("c-1")):
        logging.getLogger("some.library").warning("careful with %s", "that")
    (line,) = lines(capsys)
    assert (line["event"], line["process"]) == ("careful with that", "barriers")
    assert line["correlation_id"] == "c-1"


def test_an_exception_stands_on_its_line(capsys):
    logs.configure("barriers")
    try:
        raise ValueError("no JSON: é\n")
    except ValueError:
        logs.logger("x").exception("request failed")
    (line,) = lines(capsys)
    assert "ValueError" in line["exception"]


def test_levels_below_the_wanted_one_are_left_out(capsys):
    logs.configure("barriers", "WARNING")
    logs.logger("backbone.x").info("too much")
    assert lines(capsys) == []
