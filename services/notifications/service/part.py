"""What every part of the service stands on."""

from typing import Any

from backbone.asking import Asking
from backbone.work import Work


class Part:
    """Some of the methods of `NotificationsService`, which puts them together."""

    work: Work | Any
    """In an instance it is the unit of work that nameko puts there."""

    ask: Asking | Any
    """Likewise what asks other services."""
