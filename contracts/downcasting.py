"""Today's events in older words, for those who asked for them then.

A webhook gets the versions of the day on which it was registered. When an event's shape changes, a
function here takes the data of the new version back to the one before, where that can be done;
where there is none, everybody gets the new version. The counterpart of `contracts.upcasting`.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import orjson

from contracts.events import PREFIX
from contracts.upcasting import Unreadable, parsed

Data = dict[str, Any]
Downcaster = Callable[[Data], Data]
D = TypeVar("D", bound=Downcaster)

DOWNCASTERS: dict[tuple[str, int], Downcaster] = {}


def downcaster(service: str, name: str, *, version: int) -> Callable[[D], D]:
    """Registers a pure function from the `data` of `version` to those of the one before it.

    It takes JSON values, which it may change, and answers JSON values.
    """

    def register(function: D) -> D:
        key = (f"{service}.{name}", version)
        if key in DOWNCASTERS:
            raise ValueError(f"{service}.{name}.v{version} has two downcasters")
        DOWNCASTERS[key] = function
        return function

    return register


def reaches(name: str, version: int, wanted: int) -> bool:
    """Whether there is a way from `version` of an event back to the `wanted` one."""
    return wanted <= version and all(
        (name, step) in DOWNCASTERS for step in range(version, wanted, -1)
    )


def in_version(cloudevent: dict[str, Any], wanted: int) -> dict[str, Any]:
    """The CloudEvent with its type and data in the `wanted` version.

    As it is where it is of that version or of an older one, where nothing leads back so far, and
    where it is no event of ours.
    """
    try:
        name, version = parsed(str(cloudevent.get("type")))
    except Unreadable:
        return cloudevent
    if wanted >= version or not reaches(name, version, wanted):
        return cloudevent
    data: Data = orjson.loads(orjson.dumps(cloudevent["data"]))
    for step in range(version, wanted, -1):
        data = DOWNCASTERS[name, step](data)
    return {**cloudevent, "type": f"{PREFIX}.{name}.v{wanted}", "data": data}
