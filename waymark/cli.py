"""``waymark``: everything an operator does from the command line."""

import importlib
import warnings
from typing import Any

import click

from waymark.problems import in_words

COMMANDS = {
    "serve": "waymark.serve:serve",
    "councils": "waymark.councils:councils",
    "models": "waymark.models:models",
    "resources": "waymark.resources:resources",
    "taxonomy": "waymark.taxonomy:taxonomy",
    "figures": "waymark.figures:figures",
    "bodies": "waymark.bodies:bodies",
    "people": "waymark.people:people",
    "keys": "waymark.keys:keys",
    "rebuild": "waymark.rebuild:rebuild",
    "parked": "waymark.parked:parked",
    "mail": "waymark.mail:mail",
    "demo": "waymark.demo.command:demo",
    "subscribers": "waymark.subscribers.command:subscribers",
    "broker": "waymark.broker:broker",
    "doctor": "waymark.doctor.command:doctor",
}


class Nouns(click.Group):
    """Loads a command when it is asked for: a service's process carries none of the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        with warnings.catch_warnings():
            # What libraries say of their own future is for those who develop.
            warnings.simplefilter("ignore")
            command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        with in_words():
            return super().invoke(ctx)


@click.group(cls=Nouns)
def main() -> None:
    """Waymark, for those who run it.

    Commands find the platform by the environment (AMQP_URL, OPERATOR_SECRET), or by what `make run`
    wrote to .local/operator.env.
    """
