"""``waymark demo``: the demonstration."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from waymark.demo.listening import listener
from waymark.demo.loading import load as load_into
from waymark.demo.material import Material
from waymark.demo.sign_ins import SignIns, write
from waymark.operating import operator
from waymark.settings import Settings


@click.group()
def demo() -> None:
    """The demonstration: real councils with made-up answers."""


@demo.command()
@click.option(
    "--file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write who can sign in; .local/demo.json by default.",
)
def load(file: Path | None) -> None:
    """Loads content, councils, people and answers; what is there already stays."""
    settings = Settings.read()
    if file:
        settings = replace(settings, demo_file=file)
    # Who is not the operator, or can't reach the platform, changes nothing at the broker either.
    with operator(settings):
        pass
    material, known = Material.read(), SignIns.read(settings.demo_file)
    # Before all else, so that it hears of the demonstration's own barriers.
    access = listener(settings, known.amqp_url)
    loaded = asyncio.run(load_into(settings, material, known))
    write(settings, material.demo["people"], loaded.passwords, loaded.keys, access)
    click.echo(summary(loaded.added))
    click.echo(f"Who can sign in: {settings.demo_file}")


def summary(added: Mapping[str, int]) -> str:
    """What was added, kinds of which nothing was left out."""
    told = [f"{count} {kind}" for kind, count in added.items() if count]
    return f"The demonstration is loaded: {', '.join(told)}." if told else "Nothing was missing."
