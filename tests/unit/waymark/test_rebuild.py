"""How the rebuild tells of itself."""

import pytest

from backbone.rebuilding import Rebuilt
from waymark import rebuild


def test_without_a_terminal_a_line_is_printed_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tell = rebuild.lines("reporting")
    tell(100, 1000)
    monkeypatch.setattr(rebuild, "LINE_SECONDS", 0.0)
    tell = rebuild.lines("reporting")
    tell(500, 1000)
    tell(1000, 1000)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert told[0].startswith("reporting: 500 of 1,000, ")
    assert told[0].endswith(" s left")
    assert "events/s" in told[0]
    assert told[1].endswith("0 s left")


def test_the_end_says_what_was_done_and_what_could_not_be() -> None:
    done = Rebuilt(events=54_400, parked=0, paused=0.14, notices=frozenset())
    assert rebuild.summary("reporting", done, 5.02) == (
        "reporting is rebuilt out of 54,400 events in 5.0 s; its subscriptions waited for 0.1 s."
    )
    done = Rebuilt(events=1, parked=3, paused=0.14, notices=frozenset())
    assert rebuild.summary("reporting", done, 0.1).endswith(
        "3 messages could not be applied: parked."
    )
