"""The ways out for an e-mail: SMTP, GOV.UK Notify, files. All have the same face, `Sender`."""

from services.notifications.sending.sender import (
    AddressRefused,
    NotAccepted,
    Outgoing,
    Sender,
    ServerAway,
)

__all__ = ["AddressRefused", "NotAccepted", "Outgoing", "Sender", "ServerAway"]
