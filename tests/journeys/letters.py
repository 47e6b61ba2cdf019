"""The e-mails that a stack has sent, out of the folder where it leaves them."""

import email
import re
import time
from email import policy
from pathlib import Path

from deploy.local.stack import Stack

LINK = re.compile(r"https?://\S+/welcome/([\w-]+)")


def link_sent_to(stack: Stack, address: str, number: int) -> str:
    """The secret of the link in the `number`-th e-mail to an address."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = [each for each in map(read, mails(stack)) if address in str(each["to"])]
        if len(found) >= number:
            newest = max(found, key=lambda each: each["date"].datetime)
            return LINK.search(newest.get_body(("plain",)).get_content())[1]
        time.sleep(0.1)
    raise AssertionError(f"no e-mail number {number} came to {address}")


def mails(stack: Stack) -> list[Path]:
    return list((stack.home / "mail").glob("*.eml"))


def read(file: Path) -> email.message.EmailMessage:
    return email.message_from_bytes(file.read_bytes(), policy=policy.default)
