"""What went wrong, in words, with what to do about it; never a traceback."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import click

from contracts.content.documents import ContentMistakes
from contracts.errors import DeadlineExceeded, Refusal, Unavailable


class Problem(click.ClickException):
    """Ends the command with exit code 1 and this on standard error."""

    def show(self, file: Any = None) -> None:  # noqa: ARG002 (click's signature)
        click.echo(self.format_message(), err=True)


@contextmanager
def in_words() -> Iterator[None]:
    """Turns what a command may meet into a `Problem`."""
    try:
        yield
    except ContentMistakes as found:
        raise Problem(listed("This can't be published yet:", map(str, found.mistakes))) from found
    except Refusal as refusal:
        raise Problem(words_of(refusal)) from refusal


def words_of(refusal: Refusal) -> str:
    service = refusal.details.get("service")
    if isinstance(refusal, Unavailable) and not service:
        return (
            "The broker can't be reached. Is Waymark running (`make run`), and is AMQP_URL right?"
        )
    if isinstance(refusal, Unavailable):
        return f"The service {service} is not running. Start it, then run this again."
    if isinstance(refusal, DeadlineExceeded):
        return (
            f"The service {service or ''} did not answer in time. Look whether it runs, and at its "
            "log. What you asked for may have happened all the same."
        )
    if refusal.code == "not-the-operator":
        return (
            "OPERATOR_SECRET is not the one that accounts was given. Use the same for both; after "
            "`make run` it is in .local/operator.env."
        )
    return listed(refusal.message, sentences(refusal.details))


def sentences(details: Mapping[str, Any]) -> Iterator[str]:
    """One for each mistake: ``characteristics[2].name.cy: missing``."""
    for path, mistakes in details.items():
        if isinstance(mistakes, Sequence) and not isinstance(mistakes, str):
            yield from (f"{path}: {mistake}" for mistake in mistakes)
        else:
            yield f"{path}: {mistakes}"


def listed(heading: str, lines: Any) -> str:
    return "\n".join([heading, *(f"  {line}" for line in lines)])


def counted(number: int, one: str) -> str:
    """``1 council``, ``2 councils``."""
    return f"{number} {one if number == 1 else one + 's'}"
