"""``waymark resources``: what helps a council with its next step."""

import json
from itertools import chain
from pathlib import Path

import click

from contracts.content.resources import check_resources, load_resources
from contracts.matching.messages import PublishResources, ResourcesPublished
from contracts.messages import load
from waymark.files import FILE
from waymark.models import checked
from waymark.operating import operator
from waymark.problems import Problem, counted


@click.group()
def resources() -> None:
    """Resources for the steps of the model."""


@resources.command()
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE...")
def publish(files: tuple[Path, ...]) -> None:
    """Checks all FILEs and publishes their resources, or none where there is a mistake.

    A resource is known by its id. What was published before and is in no FILE stays.
    """
    lists = [checked(file, load_resources) for file in files]
    mistakes = check_resources(list(chain.from_iterable(lists)))
    if mistakes:
        raise Problem("\n".join(f"All files together: {mistake}" for mistake in mistakes))
    request = PublishResources(document_of(*lists))
    with operator() as ask:
        published = load(ResourcesPublished, ask("matching", "publish_resources", request))
    total = published.published + published.changed + published.unchanged
    click.echo(
        f"{counted(total, 'resource')}: {published.published} new, {published.changed} changed,"
        f" {published.unchanged} as before."
    )


def document_of(*lists: list[dict[str, object]]) -> str:
    """Several lists as one YAML document: they are published together or not at all."""
    # JSON is YAML too.
    return json.dumps(list(chain.from_iterable(lists)), ensure_ascii=False)
