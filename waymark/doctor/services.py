"""Asks each service how its own database is, and judges the answer."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from contracts import topology
from contracts.errors import Refusal
from contracts.messages import load
from contracts.operating.messages import Examination, Examine, IndexDifference
from waymark.doctor.broker import is_served
from waymark.doctor.findings import Check, Finding, Report, check
from waymark.doctor.live import Counts
from waymark.operating import Ask, operator
from waymark.problems import words_of
from waymark.settings import Settings

CLOCK_SECONDS = 1.0
"""By which clocks may differ: tokens hold for two minutes and carry times of another's clock."""

TRANSACTION_SECONDS = 10
"""The most for `transactionLifetimeLimitSeconds`. A killed process leaves its transaction open on
the server, and whoever changes the same documents fails for as long; 60 by default."""

UNREAD_LIMIT = (
    "MongoDB's transactionLifetimeLimitSeconds, which the users of services may not read: have it "
    f"at {TRANSACTION_SECONDS} or less."
)

Asked = tuple[datetime, Examination, datetime]
"""An examination between the moments, by our clock, at which it was asked for and answered."""


def examined(settings: Settings, there: Mapping[str, Counts]) -> Report:
    """Every service. `there` are the counts of the queues, which say who is served at all."""
    served = [name for name in topology.SERVICES if is_served(name, there)]
    report = Report(tuple(not_served(name) for name in topology.SERVICES if name not in served))
    if not served:
        return report
    try:
        with operator(settings) as ask:
            return sum((of_service(ask, name) for name in served), report)
    except Refusal as refusal:
        words = words_of(refusal)
        return report + Report(unchecked=(f"The databases of {', '.join(served)}: {words}",))


def not_served(service: str) -> Check:
    finding = Finding(
        f"Nobody serves {service}: no process takes its requests.",
        "Start it; where it should run, look at its log for what ended it.",
    )
    return check(service, "it answers", [finding])


def of_service(ask: Ask, service: str) -> Report:
    try:
        asked = asked_now(ask, service)
    except Refusal as refusal:
        finding = Finding(
            f"{service} did not say how its database is. {words_of(refusal)}",
            "Look at its log, and whether its database runs.",
        )
        return Report((check(service, "it answers", [finding]),))
    return judged(service, asked)


def asked_now(ask: Ask, service: str) -> Asked:
    before = datetime.now(UTC)
    answer = ask(service, "examine", Examine())
    return before, load(Examination, answer), datetime.now(UTC)


def judged(service: str, asked: Asked) -> Report:
    """What an examination comes to."""
    _, found, _ = asked
    checks: Mapping[str, Callable[[], Iterator[Finding]]] = {
        "indexes": lambda: indexes(service, found),
        "its user": lambda: user(service, found),
        "writes are journaled by the majority": lambda: writes(service, found),
        "transactions": lambda: transactions(found),
        "clocks": lambda: clocks(service, asked),
    }
    unread = found.transaction_seconds is None
    return Report(
        tuple(check(service, title, findings()) for title, findings in checks.items()),
        (UNREAD_LIMIT,) if unread else (),
    )


def indexes(service: str, found: Examination) -> Iterator[Finding]:
    for each in found.indexes:
        yield Finding(sentence(service, each), remedy(service, each))


def sentence(service: str, each: IndexDifference) -> str:
    if each.index == "_id_":
        return f"The collection {each.collection} of {service} is missing."
    words = {
        "missing": "is missing",
        "different": "is not as declared",
        "unexpected": "is declared by nobody",
    }
    return f"The index {each.index} on {each.collection} of {service} {words[each.kind]}."


def remedy(service: str, each: IndexDifference) -> str:
    drop = f"`db.{each.collection}.dropIndex({each.index!r})`"
    restart = f"Restart a process of {service}: it makes what is missing before it works."
    return {
        "missing": restart,
        "different": f"Drop it in the database of {service}: {drop}. {restart}",
        "unexpected": f"If nobody needs it, drop it in the database of {service}: {drop}.",
    }[each.kind]


def user(service: str, found: Examination) -> Iterator[Finding]:
    if found.anonymous:
        yield Finding(
            f"{service} does not sign in to its database: whoever reaches the server can read it.",
            "Start MongoDB with --auth, and give each service a user of its own in MONGODB_URL.",
        )
    elif not found.writable:
        yield Finding(
            f"The user of {service} may not write to its own database.",
            "Give it the role readWrite on that database.",
        )
    if found.others:
        others = ", ".join("all databases" if name == "*" else name for name in found.others)
        yield Finding(
            f"The user of {service} may touch more than its own database: {others}.",
            "Leave it only the role readWrite on its own database.",
        )


def writes(service: str, found: Examination) -> Iterator[Finding]:
    if found.write_concern != "majority" or not found.journal:
        yield Finding(
            f"{service} writes with w: {found.write_concern}, j: {found.journal}: a change that "
            "was acknowledged may be lost.",
            "Leave w and journal out of its MONGODB_URL.",
        )


def transactions(found: Examination) -> Iterator[Finding]:
    if not found.transactions:
        yield Finding(
            "The server takes no transactions: a change and its events would not be stored "
            "together.",
            "Make it a replica set, even of one: start it with --replSet.",
        )
    if (found.transaction_seconds or 0) > TRANSACTION_SECONDS:
        yield Finding(
            "After a process was killed, what it was changing is blocked for "
            f"{found.transaction_seconds} s.",
            "Start MongoDB with --setParameter transactionLifetimeLimitSeconds=5.",
        )


def clocks(service: str, asked: Asked) -> Iterator[Finding]:
    before, found, after = asked
    apart = {
        f"The clock of {service}": ahead(before, found.at, after),
        f"The clock of the database of {service}": found.database_ahead,
    }
    against = ("this machine's", "the service's")
    for (whose, seconds), other in zip(apart.items(), against, strict=True):
        if abs(seconds) > CLOCK_SECONDS:
            way = "ahead of" if seconds > 0 else "behind"
            yield Finding(
                f"{whose} is {abs(seconds):.1f} s {way} {other}.",
                "Let both keep time by NTP.",
            )


def ahead(before: datetime, moment: datetime, after: datetime) -> float:
    """Seconds by which a clock that said `moment` is ahead of ours at the least; or behind."""
    if moment < before:
        return (moment - before).total_seconds()
    return max(moment - after, timedelta()).total_seconds()
