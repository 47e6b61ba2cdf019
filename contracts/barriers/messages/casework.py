"""What is done about a barrier."""

from dataclasses import dataclass
from typing import Annotated

from contracts.fields import Line


@dataclass(frozen=True)
class AcknowledgeBarrier:
    """`version` is the barrier's that was read."""

    barrier: Annotated[str, Line]
    version: int | None = None
