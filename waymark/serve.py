"""``waymark serve``: runs one process of the platform in the foreground."""

import sys

import click

from backbone.settings import SettingMissing
from contracts.topology import SERVICES

GATEWAY = "gateway"


@click.command()
@click.argument("process", type=click.Choice([*SERVICES, GATEWAY]))
def serve(process: str) -> None:
    """Runs a service, or the gateway, until it is told to stop."""
    if process == GATEWAY:
        sys.exit(serve_gateway())
    from backbone import runner  # noqa: PLC0415 (it patches the standard library)

    sys.exit(runner.serve(process))


def serve_gateway() -> int:
    """Answers the process's exit code."""
    from gateway import server  # noqa: PLC0415 (a service never loads the gateway)

    try:
        server.serve()
    except SettingMissing as missing:
        print(missing, file=sys.stderr)
        return 2
    return 0
