"""The commands of the how-to on calling the API, run as they stand on the page."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import httpx

from deploy.local.stack import Stack
from tests.journeys.councils import Council

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "call-the-api.md"
ANSWER = "assessment/answers/leadership"


def commands() -> list[str]:
    """Each curl of the page, whatever lines it goes over."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return [each for block in blocks for each in re.findall(r"curl (?:.*\\\n)*.*", block)]


def run(command: str, stack: Stack, council: Council, **keys: str) -> str:
    """What a command of the page prints, run for a council of our own."""
    ours = command.replace("CMD", council.code)
    told = subprocess.run(
        ("bash", "-ec", ours),
        env={"PATH": "/usr/bin:/bin", "URL": stack.url, **keys},
        check=True,
        capture_output=True,
        text=True,
    )
    return told.stdout


def test_a_key_is_made_and_changes_an_answer_as_the_page_says(
    stack: Stack, council: Council, administrator: httpx.Client
) -> None:
    make_key, read, change = commands()
    wanted = {"label": "how-to", "organisation": "sector-body", "role": "administrator"}
    admin_key = administrator.post("/keys", json=wanted).json()["secret"]
    key = json.loads(run(make_key, stack, council, ADMIN_KEY=admin_key))["secret"]
    answer_until_revision(3, council)
    assert 'etag: "3"' in run(read, stack, council, KEY=key).lower()
    changed: dict[str, Any] = json.loads(run(change, stack, council, KEY=key))
    assert (changed["current"], changed["target"], changed["revision"]) == (2, 3, 4)
    again = json.loads(run(change, stack, council, KEY=key))
    assert again == changed, "the same key again gives the same answer"


def answer_until_revision(last: int, council: Council) -> None:
    """The version that the page changes is the third."""
    for revision in range(last):
        version = {"if-match": f'"{revision}"'} if revision else {"if-none-match": "*"}
        saved = council.officer.put(
            f"/councils/{council.code}/{ANSWER}",
            json={"kind": "placed", "current": 1, "target": 1 + revision, "confidence": "low"},
            headers=version,
        )
        assert saved.is_success, saved.text
