"""The e-mails that a stack has sent, out of the folder where it leaves them."""

import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from deploy.local.stack import Stack

LINK = re.compile(r"https?://\S+/welcome/([\w-]+)")
SECONDS = 30.0


def link_sent_to(stack: Stack, address: str, number: int) -> str:
    """The secret of the link in the `number`-th e-mail to an address."""
    found = LINK.search(letter_to(stack, address, number).get_body(("plain",)).get_content())
    assert found is not None
    return found[1]


def letter_to(stack: Stack, address: str, number: int) -> EmailMessage:
    """The newest e-mail to an address, once there are `number` of them."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        found = [each for each in map(read, letters(stack)) if address in str(each["to"])]
        if len(found) >= number:
            return max(found, key=lambda each: each["date"].datetime)
        time.sleep(0.1)
    raise AssertionError(f"no e-mail number {number} came to {address}")


def letters(stack: Stack) -> list[Path]:
    return list((stack.home / "mail").glob("*.eml"))


def read(file: Path) -> EmailMessage:
    return message_from_bytes(file.read_bytes(), policy=policy.default)
