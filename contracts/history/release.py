"""Keeps what events are in a release: ``python -m contracts.history.release 0.2.0``.

From then on the tests compare with it. It refuses where a reader of the release before would break,
and where a golden file is missing or is no longer what was released.
"""

import sys
from typing import Any

from contracts.history import contract
from contracts.history.compatibility import TO_DO, breaks
from contracts.history.files import OURS, History, pretty


class NotReleased(Exception):
    """Why not, a sentence to a line. Nothing was written."""


def release(version: str, history: History = OURS) -> None:
    """Writes the contract of this release over that of the last one, with all earlier versions.

    Raises:
        NotReleased: it would break a reader, or lacks a golden file.
    """
    now = contract.today()
    mistakes = objections(history, now)
    if mistakes:
        raise NotReleased("\n".join(mistakes))
    events = {
        name: {**event, "golden": history.digest(event["routing_key"])}
        for name, event in now["events"].items()
    }
    events = dict(sorted({**history.released()["events"], **events}.items()))
    written = {"release": version, "envelope": now["envelope"], "events": events}
    history.released_file.write_bytes(pretty(written))


def objections(history: History, now: dict[str, Any]) -> list[str]:
    """What stands against a release, a sentence each."""
    last = history.released()
    broken = [str(each) for each in breaks(last, now)] if last["events"] else []
    keys = [event["routing_key"] for event in now["events"].values()]
    missing = [f"{key} has no golden file" for key in keys if not history.digest(key)]
    return [*broken, *([TO_DO] if broken else []), *missing, *altered(history)]


def altered(history: History) -> list[str]:
    """Released golden files that are not there any more as they were."""
    return [
        f"{name}: its golden file was changed or deleted; put it back as it was"
        for name, event in history.released()["events"].items()
        if history.digest(event["routing_key"]) != event["golden"]
    ]


def main(arguments: list[str], history: History = OURS) -> str:
    """Answers what is to be said of it."""
    if len(arguments) != 1:
        raise SystemExit("Say the number of the release: python -m contracts.history.release 0.2.0")
    try:
        release(arguments[0], history)
    except NotReleased as error:
        raise SystemExit(str(error)) from None
    return f"written: {history.released_file.name} of {arguments[0]}"


if __name__ == "__main__":
    print(main(sys.argv[1:]))  # noqa: T201 (saying so is what it is for)
