"""What notifications keeps."""

from backbone.aggregates import ReadModel
from services.notifications.store.mails import MAILS
from services.notifications.store.returned import RETURNED
from services.notifications.store.secrets import SECRETS

__all__ = ["MAILS", "RETURNED", "SECRETS", "STORES"]

STORES: list[ReadModel] = [MAILS, RETURNED, SECRETS]
