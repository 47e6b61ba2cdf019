"""What comes in and goes out over RPC, out of the service's own values and documents."""

from services.notifications.schemas.mails import mail
from services.notifications.schemas.news import news_item, told
from services.notifications.schemas.preferences import preferences
from services.notifications.schemas.webhooks import Lag, cursor, delivery, webhook
from services.notifications.schemas.words import barriers_in, words

__all__ = [
    "Lag",
    "barriers_in",
    "cursor",
    "delivery",
    "mail",
    "news_item",
    "preferences",
    "told",
    "webhook",
    "words",
]
