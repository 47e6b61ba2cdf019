"""What commands were answered, kept under their keys: one that comes again gets the same (G9)."""

from typing import Any

from pymongo.client_session import ClientSession
from pymongo.errors import BulkWriteError, DuplicateKeyError

from backbone import statements
from backbone.changes import ConcurrentChange, refusal_of
from backbone.clock import now
from backbone.context import current
from backbone.statements import Documents
from contracts.errors import KeyReused
from contracts.messages import dump


class AlreadyDone(Exception):
    """The command took effect before. `reply` is what was answered then, as JSON values."""

    def __init__(self, reply: Any) -> None:
        self.reply = reply
        super().__init__()


def answer_again(commands: Documents) -> None:
    """Raises AlreadyDone where the command in hand has been carried out before, and KeyReused where
    another one was under its key."""
    command = current().command
    done = commands.find_one({"_id": command.key}) if command else None
    if command is None or done is None:
        return
    if (done["method"], done["fingerprint"]) != (command.method, command.fingerprint):
        raise KeyReused
    raise AlreadyDone(done["reply"])


def keep(answer: Any, commands: Documents, session: ClientSession | None) -> None:
    """Keeps the answer under the key of the command in hand, if there is one.

    Raises:
        ConcurrentChange: the same command is being carried out by somebody else.
    """
    command = current().command
    if command is None:
        return
    document = {
        "_id": command.key,
        "method": command.method,
        "fingerprint": command.fingerprint,
        "reply": dump(answer),
        "at": now(),
    }
    try:
        if session:
            statements.insert(commands, [document], session)
        else:
            commands.insert_one(document)
    except DuplicateKeyError:
        raise ConcurrentChange from None
    except BulkWriteError as error:
        raise refusal_of(error) from None
