"""A council as the register has it, and what an import makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from contracts.accounts.events import CouncilChanged, CouncilFacts, CouncilRegistered
from contracts.accounts.messages import BrokenRow
from contracts.errors import Invalid, NotFound
from contracts.outcomes import Outcome, changed, unchanged
from services.accounts.domain.register import Context
from services.accounts.domain.tables import BrokenTable, Table


class NoSuchCouncil(NotFound):
    code = "no-such-council"
    message = "The register has no council with this code."


class NothingToImport(Invalid):
    code = "nothing-to-import"
    message = "Send the register, its context, or both."


@dataclass(frozen=True)
class Import:
    """Both files as read, and what they say about each council."""

    register: Mapping[str, CouncilFacts] = field(default_factory=dict)
    context: Mapping[str, Context] = field(default_factory=dict)
    broken: tuple[BrokenRow, ...] = ()

    @property
    def codes(self) -> list[str]:
        return list(dict.fromkeys([*self.register, *self.context]))


def to_import(
    register: Table[CouncilFacts] | None, context: Table[Context] | None, *, skip_invalid: bool
) -> Import:
    """Puts both files together.

    Raises:
        NothingToImport: neither is there.
        BrokenTable: a row is broken, and `skip_invalid` doesn't say to leave it out.
    """
    tables = [table for table in (register, context) if table is not None]
    if not tables:
        raise NothingToImport
    broken = tuple(row for table in tables for row in sorted(table.broken, key=_line))
    if broken and not skip_invalid:
        raise BrokenTable(broken)
    return Import(register.entries if register else {}, context.entries if context else {}, broken)


def take_over(
    council: CouncilFacts | None,
    *,
    facts: CouncilFacts | None,
    context: Context | None,
    at: datetime,
) -> Outcome[CouncilFacts]:
    """What the register (`facts`), its context or both now say about a council.

    Each leaves alone what only the other tells. Saying the same again changes nothing.

    Raises:
        NoSuchCouncil: there is context for a council that is not registered.
    """
    new = _with_context(_with_facts(council, facts), context)
    if council is None:
        return changed(new, CouncilRegistered(new.code, new, at))
    if new == council:
        return unchanged(council)
    return changed(new, CouncilChanged(new.code, new, at))


def _with_facts(council: CouncilFacts | None, facts: CouncilFacts | None) -> CouncilFacts:
    if facts is None:
        if council is None:
            raise NoSuchCouncil
        return council
    if council is None:
        return facts
    known = Context(council.place.deprivation, council.place.rurality)
    return _with_context(facts, known)


def _with_context(council: CouncilFacts, context: Context | None) -> CouncilFacts:
    if context is None:
        return council
    place = replace(council.place, deprivation=context.deprivation, rurality=context.rurality)
    return replace(council, place=place)


def _line(row: BrokenRow) -> int:
    return row.line
