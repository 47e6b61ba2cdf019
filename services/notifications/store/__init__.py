"""What notifications keeps."""

from backbone.aggregates import ReadModel
from services.notifications.store.choices import CHOICES, choices_of, choices_of_each
from services.notifications.store.choices import keep as keep_choices
from services.notifications.store.deliveries import LOG
from services.notifications.store.mails import (
    CLAIM_SECONDS,
    MAILS,
    NEWEST,
    came_back,
    claim,
    finish,
    is_written,
    put_off,
)
from services.notifications.store.mails import figures as figures_of_mails
from services.notifications.store.mails import insert as insert_mails
from services.notifications.store.news import (
    NEWEST_TOLD,
    NEWS,
    SEEN,
    add_news,
    news_item,
    see,
    seen_until,
    summed_up,
    unseen,
    waiting,
    who_waits,
)
from services.notifications.store.people import PEOPLE, all_of_them, in_any
from services.notifications.store.progress import PROGRESS
from services.notifications.store.returned import RETURNED, clear, is_marked, mark
from services.notifications.store.rounds import ROUNDS, began, done_until
from services.notifications.store.rounds import finish as finish_round
from services.notifications.store.secrets import SECRETS, key
from services.notifications.store.tellings import (
    TELLINGS,
    due,
    happened,
    leave,
    tell,
    tell_later,
    telling,
)
from services.notifications.store.webhooks import WEBHOOKS, posted_to_by_organisation

STORES: list[ReadModel] = [
    TELLINGS,
    PEOPLE,
    NEWS,
    SEEN,
    CHOICES,
    ROUNDS,
    MAILS,
    RETURNED,
    SECRETS,
    WEBHOOKS,
    PROGRESS,
    LOG,
]

__all__ = [
    "CHOICES",
    "CLAIM_SECONDS",
    "LOG",
    "MAILS",
    "NEWEST",
    "NEWEST_TOLD",
    "NEWS",
    "PEOPLE",
    "PROGRESS",
    "RETURNED",
    "ROUNDS",
    "SECRETS",
    "SEEN",
    "STORES",
    "TELLINGS",
    "WEBHOOKS",
    "add_news",
    "all_of_them",
    "began",
    "came_back",
    "choices_of",
    "choices_of_each",
    "claim",
    "clear",
    "done_until",
    "due",
    "figures_of_mails",
    "finish",
    "finish_round",
    "happened",
    "in_any",
    "insert_mails",
    "is_marked",
    "is_written",
    "keep_choices",
    "key",
    "leave",
    "mark",
    "news_item",
    "posted_to_by_organisation",
    "put_off",
    "see",
    "seen_until",
    "summed_up",
    "tell",
    "tell_later",
    "telling",
    "unseen",
    "waiting",
    "who_waits",
]
