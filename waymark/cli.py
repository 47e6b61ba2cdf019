"""``waymark``: everything an operator does from the command line."""

import click

from waymark.serve import serve


@click.group()
def main() -> None:
    """Waymark, for those who run it."""


main.add_command(serve)
