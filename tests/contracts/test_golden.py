"""Events of every version ever told stay readable, and say what they said."""

import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

from contracts.cloudevents import from_bytes
from contracts.events import PREFIX, REGISTRY, Event, dump_data
from contracts.history.files import OURS, History
from contracts.topology import SERVICES
from contracts.upcasting import UPCASTERS
from tests.contracts import golden
from tests.contracts.examples import EXAMPLES
from tests.trial.contract import ThingCounted

OF_TRIALS = History(Path(__file__).parents[1] / "trial")
FILES = [*OURS.golden_files(), *OF_TRIALS.golden_files()]

READ_AS: dict[str, Event] = {"trial.thing-counted.v1": ThingCounted("kettle", 3, "once")}
"""What those of versions before the newest say in today's words. A line is added for each version
that is left behind."""

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def within(part: Any, whole: Any) -> bool:
    """Whether everything that `part` says is said by `whole` too, in the same place."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(name in whole and within(value, whole[name]) for name, value in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return len(part) == len(whole) and all(map(within, part, whole))
    return bool(part == whole)


def versions(services: tuple[str, ...]) -> set[str]:
    """The routing keys of all versions that can be read."""
    newest = {cls.routing_key() for cls in REGISTRY.values() if cls.SERVICE in services}
    older = {f"{name}.v{version}" for name, version in UPCASTERS if name.split(".")[0] in services}
    return newest | older


def test_every_version_of_every_event_has_a_golden_file_and_nothing_else_has_one():
    assert {file.stem for file in OURS.golden_files()} == versions(SERVICES)
    assert {file.stem for file in OF_TRIALS.golden_files()} == versions(("trial",))


@every_file
def test_a_golden_file_is_read_and_nothing_of_it_is_lost(file: Path):
    envelope = from_bytes(file.read_bytes())
    assert envelope.type == f"{PREFIX}.{file.stem}"
    event = envelope.event()
    if envelope.type in REGISTRY:
        assert within(envelope.data, dump_data(event))
    else:
        assert event == READ_AS[file.stem]
    assert event.subject == envelope.subject
    assert envelope.aggregate == event.AGGREGATE


@every_file
def test_a_golden_file_of_the_newest_version_is_what_is_written_today(file: Path):
    by_key = {example.routing_key(): example for example in EXAMPLES}
    if file.stem in by_key:
        today = orjson.loads(golden.as_it_is_sent(by_key[file.stem]))
        assert within(orjson.loads(file.read_bytes()), today)


def test_every_event_has_an_example():
    ours = {cls for cls in REGISTRY.values() if cls.SERVICE in SERVICES}
    assert {type(example) for example in EXAMPLES} == ours


@pytest.fixture
def copy(tmp_path: Path) -> History:
    shutil.copytree(OURS.folder / "golden", tmp_path / "golden")
    return History(tmp_path)


def test_the_program_writes_what_is_missing_and_nothing_else(copy: History):
    lost, kept = EXAMPLES[0].routing_key(), copy.golden_file(EXAMPLES[1].routing_key())
    copy.golden_file(lost).unlink()
    kept.write_bytes(b"as it was")
    assert golden.main([], EXAMPLES, copy) == f"written: {lost}"
    assert kept.read_bytes() == b"as it was"
    assert copy.golden(lost) == OURS.golden(lost)
    assert golden.main([], EXAMPLES, copy) == "nothing is missing"


def test_the_program_refuses_to_write_over_a_file(copy: History):
    key = EXAMPLES[0].routing_key()
    kept = copy.golden_file(key)
    kept.write_bytes(b"as it was")
    with pytest.raises(SystemExit, match="never changes: make a new version"):
        golden.main([key], EXAMPLES, copy)
    with pytest.raises(FileExistsError):
        golden.write(EXAMPLES[0], copy)
    assert kept.read_bytes() == b"as it was"
