"""Writes the golden files that are missing: ``python -m tests.contracts.golden``.

It changes none that is there. ``python -m tests.contracts.golden barriers.barrier-raised.v1`` asks
for one alone.
"""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import orjson

from contracts import topology  # noqa: F401  (imported so that every event is registered)
from contracts.cloudevents import envelope_of, to_bytes
from contracts.events import Event
from contracts.history.files import OURS, History, pretty
from tests.contracts.examples import AT, EXAMPLES


def write(happened: Event, history: History = OURS) -> Path:
    """The file of one event.

    Raises:
        FileExistsError: it has one, which stays as it is.
    """
    file = history.golden_file(happened.routing_key())
    with file.open("xb") as target:
        target.write(as_it_is_sent(happened))
    return file


def as_it_is_sent(happened: Event) -> bytes:
    envelope = envelope_of(
        happened,
        id="01a20a27-9f50-7142-8073-639fce8152b4",
        sequence=7,
        correlation_id="5f0c3e0a9d7b4a62",
        traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    )
    return pretty(orjson.loads(to_bytes(replace(envelope, time=AT))))


def main(asked: list[str], events: Iterable[Event] = EXAMPLES, history: History = OURS) -> str:
    """Writes those that were `asked` for, or all that are missing; what is to be said of it."""
    by_key = {happened.routing_key(): happened for happened in events}
    missing = [key for key in by_key if not history.golden_file(key).exists()]
    for key in asked or missing:
        if key not in by_key:
            raise SystemExit(f"{key} has no example in tests/contracts/examples.py")
        if key not in missing:
            raise SystemExit(f"{key} has a golden file, which never changes: make a new version")
        write(by_key[key], history)
    return "\n".join(f"written: {key}" for key in asked or missing) or "nothing is missing"


if __name__ == "__main__":
    print(main(sys.argv[1:]))  # noqa: T201 (saying so is what it is for)
