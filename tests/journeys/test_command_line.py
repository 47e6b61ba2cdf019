"""What an operator does, on the whole platform."""

import json
import stat
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

import pytest
from kombu import Connection
from pymongo import MongoClient

from contracts.topology import SERVICES
from deploy.local.environment import PROJECT
from deploy.local.stack import Stack
from tests import poison
from tests.journeys.conftest import Run

DATA = PROJECT.parent / "shared" / "data"
REGISTER, CONTEXT = DATA / "uk_local_authorities.csv", DATA / "la_context.csv"
MODEL = PROJECT / "content" / "models" / "improvement-and-innovation.yaml"
needs_the_register = pytest.mark.skipif(
    not REGISTER.exists(), reason=f"mySociety's register is not at {REGISTER}"
)


def happened(stack: Stack) -> Counter[str]:
    """How many events each service has stored so far."""
    with MongoClient(stack.servers.mongodb_root_url) as stores:
        return Counter(
            {name: stores[name]["events"].estimated_document_count() for name in SERVICES}
        )


def small_register(folder: Path, *rows: str) -> Path:
    """A register with a few invented councils, one row each: code, name, current."""
    columns = (
        "local-authority-code,nice-name,official-name,gss-code,start-date,end-date,replaced-by,"
        "nation,region,local-authority-type,local-authority-type-name,county-la,"
        "combined-authority,area,pop-2020,lat,long,current-authority"
    )
    lines = []
    for row in rows:
        code, name, current = row.split(",")
        lines.append(
            f"{code},{name},{name} Council,,,,,England,London,LBO,London borough,,,1,1000,51,0,"
            + current
        )
    file = folder / "small.csv"
    file.write_text("\n".join([columns, *lines]) + "\n")
    return file


@needs_the_register
def test_the_whole_register_comes_in_and_a_second_import_of_it_changes_nothing(stack, run):
    first = run("councils", "import", REGISTER, CONTEXT)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("470 councils: ")

    before = happened(stack)
    second = run("councils", "import", CONTEXT, REGISTER)
    assert second.stdout == "470 councils: 0 new, 0 changed, 470 as before.\n"
    assert happened(stack) == before


def test_a_broken_row_is_named_with_its_file_and_line_and_nothing_is_loaded(stack, run, tmp_path):
    file = small_register(tmp_path, "ZZA,First,True", "ZZB,Second,perhaps", "ZZC,Third,True")
    before = happened(stack)
    ended = run("councils", "import", file)
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[0] == (
        f"{file} line 3: current-authority is neither True nor False: 'perhaps'"
    )
    assert happened(stack) == before


def test_broken_rows_are_left_out_only_when_that_is_asked_for(run, tmp_path):
    file = small_register(tmp_path, "ZZD,First,True", "ZZE,Second,perhaps", "ZZF,Third,True")
    ended = run("councils", "import", "--skip-invalid", file)
    assert ended.returncode == 0
    assert ended.stdout == "2 councils: 2 new, 0 changed, 0 as before. 1 row left out.\n"
    assert f"{file} line 3: " in ended.stderr


def test_a_published_model_is_not_published_again(stack, run):
    before = happened(stack)
    ended = run("models", "publish", MODEL)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("Nothing new: improvement-and-innovation, version ")
    assert happened(stack) == before


def test_a_model_with_mistakes_is_not_sent_and_each_mistake_has_its_path(stack, run, tmp_path):
    file = tmp_path / "model.yaml"
    file.write_text(MODEL.read_text().replace("level: 3", "level: 7"))
    before = happened(stack)
    ended = run("models", "publish", file)
    assert ended.returncode == 1
    assert f"{file}: levels[2].level: is not a level: 1 to 5" in ended.stderr
    assert f"{file}: characteristics[7].levels[2].level: is not a level: 1 to 5" in ended.stderr
    assert happened(stack) == before


def test_resources_and_taxonomy_that_are_published_stay_as_they_are(stack, run):
    before = happened(stack)
    resources = run("resources", "publish", *sorted((PROJECT / "content/resources").glob("*.yaml")))
    taxonomy = run("taxonomy", "publish", PROJECT / "content" / "barriers" / "taxonomy.yaml")
    assert (resources.returncode, taxonomy.returncode) == (0, 0), resources.stderr + taxonomy.stderr
    assert ": 0 new, 0 changed, " in resources.stdout
    assert taxonomy.stdout.startswith("Nothing new")
    assert happened(stack) == before


