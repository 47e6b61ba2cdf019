"""What this process has done since it started, counted where it is done."""

from prometheus_client import CollectorRegistry, Counter

REGISTRY = CollectorRegistry()

APPLIED = Counter(
    "waymark_events_applied",
    "Events of others that took effect through this process.",
    registry=REGISTRY,
)
PUBLISHED = Counter(
    "waymark_events_published",
    "Events of its own that this process published, with the broker's confirm.",
    registry=REGISTRY,
)
