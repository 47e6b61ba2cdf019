"""What the tests of barriers do again and again, as whatever council they want."""

from typing import Any
from uuid import uuid4

from contracts.barriers.messages import (
    FindSimilar,
    GetBarrier,
    ListBarriers,
    RaiseBarrier,
    SupportBarrier,
)
from contracts.callers import Caller
from tests.services.asking import Asking, lead, officer


def new_code() -> str:
    """A council's code that no other test uses."""
    return f"B{uuid4().hex[:8].upper()}"


def request(council: str, **given: Any) -> RaiseBarrier:
    defaults: dict[str, Any] = {
        "title": f"Nothing moves {uuid4().hex}",
        "story": "It has not moved for years.",
        "kind": "legal",
        "named": False,
    }
    return RaiseBarrier(council=council, **{**defaults, **given})


async def raise_(ask: Asking, council: str, **given: Any) -> Any:
    return await ask("barriers", "raise_barrier", request(council, **given), lead(council))


async def support(ask: Asking, barrier: str, council: str, *, named: bool = False) -> Any:
    wanted = SupportBarrier(barrier, council, named)
    return await ask("barriers", "support", wanted, lead(council))


async def read(ask: Asking, barrier: str, caller: Caller) -> Any:
    return await ask("barriers", "barrier", GetBarrier(barrier), caller)


async def similar(ask: Asking, text: str, **given: Any) -> list[str]:
    found = await ask("barriers", "similar", FindSimilar(text, **given), officer("ZZZ"))
    return [each["id"] for each in found["barriers"]]


async def listed(ask: Asking, caller: Caller | None = None, **given: Any) -> Any:
    return await ask("barriers", "barriers", ListBarriers(**given), caller or officer("ZZZ"))
