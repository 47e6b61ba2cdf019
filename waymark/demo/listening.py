"""The demonstration's own subscriber: somebody who wants to listen can begin at once."""

from urllib.parse import urlsplit

from contracts.subscribers import Subscriber
from waymark.settings import Settings
from waymark.subscribers import making
from waymark.subscribers.making import Access, administration

LISTENER = Subscriber("demo-listener", patterns=("barriers.#",), length=10_000)


def listener(settings: Settings, known_url: str | None) -> Access | None:
    """Its connection, with the password of `known_url` where that still holds; None where nobody
    may make users of the broker.

    Raises:
        Problem, Unavailable: the broker is away, or refuses.
    """
    if settings.admin_url is None:
        return None
    with administration(settings) as broker:
        ready = {each.name for each in broker.subscribers() if each.ready}
        if LISTENER.name not in ready:
            return making.add(broker, settings, LISTENER)
        password = urlsplit(known_url or "").password
        if password is None or not making.holds(settings, LISTENER.name, password):
            return making.rotate(broker, settings, LISTENER.name)
    url = making.url_of(settings, LISTENER.name, password)
    return Access(LISTENER.name, url, LISTENER.queue)
