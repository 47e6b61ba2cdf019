"""What notifications keeps."""

from backbone.aggregates import ReadModel
from services.notifications.store.mails import (
    CLAIM_SECONDS,
    MAILS,
    NEWEST,
    came_back,
    claim,
    finish,
    put_off,
)
from services.notifications.store.mails import figures as figures_of_mails
from services.notifications.store.mails import insert as insert_mails
from services.notifications.store.returned import RETURNED, clear, is_marked, mark
from services.notifications.store.secrets import SECRETS, key

__all__ = [
    "CLAIM_SECONDS",
    "MAILS",
    "NEWEST",
    "RETURNED",
    "SECRETS",
    "STORES",
    "came_back",
    "claim",
    "clear",
    "figures_of_mails",
    "finish",
    "insert_mails",
    "is_marked",
    "key",
    "mark",
    "put_off",
]

STORES: list[ReadModel] = [MAILS, RETURNED, SECRETS]
