"""What deployment tells of where webhooks may be."""

import os
from collections.abc import Mapping


def webhooks_may_be_local(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether webhooks may be at http addresses and at addresses that are not public."""
    return environment.get("WEBHOOKS_MAY_BE_LOCAL") == "yes"
