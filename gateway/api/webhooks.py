"""Webhooks: addresses of other systems that barrier events are posted to."""

from contracts.notifications.messages import deliveries, webhooks
from gateway.api.operations import Operation

ONE = "/webhooks/{webhook}"
LOG = f"{ONE}/deliveries"
ITS_ORGANISATION = (
    "People and keys of the organisation see it; a council's leads, a body's responders, analysts "
    "and administrators change it. For anybody else there is none."
)

OPERATIONS = [
    Operation(
        "GET",
        "/webhooks",
        "List webhooks",
        service="notifications",
        rpc="webhooks",
        request=webhooks.ListWebhooks,
        reply=webhooks.Webhooks,
        description=(
            "Those of your organisation. An administrator sees everybody's, or with `own=true` "
            "those of their own."
        ),
    ),
    Operation(
        "POST",
        "/webhooks",
        "Register a webhook",
        service="notifications",
        rpc="register_webhook",
        request=webhooks.RegisterWebhook,
        reply=webhooks.WebhookWithSecret,
        access="who-manages-webhooks",
        status=201,
        description=(
            "For your own organisation. The answer is the only one that holds the secret. Nothing "
            "is posted before the address has answered a challenge: verify it next."
        ),
        example={
            "url": "https://example.org/waymark",
            "label": "Our case system",
            "events": ["barriers.#"],
        },
    ),
    Operation(
        "GET",
        ONE,
        "Read a webhook",
        service="notifications",
        rpc="webhook",
        request=webhooks.GetWebhook,
        reply=webhooks.Webhook,
        access="webhooks-organisation",
        etag="version",
        description=ITS_ORGANISATION,
    ),
    Operation(
        "PUT",
        ONE,
        "Change a webhook",
        service="notifications",
        rpc="change_webhook",
        request=webhooks.ChangeWebhook,
        reply=webhooks.Webhook,
        access="who-manages-webhooks",
        version="version",
        etag="version",
        description="All of it as it is to be. Another address has to be verified anew.",
        example={
            "url": "https://example.org/waymark",
            "label": "Our case system",
            "events": ["barriers.barrier-raised.*"],
            "batch": 50,
        },
    ),
    Operation(
        "DELETE",
        ONE,
        "Remove a webhook",
        service="notifications",
        rpc="remove_webhook",
        request=webhooks.RemoveWebhook,
        reply=webhooks.Webhook,
        access="who-manages-webhooks",
        version="version",
        description="For good. An administrator may remove anybody's.",
    ),
    Operation(
        "POST",
        f"{ONE}/verifications",
        "Verify a webhook's address",
        service="notifications",
        rpc="verify_webhook",
        request=webhooks.VerifyWebhook,
        reply=webhooks.Webhook,
        access="who-manages-webhooks",
        etag="version",
        description=(
            "Posts an event with a challenge to the address now, which has to answer 2xx with "
            '`{"challenge": "…"}` of the same words. Then events are posted to it.'
        ),
    ),
    Operation(
        "PUT",
        f"{ONE}/pause",
        "Pause a webhook",
        service="notifications",
        rpc="pause_webhook",
        request=webhooks.PauseWebhook,
        reply=webhooks.Webhook,
        access="who-manages-webhooks",
        version="version",
        etag="version",
        description="Nothing is lost: it goes on where it stopped. Administrators pause anybody's.",
    ),
    Operation(
        "DELETE",
        f"{ONE}/pause",
        "Resume a webhook",
        service="notifications",
        rpc="resume_webhook",
        request=webhooks.ResumeWebhook,
        reply=webhooks.Webhook,
        access="who-manages-webhooks",
        version="version",
        etag="version",
    ),
    Operation(
        "POST",
        f"{ONE}/secrets",
        "Rotate a webhook's secret",
        service="notifications",
        rpc="rotate_webhook_secret",
        request=webhooks.RotateWebhookSecret,
        reply=webhooks.WebhookWithSecret,
        access="who-manages-webhooks",
        version="version",
        status=201,
        description=(
            "The new secret is in the answer, this once. The old one signs beside it for "
            "`keep_hours`, so that no post fails while you change over."
        ),
        example={"keep_hours": 24},
    ),
    Operation(
        "POST",
        f"{ONE}/tests",
        "Post a test event to a webhook",
        service="notifications",
        rpc="send_test_event",
        request=deliveries.SendTestEvent,
        reply=deliveries.Delivery,
        access="who-manages-webhooks",
        description="A made-up event of that type, marked as a test, posted now.",
        example={"type": "uk.waymark.barriers.barrier-raised.v1"},
    ),
    Operation(
        "POST",
        f"{ONE}/replays",
        "Post a range of events again",
        service="notifications",
        rpc="replay_webhook",
        request=deliveries.ReplayWebhook,
        reply=webhooks.Webhook,
        access="who-manages-webhooks",
        version="version",
        etag="version",
        description="What happens meanwhile follows behind it, in order.",
        example={"after": "barriers-1000", "until": "barriers-1042"},
    ),
    Operation(
        "POST",
        f"{ONE}/skips",
        "Give up the post that keeps failing",
        service="notifications",
        rpc="skip_delivery",
        request=deliveries.SkipDelivery,
        reply=webhooks.Webhook,
        access="who-manages-webhooks",
        version="version",
        etag="version",
        description="It goes on behind it. The events can be replayed or read in the feed later.",
    ),
    Operation(
        "GET",
        LOG,
        "List a webhook's deliveries",
        service="notifications",
        rpc="deliveries",
        request=deliveries.ListDeliveries,
        reply=deliveries.Deliveries,
        access="webhooks-organisation",
        description="The newest first, for 30 days, each attempt by itself.",
    ),
    Operation(
        "GET",
        f"{LOG}/{{delivery}}",
        "Read a delivery",
        service="notifications",
        rpc="delivery",
        request=deliveries.GetDelivery,
        reply=deliveries.DeliveryAttempts,
        access="webhooks-organisation",
        description="All attempts of one post, and what is posted.",
    ),
    Operation(
        "POST",
        f"{LOG}/{{delivery}}/resends",
        "Post a delivery once more",
        service="notifications",
        rpc="resend_delivery",
        request=deliveries.ResendDelivery,
        reply=deliveries.Delivery,
        access="who-manages-webhooks",
        description="Now, once. How far the webhook has come stays as it is.",
    ),
]
