"""Posts that somebody waits for, beside the order of the feed: a challenge, a test, a resend."""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import ceil
from typing import Any

import orjson

from backbone.clock import now
from backbone.identifiers import new_id
from contracts.errors import Invalid, TooManyRequests
from contracts.events import PREFIX
from contracts.history.files import OURS
from services.notifications.domain.webhooks import FEED, Webhook
from services.notifications.posting.attempts import entry_of, headers_of
from services.notifications.posting.events import (
    BATCH,
    SINGLE,
    FeedEvent,
    Post,
    body_of,
)
from services.notifications.posting.exchange import Answer
from services.notifications.posting.posting import Means
from services.notifications.posting.secrets import new_seed
from services.notifications.store.deliveries import Entry

WAIT_SECONDS = 3.0
"""For an answer: less than whoever asked for the post waits themselves."""

AT_ONCE = 4
"""Posts that are waited for in one process: a silent address must not hold up all who ask."""


class PostUnderWay(TooManyRequests):
    code = "post-under-way"
    message = (
        "A post to this webhook, or to several others, is still being waited for. Wait a moment, "
        "then try again."
    )


CHALLENGE = f"{PREFIX}.notifications.webhook-verification.v1"


def verify(means: Means, webhook: Webhook) -> Entry:
    """Posts a challenge; ``wrong-challenge`` where it is answered with something else."""
    challenge = new_seed()
    event = {
        **envelope(CHALLENGE, "/waymark/notifications"),
        "subject": webhook.id,
        "data": {"webhook": webhook.id, "challenge": challenge},
    }
    post = alone(event)
    answer = exchange(means, webhook, post)
    if answer.failure is None and not answers(answer.whole, challenge):
        answer = replace(answer, failure="wrong-challenge")
    return entry_of(webhook, post, "verification", 1, answer)


def answers(body: bytes, challenge: str) -> bool:
    """Whether the body is the challenge, or a JSON object that has it under its name."""
    try:
        said = orjson.loads(body)["challenge"]
    except (orjson.JSONDecodeError, KeyError, TypeError, IndexError):
        said = body.decode("utf-8", "replace").strip()
    return hmac.compare_digest(str(said).encode(), challenge.encode())


def send_test(means: Means, webhook: Webhook, type_name: str) -> Entry:
    """Posts a made-up event of a type, with an attribute `test` that says so.

    Raises:
        Invalid: there is no such type of barrier event.
    """
    event = {**example(type_name), **envelope(type_name, f"/waymark/{FEED}"), "test": True}
    post = alone(event)
    if webhook.batch > 1:
        post = replace(post, content_type=BATCH, body=b"[" + post.body + b"]")
    return entry_of(webhook, post, "test", 1, exchange(means, webhook, post))


def example(type_name: str) -> dict[str, Any]:
    key = type_name.removeprefix(f"{PREFIX}.")
    # Looked for among those there are, so that no text of a caller's becomes a file's name.
    known = {file.stem for file in OURS.golden_files() if file.stem.startswith(f"{FEED}.")}
    if key not in known:
        raise Invalid(details={"type": [f"Must be a type of event of {FEED}, with its version."]})
    return OURS.golden(key)


def resend(means: Means, webhook: Webhook, entry: Entry) -> Entry:
    """Posts once more what was posted, as its events are today."""
    post = post_again(means, webhook, entry)
    return entry_of(webhook, post, "resend", 1, exchange(means, webhook, post))


def post_again(means: Means, webhook: Webhook, entry: Entry) -> Post:
    """The same post out of its events as they are today. Raises what barriers refuses."""
    events = means.reading.read_exactly(entry.positions, entry.types)
    bodies = [body_of(each, webhook.versions) for each in events]
    if [each.id for each in events] == [entry.post]:
        return Post(entry.post, SINGLE, bodies[0], tuple(events), 0)
    return Post(entry.post, BATCH, b"[" + b",".join(bodies) + b"]", tuple(events), 0)


def envelope(type_name: str, source: str) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": new_id(),
        "source": source,
        "type": type_name if type_name.startswith(PREFIX) else f"{PREFIX}.{type_name}",
        "time": now().isoformat(),
        "datacontenttype": "application/json",
    }


def alone(event: dict[str, Any]) -> Post:
    """A post of something that has no place in the feed."""
    made = FeedEvent(0, event["id"], event["type"], orjson.dumps(event))
    return Post(made.id, SINGLE, made.body, (made,), 0)


def exchange(means: Means, webhook: Webhook, post: Post) -> Answer:
    """Raises PostUnderWay."""
    headers = headers_of(webhook, post.id, post.body, post.content_type)
    with waiting(means.aside, webhook.id):
        return means.exchange.post(webhook.url, post.body, headers, seconds=WAIT_SECONDS)


@contextmanager
def waiting(aside: set[str], webhook: str) -> Iterator[None]:
    """One for each webhook, and so many in all."""
    if webhook in aside or len(aside) >= AT_ONCE:
        raise PostUnderWay(details={"retry_after": ceil(WAIT_SECONDS)})
    aside.add(webhook)
    try:
        yield
    finally:
        aside.discard(webhook)
