"""What an examination comes to: checks that hold, findings, and what could not be looked at."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`what` is wrong, and what to `do` about it; a sentence or two each."""

    what: str
    do: str


@dataclass(frozen=True)
class Check:
    """One thing looked at in one part of the platform; without findings, it holds."""

    part: str
    title: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Report:
    """`unchecked` are sentences about what could not be looked at, and why."""

    checks: tuple[Check, ...] = ()
    unchecked: tuple[str, ...] = ()

    def __add__(self, other: "Report") -> "Report":
        unchecked = dict.fromkeys(self.unchecked + other.unchecked)
        return Report(self.checks + other.checks, tuple(unchecked))

    @property
    def findings(self) -> list[Finding]:
        return [finding for check in self.checks for finding in check.findings]

    @property
    def parts(self) -> dict[str, list[Check]]:
        """The checks of each part, in the order in which they were made."""
        found: dict[str, list[Check]] = {}
        for each in self.checks:
            found.setdefault(each.part, []).append(each)
        return found

    def to_dict(self) -> dict[str, object]:
        """For `--json`."""
        return {
            "well": not self.findings,
            "findings": [
                {"part": check.part, "check": check.title, "what": each.what, "do": each.do}
                for check in self.checks
                for each in check.findings
            ],
            "hold": [
                {"part": check.part, "check": check.title}
                for check in self.checks
                if not check.findings
            ],
            "unchecked": list(self.unchecked),
        }


def check(part: str, title: str, findings: Iterable[Finding]) -> Check:
    return Check(part, title, tuple(findings))
