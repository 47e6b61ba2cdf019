"""One attempt to post, as it is sent and as the log has it."""

from backbone.clock import now
from backbone.identifiers import new_id
from contracts.notifications.messages.deliveries import DeliveryKind
from services.notifications.domain.webhooks import Webhook
from services.notifications.posting import secrets
from services.notifications.posting.events import Post
from services.notifications.posting.exchange import Answer
from services.notifications.store.deliveries import Entry


def headers_of(webhook: Webhook, post: str, body: bytes, content_type: str) -> dict[str, str]:
    return {"Content-Type": content_type, **secrets.headers(webhook, post, body, now())}


def entry_of(
    webhook: Webhook, post: Post, kind: DeliveryKind, attempt: int, answer: Answer
) -> Entry:
    return Entry(
        id=new_id(),
        webhook=webhook.id,
        post=post.id,
        kind=kind,
        attempt=attempt,
        positions=tuple(each.position for each in post.events if each.position),
        events=len(post.events),
        types=tuple(sorted({each.key for each in post.events})),
        at=now(),
        seconds=answer.seconds,
        status=answer.status,
        failure=answer.failure,
        answer=answer.text,
    )
