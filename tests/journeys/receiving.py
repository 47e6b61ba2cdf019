"""Somebody who follows the tutorial of webhooks, word for word."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from standardwebhooks import Webhook

from tests.examples import examples
from tests.journeys.printed import Printed

PAGE = "tutorial/receive-barrier-events-by-webhook.md"
PROGRAMS = {
    "python": ("receive.py", (sys.executable, "-P")),
    "node": ("receive.mjs", ("node",)),
}
PORT = "8765"
"""Of the page; where the tests run, one that is free takes its place."""

SECONDS = 30.0
PATHS = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
EXPORTED = {"URL", "KEY", "WEBHOOK", "SECRET", "DELIVERY"}


@dataclass
class Reader:
    """Somebody who follows the page with one of its programs, in a folder of their own."""

    program: str
    folder: Path
    port: str
    told: dict[str, str] = field(default_factory=dict)
    printed: Printed = field(default_factory=lambda: Printed(SECONDS))
    running: subprocess.Popen[str] | None = None
    client: httpx.Client = field(default_factory=httpx.Client)

    def page(self, block: str) -> str:
        return examples(PAGE)[block].replace(PORT, self.port)

    def does(self, block: str, **instead: str) -> Any:
        """What a block of the page prints last; what it exports is there for those behind it."""
        after = self.folder / "exported"
        ran = subprocess.run(
            ("bash", "-ec", f"{self.page(block)}\nenv -0 > {after}"),
            env={**PATHS, **self.told, **instead},
            cwd=self.folder,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=SECONDS,
        )
        exported = dict(each.split("=", 1) for each in after.read_text().split("\0") if each)
        self.told |= {name: exported[name] for name in EXPORTED & {*exported} - {*instead}}
        printed = ran.stdout.splitlines()
        return json.loads(printed[-1]) if printed else None

    def start(self) -> None:
        """Saves the program from the page and runs it; it is there once it says so."""
        file, interpreter = PROGRAMS[self.program]
        (self.folder / file).write_text(self.page(self.program))
        self.running = subprocess.Popen(
            (*interpreter, file),
            env={**PATHS, "SECRET": self.told["SECRET"]},
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.running.stdout
        self.printed.follow(self.running.stdout)

    def stop(self) -> None:
        """Kills the program."""
        if self.running:
            self.running.kill()
            self.running.communicate()

    def posted(self, body: str | bytes, headers: dict[str, str]) -> int:
        """The status that the program answers a post of ours with."""
        address = f"http://127.0.0.1:{self.port}/"
        return self.client.post(address, content=body, headers=headers).status_code


def signed(secret: str, body: str, at: datetime | None = None) -> dict[str, str]:
    at = at or datetime.now(UTC)
    return {
        "webhook-id": "a-post",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign("a-post", at, body),
    }
