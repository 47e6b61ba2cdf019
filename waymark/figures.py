"""``waymark figures``: the day's figures of where councils stand."""

import click

from contracts.messages import load
from contracts.reporting.messages import FiguresPublished, PublishFigures
from waymark.operating import operator
from waymark.problems import counted


@click.group()
def figures() -> None:
    """Figures of where councils stand and head."""


@figures.command()
def publish() -> None:
    """Takes today's figures now; refused where today has them already.

    There is one set a day, so that nobody can learn a council's answers from two. Refused as
    well while one to four councils have changed answers since the last set: wait until five or more
    have.
    """
    with operator() as ask:
        published = load(FiguresPublished, ask("reporting", "publish_figures", PublishFigures()))
    click.echo(f"Figures of {published.day}: {counted(published.councils, 'council')}.")
