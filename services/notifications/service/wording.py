"""The words of a mail at the moment when it is sent, so that none is told that was taken back."""

from collections.abc import Mapping
from typing import Any

from contracts.accounts.links import GetSignInLink, SignInLink
from contracts.errors import NotFound
from contracts.languages import Language
from contracts.messages import load
from services.notifications import schemas
from services.notifications.service.asking_barriers import Ask, concerned


class NothingToSay(NotFound):
    code = "nothing-to-say"
    message = "What this e-mail tells of is gone."


def words(ask: Ask, row: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """The data of its template.

    Raises:
        NothingToSay: there is none of its barriers any more.
        Refusal: whoever has to be asked does not answer.
    """
    barriers = concerned(ask, schemas.barriers_in(row["data"]))
    said = schemas.words(row["data"], barriers, language)
    if not said["groups"] and not said["sector"]:
        raise NothingToSay
    return said


def account(ask: Ask, row: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """With the link that was made for its reader, which stands nowhere but in the mail itself.

    Raises:
        NotFound: it is not good any more.
        Refusal: accounts does not answer.
    """
    said = words(ask, row, language)
    link = row["data"]["items"][0]["data"]["link"]
    found = load(SignInLink, ask("accounts", "sign_in_link", GetSignInLink(row["person"], link)))
    return {**said, "item": {**said["item"], "link": found.path}}
