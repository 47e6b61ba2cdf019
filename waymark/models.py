"""``waymark models``: the improvement and innovation model."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from contracts.assessment.messages import GetModel, Model, PublishModel
from contracts.content.documents import ContentMistakes
from contracts.content.model import load_model
from contracts.errors import NotFound
from contracts.messages import load
from waymark.files import FILE, text_of
from waymark.operating import Ask, operator
from waymark.problems import Problem, counted


@click.group()
def models() -> None:
    """Models that councils assess themselves with."""


@models.command()
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Names every mistake in FILE with its path. Needs no platform."""
    model = checked(file, load_model)
    characteristics = counted(len(model["characteristics"]), "characteristic")
    click.echo(f"{file} can be published: {model['id']}, {characteristics}.")


@models.command()
@click.argument("file", type=FILE)
def publish(file: Path) -> None:
    """Checks FILE and publishes it as the model's next version.

    What the newest version says already is not published again. A published version never changes.
    """
    name = checked(file, load_model)["id"]
    with operator() as ask:
        before = newest(ask, name)
        after = load(Model, ask("assessment", "publish_model", PublishModel(text_of(file))))
    what = f"{after.model}, version {after.version}"
    same = before is not None and before.version == after.version
    click.echo(f"Nothing new: {what} says the same." if same else f"Published: {what}.")


def newest(ask: Ask, name: str) -> Model | None:
    """The newest version of a model, None where none is published."""
    try:
        return load(Model, ask("assessment", "model", GetModel(name)))
    except NotFound:
        return None


def checked(file: Path, read: Callable[[str], Any]) -> Any:
    """A file's content as `read` gives it.

    Raises:
        Problem: it has mistakes; all of them are named.
    """
    try:
        return read(text_of(file))
    except ContentMistakes as found:
        mistakes = [f"{file}: {mistake}" for mistake in found.mistakes]
        raise Problem("\n".join([*mistakes, f"{counted(len(mistakes), 'mistake')}."])) from found
