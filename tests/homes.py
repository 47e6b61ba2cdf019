"""Folders for the stacks of tests: each its own, none left behind."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.ledger import end_leftovers, owner_of


@contextmanager
def home(folder: Path) -> Iterator[Path]:
    """An empty folder for the length of the block; WAYMARK_KEEP leaves it, to read its logs."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        if "WAYMARK_KEEP" not in os.environ:
            shutil.rmtree(folder, ignore_errors=True)


def sweep(homes: Path) -> None:
    """Ends what test runs that were killed left running, and removes their folders."""
    for ledger in homes.glob("*/pids.json"):
        owner = owner_of(ledger)
        if owner is None or not owner.alive:
            end_leftovers(ledger)
            shutil.rmtree(ledger.parent, ignore_errors=True)
