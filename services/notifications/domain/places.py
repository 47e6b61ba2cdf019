"""Where in Waymark somebody finds what they were told of."""

OF_OTHERS = {
    "assessment-submitted": "/journey",
    "events-parked": "/admin/parked",
    "webhook-ended": "/subscribe/webhooks",
    "webhook-paused": "/subscribe/webhooks",
}
HOME = "/"


def of(name: str, number: str | None) -> str:
    """The address within Waymark of what an event happened to: a barrier by its number."""
    return f"/barriers/{number}" if number else OF_OTHERS.get(name, HOME)
