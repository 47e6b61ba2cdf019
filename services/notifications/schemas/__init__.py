"""What comes in and goes out over RPC, out of the service's own values and documents."""

from services.notifications.schemas.webhooks import cursor, delivery, webhook

__all__ = ["cursor", "delivery", "webhook"]
