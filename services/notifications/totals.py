"""What this process has done with e-mail since it started."""

from typing import get_args

from prometheus_client import Counter

from backbone.totals import REGISTRY
from contracts.notifications.messages.mails import MailEnd

MAILS = Counter(
    "waymark_mails_ended",
    "E-mails that this process was done with, by what became of them.",
    ["end"],
    registry=REGISTRY,
)
for end in get_args(MailEnd):
    MAILS.labels(end)
