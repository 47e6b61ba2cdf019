"""The fixed groups that councils are counted in: all, by kind, by region, by nation.

Each council is in one group of each. Regions lie in nations, and all of them make up everybody;
kinds run across. A block is the councils that are in the same groups throughout.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from contracts.reporting.messages import GroupKind


class Group(NamedTuple):
    """`key` names it among those of its kind: a region's has its nation in it, `all`'s is empty."""

    kind: GroupKind
    key: str


class Block(NamedTuple):
    """Names of the register; `kind` is the type code, such as ``UA``."""

    kind: str
    region: str
    nation: str


ALL = Group("all", "")


@dataclass(frozen=True)
class Council:
    """A council as the register has it."""

    code: str
    block: Block
    kind_name: str

    def name_of(self, kind: GroupKind) -> str | None:
        """What people call its group of that kind; everybody together has no name."""
        names = {"kind": self.kind_name, "region": self.block.region, "nation": self.block.nation}
        return names.get(kind)


def group_of(block: Block, kind: GroupKind) -> Group:
    return {group.kind: group for group in groups_of(block)}[kind]


def groups_of(block: Block) -> tuple[Group, Group, Group, Group]:
    """All, kind, region, nation."""
    return (
        ALL,
        Group("kind", block.kind),
        Group("region", f"{block.nation}/{block.region}"),
        Group("nation", block.nation),
    )


def partitions(blocks: Iterable[Block]) -> dict[tuple[Group, GroupKind], frozenset[Group]]:
    """Which groups, by the kind of their parts, are the sum of which others."""
    parts: dict[tuple[Group, GroupKind], set[Group]] = {}
    for block in blocks:
        everybody, kind, region, nation = groups_of(block)
        parts.setdefault((everybody, "kind"), set()).add(kind)
        parts.setdefault((everybody, "region"), set()).add(region)
        parts.setdefault((everybody, "nation"), set()).add(nation)
        parts.setdefault((nation, "region"), set()).add(region)
    return {whole: frozenset(groups) for whole, groups in parts.items()}
