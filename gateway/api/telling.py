"""What somebody is told of: what is new, how often they want e-mail, and the end of it."""

from contracts.notifications.messages import news, preferences
from gateway.api.operations import Operation

ONLY_PEOPLE = "For a person who is signed in: a key is told of nothing."

OPERATIONS = [
    Operation(
        "GET",
        "/news",
        "List what is new",
        service="notifications",
        rpc="whats_new",
        request=news.GetWhatsNew,
        reply=news.WhatsNew,
        description=f"What you were told, the newest first. {ONLY_PEOPLE}",
    ),
    Operation(
        "PUT",
        "/news/seen",
        "Mark all that is new as seen",
        service="notifications",
        rpc="mark_seen",
        request=news.MarkSeen,
        reply=news.Seen,
        description=ONLY_PEOPLE,
        example={},
    ),
    Operation(
        "GET",
        "/preferences",
        "Read what you are told of by e-mail",
        service="notifications",
        rpc="preferences",
        request=preferences.GetPreferences,
        reply=preferences.Preferences,
        etag="version",
        description=ONLY_PEOPLE,
    ),
    Operation(
        "PUT",
        "/preferences",
        "Choose what you are told of by e-mail",
        service="notifications",
        rpc="set_preferences",
        request=preferences.SetPreferences,
        reply=preferences.Preferences,
        version="version",
        etag="version",
        description=f"Topics left out stay as they are; quiet hours left out end. {ONLY_PEOPLE}",
        example={
            "topics": [{"topic": "digest", "frequency": "never"}],
            "quiet": {"begin": 19, "end": 8},
        },
    ),
    Operation(
        "GET",
        "/unsubscriptions/{secret}",
        "Read what the link of an e-mail would end",
        service="notifications",
        rpc="subscription",
        request=preferences.GetSubscription,
        reply=preferences.Subscription,
        access="anyone",
    ),
    Operation(
        "POST",
        "/unsubscriptions/{secret}",
        "End a topic by the link of an e-mail",
        service="notifications",
        rpc="unsubscribe",
        request=preferences.Unsubscribe,
        reply=preferences.Subscription,
        access="anyone",
        description="`secret` is the last part of the link. A second time changes nothing.",
        example={},
    ),
]
