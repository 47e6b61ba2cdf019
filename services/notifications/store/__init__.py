"""What notifications keeps."""

from backbone.aggregates import ReadModel
from services.notifications.store.deliveries import LOG
from services.notifications.store.progress import PROGRESS
from services.notifications.store.webhooks import WEBHOOKS

STORES: list[ReadModel] = [WEBHOOKS, PROGRESS, LOG]

__all__ = ["LOG", "PROGRESS", "STORES", "WEBHOOKS"]
