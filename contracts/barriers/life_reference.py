"""The page of a barrier's life, made of its table: ``python -m contracts.barriers.life_reference``.

The drawing is in Mermaid's language, which the places that show this documentation draw.
"""

from collections import defaultdict
from typing import get_args

from contracts.barriers.life import (
    APPEAL_WEEKS,
    BY_NAME,
    DAYS,
    ESCALATED_DAYS,
    FACTS_DAYS,
    LEAST_DAYS_LEFT,
    MONTHS,
    MOST_REOPENED,
    OPEN,
    OUTER_MONTHS,
    REOPEN_MONTHS,
    TRANSITIONS,
    WARNING_DAYS,
    Transition,
    Who,
)
from contracts.barriers.words import Stage

HEAD = """# The life of a barrier

A barrier goes from stage to stage by the transitions below and by no others. Whoever asks for
another one is told what can be done now, and by whom. Closed is not resolved.

This page is made of `contracts/barriers/life.py` by `python -m contracts.barriers.life_reference`.
"""

WHO: dict[Who, str] = {
    "analyst": "an analyst",
    "responder": "a responder of the body",
    "council": "a council that meets it",
    "lead": "a lead of a council that meets it",
}

RUNS_OUT: dict[Stage, str] = {
    "raised": "it goes to the top of the analysts' queue",
    "acknowledged": "it goes to the top of the analysts' queue",
    "being-worked-on": "it goes to the top of its contact's queue",
    "with-body": "the page says that the body has not answered; it may be escalated",
}

CLOCKS = f"""
No clock goes on for longer than {OUTER_MONTHS} months since the barrier was raised, reopened or
appealed. Days are whole days in the United Kingdom, through the change to summer time; a month that
is too short for a day ends with its last one.

- While a body waits for facts, its own clock waits too; the sector body has {FACTS_DAYS} days to
  send them. Then the body has the days that it had left, {LEAST_DAYS_LEFT} at the least.
- An escalation has {ESCALATED_DAYS} days.
- A barrier is reopened within {REOPEN_MONTHS} months of its end, {MOST_REOPENED} times at the most;
  an appeal counts apart, comes within {APPEAL_WEEKS} weeks, and is one in a barrier's life.
- {WARNING_DAYS} working days before a clock runs out, `barrier-clock-runs-out-soon` tells of it
  once, and when it has, `barrier-clock-ran-out`.
"""


def page() -> str:
    """The whole page, in Markdown."""
    return "\n".join([HEAD, drawing(), table(), "## Clocks\n", clocks(), CLOCKS])


def drawing() -> str:
    """Every way from stage to stage with the transitions that lead along it."""
    ways: dict[tuple[Stage, Stage], list[str]] = defaultdict(list)
    for each in TRANSITIONS:
        for source, target in leads(each):
            ways[source, target].append(each.name)
    stages = [
        f'    state "{stage.replace("-", " ")}" as {known(stage)}' for stage in get_args(Stage)
    ]
    arrows = [
        f"    {known(source)} --> {known(target)}: {' / '.join(names)}"
        for (source, target), names in ways.items()
    ]
    begins = "    [*] --> raised: raise"
    return "\n".join(["```mermaid", "stateDiagram-v2", *stages, begins, *arrows, "```\n"])


def leads(transition: Transition) -> list[tuple[Stage, Stage]]:
    """From where to where; what is unmerged goes back to any stage that can be merged."""
    if transition.name == "unmerge":
        return [("merged", stage) for stage in BY_NAME["merge"].sources]
    return [(source, transition.target or source) for source in transition.sources]


def known(stage: Stage) -> str:
    """Its id in the drawing, where a hyphen would begin an arrow."""
    return stage.replace("-", "_")


def table() -> str:
    head = "| transition | from | to | by | needs |\n| --- | --- | --- | --- | --- |"
    return "\n".join([head, *map(row, TRANSITIONS)]) + "\n"


def row(transition: Transition) -> str:
    stays = "where it was" if transition.name == "unmerge" else "the same"
    return (
        f"| {transition.name} | {', '.join(transition.sources)} | {transition.target or stays} "
        f"| {' or '.join(WHO[each] for each in transition.by)} | {transition.needs} |"
    )


def clocks() -> str:
    head = "| stage | its clock | when it runs out |\n| --- | --- | --- |"
    return "\n".join(
        [head, *(f"| {stage} | {lasts(stage)} | {RUNS_OUT[stage]} |" for stage in OPEN)]
    )


def lasts(stage: Stage) -> str:
    return f"{DAYS[stage]} days" if stage in DAYS else f"{MONTHS[stage]} months"


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 (the page is what it is for)
