"""Reading what an operator hands over."""

from pathlib import Path

import click

from contracts.fields import Document
from waymark.problems import Problem

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def text_of(path: Path) -> str:
    """The whole file, without a byte order mark.

    Raises:
        Problem: it can't be read, is not in UTF-8, or is too large to send.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise Problem(f"{path} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Problem(f"{path}, line {line}: is not in UTF-8. Save it as UTF-8.") from error
    if len(text) > Document.maximum:
        raise Problem(f"{path} has {len(text)} characters; {Document.maximum} are the most.")
    return text
