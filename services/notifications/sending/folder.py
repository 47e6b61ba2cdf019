"""To files, where no mail server is: one ``.eml`` for each mail, named by its id."""

import os
from pathlib import Path
from urllib.parse import quote

from services.notifications.sending.messages import message
from services.notifications.sending.sender import Outgoing, ServerAway


class FolderSender:
    """A mail that is sent again replaces its file, which a reader never sees half written."""

    def __init__(self, folder: Path, mail_from: str) -> None:
        self._folder = folder
        self._from = mail_from

    def send(self, mail: Outgoing) -> None:
        name = quote(mail.id, safe="")
        beside = self._folder / f".{name}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(message(mail, self._from).as_bytes())
            os.replace(beside, self._folder / f"{name}.eml")  # noqa: PTH105
        except OSError as error:
            raise ServerAway(repr(error)) from error

    def close(self) -> None:
        """Nothing is held open."""
