"""``make bench``: measures Waymark in parts, and prints what came of each.

`ONLY=` runs one part, or some with commas between: `pages`, `events`, `sharing`, `rebuild`,
`similar`, `barriers`, `support`, `fanout`.
Benchmarks measure and print; they fail nobody.
"""

import importlib
import os
import sys
from types import ModuleType

PARTS = {
    "pages": "comparing",
    "events": "throughput",
    "sharing": "scaling",
    "rebuild": "rebuilding",
    "similar": "similar",
    "barriers": "finding",
    "support": "support",
    "fanout": "fanout",
}
"""Each a module of this package with a `main`."""


def main() -> int:
    wanted = [name for name in os.environ.get("ONLY", "").split(",") if name]
    unknown = sorted({*wanted} - {*PARTS})
    if unknown:
        print(f"There is no part {', '.join(unknown)}; there are {', '.join(PARTS)}.")
        return 2
    for name in wanted or PARTS:
        part(name).main()
    return 0


def part(name: str) -> ModuleType:
    return importlib.import_module(f"tests.benchmarks.{PARTS[name]}")


if __name__ == "__main__":
    sys.exit(main())
