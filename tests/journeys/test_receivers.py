"""Systems that webhooks post to: the programs and commands of the tutorial, word for word."""

import ast
import json
import re
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from deploy.local.ports import free_port
from deploy.local.stack import Stack
from tests.examples import examples
from tests.journeys.receiving import PAGE, PROGRAMS, SECONDS, Reader, signed

MOST_LINES = 40


@pytest.fixture(scope="module")
def readers(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Reader]]:
    """One for each program; both have registered, listen and were verified, as the page has it."""
    found = {
        name: Reader(name, tmp_path_factory.mktemp(name), str(free_port())) for name in PROGRAMS
    }
    try:
        for reader in found.values():
            (reader.folder / ".local").mkdir()
            shutil.copy(stack.demo_file, reader.folder / ".local" / "demo.json")
            reader.does("key")
            reader.does("register")
            reader.start()
        for reader in found.values():
            reader.printed.line("listening")
            assert reader.does("verify")["state"] == "active"
        yield found
        for reader in found.values():
            reader.does("remove")
    finally:
        for reader in found.values():
            reader.stop()
            reader.client.close()


@pytest.fixture(params=PROGRAMS)
def reader(readers: dict[str, Reader], request: pytest.FixtureRequest) -> Reader:
    return readers[request.param]


@pytest.fixture(scope="module")
def raised(readers: dict[str, Reader]) -> dict[str, Any]:
    """The barrier of the page, raised while both listen."""
    barrier: dict[str, Any] = readers["python"].does("raise")
    return barrier


@pytest.fixture(scope="module")
def first(readers: dict[str, Reader], raised: dict[str, Any]) -> dict[str, str]:
    """What each program printed of it."""
    return {name: reader.printed.line(raised["id"]) for name, reader in readers.items()}


def logged(reader: Reader, position: str) -> dict[str, Any]:
    """The newest delivery, once it is that of the event there and was taken: the log may have it a
    moment after the program."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        delivery: dict[str, Any] = reader.does("log")["deliveries"][0]
        if delivery["first"] == f"barriers-{position}" and delivery["failure"] is None:
            return delivery
    raise AssertionError("the log did not have it in time")


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_is_short(name: str) -> None:
    lines = [line for line in examples(PAGE)[name].splitlines() if line.strip()]
    assert len(lines) <= MOST_LINES


def test_the_programs_need_nothing_but_what_the_page_names() -> None:
    modules = {
        alias.name if isinstance(node, ast.Import) else str(node.module)
        for node in ast.walk(ast.parse(examples(PAGE)["python"]))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {each.partition(".")[0] for each in modules} - sys.stdlib_module_names == {
        "standardwebhooks"
    }
    assert all(
        each.startswith("node:") for each in re.findall(r'from "(.*)"', examples(PAGE)["node"])
    )


def test_a_barrier_that_is_raised_is_posted_and_printed(
    raised: dict[str, Any], first: dict[str, str], reader: Reader
) -> None:
    position, kind, subject, data = first[reader.program].split(" ", 3)
    assert int(position) > 0
    assert (kind, subject) == ("uk.waymark.barriers.barrier-raised.v1", raised["id"])
    told = json.loads(data)
    assert (told["number"], told["title"]) == (raised["number"], raised["title"])
    # The page promises it: the story stays, and so does who did not agree to be named.
    assert raised["story"] not in data
    assert told["council"] is None


def test_what_is_sent_again_is_noticed(first: dict[str, str], reader: Reader) -> None:
    delivery = logged(reader, first[reader.program].split(" ")[0])
    assert (delivery["kind"], delivery["status"], delivery["failure"]) == ("event", 204, None)
    again = reader.does("resend")
    assert (again["kind"], again["failure"]) == ("resend", None)
    assert reader.printed.line("again") == f"again {delivery['id']}"


def test_somebody_elses_log_is_none(reader: Reader, demo_keys: list[dict[str, str]]) -> None:
    key = next(each["key"] for each in demo_keys if each["role"] == "responder")
    found = reader.does("look", KEY=key)
    assert (found["status"], found["type"]) == (404, "/problems/no-such-webhook")
    log = f"{reader.told['URL']}/api/v1/webhooks/{reader.told['WEBHOOK']}/deliveries"
    answer = reader.client.get(log, headers={"authorization": f"Bearer {key}"})
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/no-such-webhook")


def test_what_waymark_did_not_sign_is_refused(reader: Reader) -> None:
    body, secret = json.dumps(event("forged")), reader.told["SECRET"]
    right = signed(secret, body)
    for wrong in (
        signed(secret, body, datetime.now(UTC) - timedelta(minutes=6)),
        signed(secret, body, datetime.now(UTC) + timedelta(minutes=6)),
        signed(f"whsec_{'A' * 43}=", body),
        signed(secret, f"{body} "),
        {**right, "webhook-id": "another"},
        {**right, "webhook-timestamp": "soon"},
        {**right, "webhook-signature": "v1,"},
        {**right, "webhook-signature": "nonsense"},
        {**right, "webhook-signature": right["webhook-signature"].replace("v1,", "v1a,")},
        {},
    ):
        assert reader.posted(body, wrong) == 401, wrong
    assert reader.posted(b"\xff", right) == 401
    assert reader.posted(body, right) == 204
    assert reader.printed.line() == "900001 tried tried {}"
    assert reader.printed.nothing_more, "nothing was taken but what was signed"


def test_a_batch_is_taken_event_by_event(reader: Reader) -> None:
    body = json.dumps([event("one"), event("one"), event("two")])
    assert reader.posted(body, signed(reader.told["SECRET"], body)) == 204
    told = [reader.printed.line() for _ in range(3)]
    assert told == ["900001 tried tried {}", "again one", "900001 tried tried {}"]


def event(id: str) -> dict[str, Any]:
    return {"id": id, "type": "tried", "subject": "tried", "position": "900001", "data": {}}


@pytest.mark.usefixtures("first")
def test_the_past_is_posted_too_when_it_is_asked_for(reader: Reader) -> None:
    asked = reader.does("replay")
    assert asked["replay_until"] == "barriers-3"
    assert [reader.printed.line().split(" ")[0] for _ in range(3)] == ["1", "2", "3"]


@pytest.mark.usefixtures("first")
def test_a_program_with_the_old_secret_is_posted_to_until_it_has_the_new_one(
    readers: dict[str, Reader],
) -> None:
    for reader in readers.values():
        before = reader.told["SECRET"]
        reader.does("rotate")
        assert reader.told["SECRET"] != before
    barrier = readers["python"].does("raise")
    for reader in readers.values():
        assert "barrier-raised" in reader.printed.line(barrier["id"])


@pytest.mark.usefixtures("first")
def test_what_was_missed_comes_once_the_program_is_there_again(
    readers: dict[str, Reader],
) -> None:
    for reader in readers.values():
        reader.stop()
    barrier = readers["python"].does("raise")
    for reader in readers.values():
        until = time.monotonic() + SECONDS
        while not (stands := reader.does("look"))["attempts"]:
            assert time.monotonic() < until, "nobody tried in time"
        assert stands["next_attempt"]
        assert stands["behind"] == 1
        reader.start()
    for reader in readers.values():
        reader.printed.line("listening")
        position = reader.printed.line(barrier["id"]).split(" ")[0]
        delivery = logged(reader, position)
        assert delivery["attempt"] > 1
        # What it remembers outlives it.
        reader.stop()
        reader.start()
        reader.printed.line("listening")
        reader.does("resend")
        assert reader.printed.line("again") == f"again {delivery['id']}"
