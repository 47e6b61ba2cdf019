"""Files that nobody else on the machine may read."""

import os
from pathlib import Path


def write_private(path: Path, text: str) -> Path:
    """Writes `text` with mode 0600, at once or not at all; makes the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    return draft.replace(path)
