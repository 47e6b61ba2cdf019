"""What comes in and goes out over RPC, out of the service's own values and documents."""

from services.notifications.schemas.news import news_item, told
from services.notifications.schemas.preferences import preferences

__all__ = ["news_item", "preferences", "told"]
