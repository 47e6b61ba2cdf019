"""The reference page of the command line, made of the commands: ``python -m waymark.reference``."""

import inspect
import sys
from collections.abc import Iterator

import click

from waymark.cli import main

HEAD = """# Command line

`waymark` is for those who run the platform. It speaks to it over the broker, as the operator; no
council's people need it. In a local stack it is `.venv/bin/waymark`, in containers
`docker compose run --rm operator`.

It takes these from the environment, or from the `.local/operator.env` that `make run` writes in the
folder it runs in:

| setting | what it is |
| --- | --- |
| `AMQP_URL` | where the broker is, and as whom to sign in there |
| `OPERATOR_SECRET` | the secret that `accounts` was started with |
| `RABBITMQ_MANAGEMENT_URL` | the broker's management API, for `waymark doctor` and `broker` |
| `RABBITMQ_ADMIN_URL` | the same as an administrator of the broker, for `waymark subscribers` |
| `PUBLIC_AMQP_URL` | where systems outside find the broker; for `waymark subscribers` |
| `REPORTING_MONGODB_URL`, and so on | where that service's database is; for `waymark rebuild` |
| `PUBLIC_URL` | where browsers find the platform; for `waymark demo load` |
| `DEMO_FILE` | where `waymark demo load` writes who can sign in; `.local/demo.json` by default |

What you asked for is on standard output, all else on standard error. The exit code is 0 when all is
well, 1 when something was refused, is wrong or is away, 2 when the command was not understood.
Every wait has an end, at the most a minute for each answer.

This page is made by `python -m waymark.reference`.
"""


def page() -> str:
    """The whole page, in Markdown."""
    root = click.Context(main, info_name="waymark")
    return "\n".join([HEAD, *(section(context) for context in commands(root))])


def commands(context: click.Context) -> Iterator[click.Context]:
    """Every command at the end of a group, in the order in which groups list them."""
    group = context.command
    if not isinstance(group, click.Group):
        yield context
        return
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None:
            yield from commands(click.Context(command, parent=context, info_name=name))


def section(context: click.Context) -> str:
    """One command: how it is written, what it does, its options."""
    command = context.command
    about = inspect.cleandoc(command.help or "")
    options = [line for each in command.params if (line := option(each, context))]
    head = "## `" + " ".join([context.command_path, *arguments(context)]) + "`"
    return "\n\n".join([head, about, *(["\n".join(options)] if options else [])]) + "\n"


def arguments(context: click.Context) -> list[str]:
    """What is given without a name, such as ``FILE...``."""
    given = [each for each in context.command.params if isinstance(each, click.Argument)]
    return [each.make_metavar(context) for each in given]


def option(parameter: click.Parameter, context: click.Context) -> str | None:
    """One option as an item of a list; None for an argument."""
    if not isinstance(parameter, click.Option):
        return None
    value = "" if parameter.is_flag else f" {parameter.make_metavar(context)}"
    told = [parameter.help or "", "Required." if parameter.required else default(parameter)]
    about = " ".join(each for each in told if each)
    return f"- `{parameter.opts[0]}{value}`" + (f": {about}" if about else "")


def default(parameter: click.Option) -> str:
    return f"By default {parameter.default}." if parameter.show_default else ""


if __name__ == "__main__":
    sys.stdout.write(page())