def test_the_days_figures_are_not_published_twice(run):
    # Of a run over midnight the first one finds a new day, and maybe too few changes for it.
    run("figures", "publish")
    ended = run("figures", "publish")
    assert ended.returncode == 1
    assert "published already" in ended.stderr or "five or more" in ended.stderr


def test_a_body_is_registered_renamed_and_ended(run):
    names = ("--english", "A trial body", "--welsh", "Corff prawf")
    added = run("bodies", "add", "trial-body", *names, "--kind", "regulator")
    assert added.returncode == 0, added.stderr
    assert run("bodies", "add", "trial-body", *names, "--kind", "regulator").returncode == 1
    assert run("bodies", "change", "trial-body", "--english", "Another name").returncode == 0
    (line,) = [each for each in run("bodies", "list").stdout.splitlines() if "trial-" in each]
    assert line.split(maxsplit=3) == ["trial-body", "regulator", "–", "Another name"]

    assert run("bodies", "end", "trial-body").returncode == 0
    assert "trial-body" not in run("bodies", "list").stdout
    assert "Another name  (ended)" in run("bodies", "list", "--all").stdout
    who = ("--name", "Rhys", "--organisation", "trial-body", "--role", "responder")
    add = ("people", "add", "rhys@trial.example.org", *who, "--password-stdin")
    assert run(*add, typed="correct horse battery\n").returncode == 1


def test_a_person_is_registered_once_under_one_address(run):
    who = ("--name", "Cerys Line", "--organisation", "CMD", "--role", "officer")
    add = ("people", "add", "cerys.line@camden.example.org", *who, "--password-stdin")
    assert run(*add, typed="correct horse battery\n").returncode == 0
    again = run(*add, typed="correct horse battery\n")
    assert again.returncode == 1
    assert again.stderr == "Somebody is registered with this e-mail address already.\n"


def test_a_key_is_made_listed_and_revoked(run):
    made = run("keys", "create", "--label", "try", "--organisation", "CMD", "--role", "officer")
    assert made.stdout.startswith("wmk_")
    assert made.stdout.count("\n") == 1

    (line,) = [each for each in run("keys", "list").stdout.splitlines() if each.endswith("  try")]
    key, *_ = line.split()
    assert run("keys", "revoke", key).returncode == 0
    assert key not in run("keys", "list").stdout


def test_loading_the_demo_again_changes_nothing(stack, run):
    before, told = happened(stack), stack.demo_file.read_text()
    ended = run("demo", "load")
    assert ended.returncode == 0, ended.stderr
    assert "Nothing was missing." in ended.stdout
    assert happened(stack) == before
    assert stack.demo_file.read_text() == told


def test_only_its_owner_may_read_who_can_sign_in(stack):
    assert stat.S_IMODE(stack.demo_file.stat().st_mode) == 0o600


def test_secrets_that_were_lost_with_their_file_are_replaced_and_end(run, tmp_path, stack):
    elsewhere = tmp_path / "demo.json"
    ended = run("demo", "load", "--file", elsewhere)
    assert ended.returncode == 0, ended.stderr
    before, after = (json.loads(file.read_text()) for file in (stack.demo_file, elsewhere))
    assert before["accounts"] == after["accounts"]
    assert not keys_of(before) & keys_of(after)
    assert before["amqp_url"] != after["amqp_url"]
    # Whoever comes next finds keys and a password that hold.
    assert run("demo", "load").returncode == 0
    now = json.loads(stack.demo_file.read_text())
    assert not keys_of(after) & keys_of(now)
    with Connection(now["amqp_url"]) as connection:
        connection.ensure_connection(max_retries=1)


def keys_of(demo) -> set[str]:
    return {each["key"] for each in demo["api_keys"]}


@pytest.mark.parametrize("command", [("keys", "list"), ("demo", "load")])
def test_a_wrong_secret_is_told_as_such(run, command):
    ended = run(*command, OPERATOR_SECRET="guessed")
    assert ended.returncode == 1
    assert ended.stderr.startswith("OPERATOR_SECRET is not the one")
    assert ended.stdout == ""


@pytest.mark.parametrize("command", [("keys", "list"), ("demo", "load")])
def test_a_broker_that_is_away_is_told_as_such(run, command):
    ended = run(*command, AMQP_URL="amqp://guest:guest@127.0.0.1:1/")
    assert ended.returncode == 1
    assert ended.stderr.startswith("The broker can't be reached.")
    assert ended.stdout == ""


