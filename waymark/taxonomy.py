"""``waymark taxonomy``: the words in which barriers are described."""

from pathlib import Path

import click

from contracts.barriers.messages import GetTaxonomy, PublishTaxonomy, Taxonomy
from contracts.content.taxonomy import load_taxonomy
from contracts.errors import NotFound
from contracts.messages import load
from waymark.files import FILE, text_of
from waymark.models import checked
from waymark.operating import Ask, operator


@click.group()
def taxonomy() -> None:
    """The words for barriers."""


@taxonomy.command()
@click.argument("file", type=FILE)
def publish(file: Path) -> None:
    """Checks FILE and publishes it in the place of the present taxonomy."""
    checked(file, load_taxonomy)
    with operator() as ask:
        before = present(ask)
        after = load(Taxonomy, ask("barriers", "publish_taxonomy", PublishTaxonomy(text_of(file))))
    if before is not None and before.version == after.version:
        click.echo(f"Nothing new: version {after.version} says the same.")
    else:
        click.echo(f"Published: the taxonomy, version {after.version}.")


def present(ask: Ask) -> Taxonomy | None:
    """The present taxonomy, None where none is published."""
    try:
        return load(Taxonomy, ask("barriers", "taxonomy", GetTaxonomy()))
    except NotFound:
        return None
