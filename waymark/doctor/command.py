"""``waymark doctor``: looks at everything and says what is wrong, and what to do about it."""

import json
import sys

import click

from waymark.doctor import broker, live, services
from waymark.doctor.findings import Finding, Report, check
from waymark.operating import quiet
from waymark.problems import Problem, counted
from waymark.settings import Settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For machines: one JSON object.")
def doctor(as_json: bool) -> None:
    """Checks that the live platform is as the code declares it.

    The broker (exchanges, queues, bindings, policies, alarms, dead letters), and each service's
    database (indexes, user, write concern, transactions, clocks). It changes nothing. The exit code
    is 1 where anything is wrong.
    """
    settings = Settings.read()
    quiet()
    report = examined(settings)
    if as_json:
        click.echo(json.dumps(report.to_dict(), indent=1))
    else:
        tell(report)
    sys.exit(1 if report.findings else 0)


def examined(settings: Settings) -> Report:
    """Raises Unavailable where the broker can't be reached, without which nobody can be asked."""
    with live.connected(settings) as connection:
        there = live.counts(connection, broker.looked_at())
        exchanges = live.exchanges_there(connection)
    existing = broker.existing(exchanges, there)
    declared = of_management(settings, existing)
    return declared + broker.standing(there) + services.examined(settings, there)


def of_management(settings: Settings, existing: Report) -> Report:
    """What the management API tells; what is known without it, where it tells nothing."""
    try:
        api = live.management(settings)
        if api is None:
            return existing + Report(unchecked=(broker.UNREAD_REST,))
        with api:
            return broker.compared(live.read(api))
    except Problem as problem:
        finding = Finding(problem.message, "Mend it, then run this again.")
        return existing + Report((check(broker.PART, "management API", [finding]),))


def tell(report: Report) -> None:
    for part, checks in report.parts.items():
        holding = [each.title for each in checks if not each.findings]
        if holding:
            click.echo(f"ok     {part}: {', '.join(holding)}")
        for finding in (finding for each in checks for finding in each.findings):
            click.echo(f"WRONG  {part}: {finding.what}\n       {finding.do}")
    for sentence in report.unchecked:
        click.echo(f"Not checked: {sentence}")
    click.echo(summary(report))


def summary(report: Report) -> str:
    if report.findings:
        return f"{counted(len(report.findings), 'finding')}."
    return f"All is well: {counted(len(report.checks), 'check')}."