def test_a_service_that_is_away_is_named(stack, run):
    accounts = stack.processes["accounts-1"]
    accounts.stop()
    try:
        ended = run("keys", "list")
    finally:
        accounts.start()
        accounts.wait_ready()
    assert ended.returncode == 1
    assert ended.stderr.startswith("The service accounts did not answer in time.")


def test_what_a_command_does_not_understand_ends_it_with_2(run, tmp_path):
    assert run("councils", "import").returncode == 2
    assert run("councils", "import", tmp_path / "nowhere.csv").returncode == 2
    assert run("rank").returncode == 2


class TestWhatIsParked:
    def test_is_listed_and_shown_without_what_it_says(self, stack, run):
        with poison.parked(stack) as (first, second):
            listed = run("parked", "list", "reporting").stdout
            (line,) = [each for each in listed.splitlines() if each.startswith(first)]
            assert line.endswith("  KeyError  +1")
            shown = run("parked", "show", "reporting", first).stdout
            assert "council, characteristic, revision, at" in shown
            assert poison.WORDS not in listed + shown
            assert first in run("parked", "show", "reporting", second).stdout
            assert poison.WORDS in run("parked", "show", "reporting", first, "--values").stdout

    def test_stays_parked_where_it_fails_again(self, stack, run):
        with poison.parked(stack) as (first, _):
            for which in (first, "--all"):
                ended = run("parked", "retry", "reporting", which)
                assert ended.returncode == 1
                assert f"Still parked: 2, the first ({first}) for: uk.waymark" in ended.stdout
                assert ended.stderr.startswith("Mend the cause")

    def test_goes_on_once_it_is_mended(self, stack, run):
        with poison.parked(stack, mended=True) as (first, _):
            ended = run("parked", "retry", "reporting", first)
            assert (ended.returncode, ended.stdout) == (0, "2 events took effect.\n")

    def test_is_discarded_with_a_reason_and_only_when_it_is_meant(self, stack, run):
        with poison.parked(stack) as (first, second):
            discard, why = ("parked", "discard", "reporting"), "It was made up by a test."
            refused = run(*discard, second, "--yes", "--why", why)
            assert "Only the first parked event" in refused.stderr
            assert run(*discard, first, "--yes", "--why", "short").returncode == 1
            assert run(*discard, first, "--why", why, typed="n\n").returncode == 1
            assert first in run("parked", "list", "reporting").stdout
            ended = run(*discard, first, typed=f"{why}\ny\n")
            assert ended.stdout == "Discarded. 1 event took effect.\n"
            assert first not in run("parked", "list", "reporting").stdout

    def test_that_is_not_there_is_told_as_such(self, run):
        ended = run("parked", "retry", "reporting", "nobody")
        assert ended.returncode == 1
        assert ended.stderr.startswith("No such event is parked.")
        assert run("parked", "retry", "reporting").returncode == 2
        assert run("parked", "list", "nowhere").returncode == 2


class TestMailThatComesBack:
    def test_is_reported_and_a_link_to_sign_in_is_sent_there_all_the_same(self, run):
        address = f"nobody.{token_hex(4)}@example.org"
        noted = run("mail", "returned", address)
        assert (noted.returncode, noted.stdout[:6]) == (0, "Noted.")

        before = sent(run)
        about = ("--name", "Nobody", "--organisation", "sector-body", "--role", "analyst")
        assert run("people", "add", address, *about).returncode == 0

        lines = eventually(lambda: {each for each in sent(run) - before if "account" in each})
        assert address not in " ".join(lines)

    def test_that_never_was_is_told_as_such(self, run):
        for which, told in [
            ("<none@waymark.example>", "There is no e-mail with this Message-ID"),
            ("no address", "Some of what was sent is not valid"),
        ]:
            ended = run("mail", "returned", which)
            assert ended.returncode == 1
            assert ended.stderr.startswith(told)
        assert run("mail", "list", "--state", "lost").returncode == 2


def sent(run: Run) -> set[str]:
    """The lines about e-mails that were sent."""
    ended = run("mail", "list", "--state", "sent")
    assert ended.returncode == 0, ended.stderr
    return set(ended.stdout.splitlines())


def eventually(found: Callable[[], set[str]]) -> set[str]:
    until = time.monotonic() + 30
    while not (lines := found()):
        assert time.monotonic() < until, "it did not come to pass"
    return lines
