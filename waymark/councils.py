"""``waymark councils``: the register of councils, and what else is known of their areas."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import click

from contracts.accounts.messages import CouncilsImported, ImportCouncils
from contracts.errors import Invalid
from contracts.messages import load
from waymark.files import FILE, text_of
from waymark.operating import operator
from waymark.problems import Problem, counted, sentences

Part = Literal["register", "context"]
# One column that only this file has tells which it is; what it lacks beside, accounts says.
TELLING: Mapping[Part, frozenset[str]] = {
    "register": frozenset({"official-name", "nice-name", "local-authority-type"}),
    "context": frozenset({"imd-quintile", "rural-urban"}),
}


@click.group()
def councils() -> None:
    """The register of councils."""


@councils.command("import")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE...")
@click.option("--skip-invalid", is_flag=True, help="Leave broken rows out and load the rest.")
def import_(files: tuple[Path, ...], skip_invalid: bool) -> None:
    """Imports the register, its context, or both.

    FILE is mySociety's register of UK local authorities, or a CSV file with the columns
    local-authority-code, imd-quintile and rural-urban: their headers tell which. The same file
    again changes nothing. A broken row is named with its line, and then nothing is loaded.
    """
    texts = {file: text_of(file) for file in files}
    parts = recognised(texts)
    sent = {part: texts[file] for part, file in parts.items()}
    request = ImportCouncils(
        register=sent.get("register"), context=sent.get("context"), skip_invalid=skip_invalid
    )
    names: dict[str, str] = {part: str(file) for part, file in parts.items()}
    with operator() as ask:
        try:
            imported = load(CouncilsImported, ask("accounts", "import_councils", request))
        except Invalid as refusal:
            raise Problem("\n".join([*named(refusal, names), refusal.message])) from refusal
    for row in imported.skipped:
        click.echo(f"{names[row.file]} line {row.line}: {row.reason}", err=True)
    click.echo(summary(imported))


def recognised(texts: Mapping[Path, str]) -> dict[Part, Path]:
    """Which file is the register and which the context.

    Raises:
        Problem: a file is neither.
        click.UsageError: two files are the same part.
    """
    parts: dict[Part, Path] = {}
    for file, text in texts.items():
        part = part_of(text)
        if part is None:
            raise Problem(f"{file}: {NEITHER}")
        if part in parts:
            raise click.UsageError(f"{parts[part]} and {file} are both a {part}: give one of them.")
        parts[part] = file
    return parts


def part_of(text: str) -> Part | None:
    """What the header of a file says that it is."""
    header = set(next(csv.reader(text.splitlines()[:1]), []))
    return next((part for part, columns in TELLING.items() if header & columns), None)


def named(refusal: Invalid, names: Mapping[str, str]) -> list[str]:
    """What is wrong, ``councils.csv line 12: …`` for each, with the names of our own files."""
    found = []
    for sentence in sentences(refusal.details):
        part, space, rest = sentence.partition(" ")
        found.append(f"{names.get(part, part)}{space}{rest}")
    return found


def summary(imported: CouncilsImported) -> str:
    """``470 councils: 470 new, 0 changed, 0 as before.``, and what was left out."""
    councils = imported.registered + imported.changed + imported.unchanged
    skipped = f" {counted(len(imported.skipped), 'row')} left out." if imported.skipped else ""
    return (
        f"{counted(councils, 'council')}: {imported.registered} new, {imported.changed} changed,"
        f" {imported.unchanged} as before.{skipped}"
    )


def _columns(columns: Iterable[str]) -> str:
    return ", ".join(sorted(columns))


NEITHER = (
    "this is neither the register of councils (its first line would have columns such as "
    f"{_columns(TELLING['register'])}) nor its context ({_columns(TELLING['context'])})."
)
