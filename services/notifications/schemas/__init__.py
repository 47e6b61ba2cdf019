"""What comes in and goes out over RPC, out of the service's own values and documents."""

from services.notifications.schemas.mails import mail

__all__ = ["mail"]
