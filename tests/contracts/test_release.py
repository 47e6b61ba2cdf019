"""What is released is kept as it was, and a release that would break a reader is refused."""

import shutil
from pathlib import Path

import pytest

from contracts.events import REGISTRY
from contracts.history.files import OURS, History, pretty
from contracts.history.release import NotReleased, altered, main, release
from contracts.upcasting import UPCASTERS

RAISED = "uk.waymark.barriers.barrier-raised.v1"
KEY = "barriers.barrier-raised.v1"
EARLIER = "uk.waymark.barriers.barrier-raised.v0"
EARLIER_KEY = "barriers.barrier-raised.v0"


@pytest.fixture
def history(tmp_path: Path) -> History:
    """The golden files and the last release in a folder of the test's own."""
    shutil.copytree(OURS.folder / "golden", tmp_path / "golden")
    shutil.copy(OURS.released_file, tmp_path)
    return History(tmp_path)


def test_no_released_golden_file_was_changed_or_deleted() -> None:
    assert altered(OURS) == []


def test_a_golden_file_that_was_changed_or_deleted_is_named(history: History) -> None:
    changed = history.golden_file(KEY)
    changed.write_bytes(changed.read_bytes() + b" ")
    history.golden_file("matching.help-offered.v1").unlink()
    names = [each.partition(":")[0] for each in altered(history)]
    assert names == [RAISED, "uk.waymark.matching.help-offered.v1"]
    with pytest.raises(NotReleased, match="was changed or deleted"):
        release("9.0", history)


def test_a_release_keeps_versions_that_are_written_no_more(history: History, monkeypatch) -> None:
    last = history.released()
    shutil.copy(history.golden_file(KEY), history.golden_file(EARLIER_KEY))
    last["events"][EARLIER] = {**last["events"][RAISED], "routing_key": EARLIER_KEY}
    history.released_file.write_bytes(pretty(last))
    monkeypatch.setitem(UPCASTERS, ("barriers.barrier-raised", 0), dict)
    release("9.0", history)
    released = history.released()["events"]
    assert released[EARLIER] == last["events"][EARLIER]
    assert set(last["events"]) <= set(released)


def test_a_release_that_would_break_a_reader_is_refused_and_says_what_to_do(
    history: History,
) -> None:
    last = history.released()
    last["events"][RAISED]["data"]["properties"]["colour"] = {"type": "string"}
    history.released_file.write_bytes(pretty(last))
    with pytest.raises(NotReleased, match=r"data\.colour is gone") as refused:
        release("9.0", history)
    assert "docs/how-to/change-an-event.md" in str(refused.value)
    assert history.released() == last


def test_a_release_without_a_golden_file_is_refused(history: History) -> None:
    history.golden_file(KEY).unlink()
    history.released_file.unlink()
    with pytest.raises(NotReleased, match=f"{KEY} has no golden file"):
        release("9.0", history)
    assert not history.released_file.exists()


def test_the_first_release_has_every_event_with_the_digest_of_its_golden_file(
    history: History,
) -> None:
    history.released_file.unlink()
    assert main(["9.0"], history) == "written: released.json of 9.0"
    written = history.released()
    assert written["release"] == "9.0"
    assert {*written["events"]} == {name for name in REGISTRY if ".trial." not in name}
    assert written["events"][RAISED]["golden"] == OURS.digest(KEY)


def test_the_command_asks_for_the_number_of_the_release() -> None:
    with pytest.raises(SystemExit, match="Say the number"):
        main([])
