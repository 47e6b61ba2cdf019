"""What notifications is asked and answers: a module for each theme.

`services/notifications/service` has the RPC methods that take them, in modules of the same themes.
"""

from contracts.notifications.messages.deliveries import (
    Deliveries,
    Delivery,
    DeliveryAttempts,
    DeliveryKind,
    Failure,
    GetDelivery,
    ListDeliveries,
    ReplayWebhook,
    ResendDelivery,
    SendTestEvent,
    SkipDelivery,
)
from contracts.notifications.messages.webhooks import (
    ChangeWebhook,
    GetWebhook,
    LastFailure,
    ListWebhooks,
    PauseReason,
    PauseWebhook,
    RegisterWebhook,
    RemoveWebhook,
    ResumeWebhook,
    RotateWebhookSecret,
    VerifyWebhook,
    Webhook,
    Webhooks,
    WebhookState,
    WebhookWithSecret,
)

__all__ = [
    "ChangeWebhook",
    "Deliveries",
    "Delivery",
    "DeliveryAttempts",
    "DeliveryKind",
    "Failure",
    "GetDelivery",
    "GetWebhook",
    "LastFailure",
    "ListDeliveries",
    "ListWebhooks",
    "PauseReason",
    "PauseWebhook",
    "RegisterWebhook",
    "RemoveWebhook",
    "ReplayWebhook",
    "ResendDelivery",
    "ResumeWebhook",
    "RotateWebhookSecret",
    "SendTestEvent",
    "SkipDelivery",
    "VerifyWebhook",
    "Webhook",
    "WebhookState",
    "WebhookWithSecret",
    "Webhooks",
]
