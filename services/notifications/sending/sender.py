"""What every way out has: it sends one mail after the other, and says what came of each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class AddressRefused(Exception):
    """For good: there is no such mailbox. The text is the mail server's."""


class NotAccepted(Exception):
    """This mail was not accepted now; others may be."""


class ServerAway(Exception):
    """Nothing can be sent now. No mail is to blame."""


@dataclass(frozen=True)
class Outgoing:
    """One e-mail, ready to go.

    `id` is its row's. `unsubscribe` is the address of its one-click link. `again` says that it was
    tried before: a process that died, or an answer that was lost, may have meant that it was sent.
    """

    id: str
    message_id: str
    address: str
    name: str
    language: str
    subject: str
    text: str
    html: str
    made: datetime
    unsubscribe: str | None
    again: bool


class Sender(Protocol):
    """For one thread at a time; what it holds open it closes with `close`."""

    def send(self, mail: Outgoing) -> None:
        """Returns once the mail server has taken responsibility for the mail.

        Raises:
            AddressRefused, NotAccepted, ServerAway: it has not.
        """

    def close(self) -> None:
        """Ends its connection; the next mail opens another."""
