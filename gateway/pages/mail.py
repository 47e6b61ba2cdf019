"""The e-mails of a stack that sends them to files: where everybody's may be seen by everybody."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.templating import render

MOST = 200


@dataclass(frozen=True)
class Shown:
    """`name` is that of its file without the ending, as it stands in an address."""

    name: str
    to: str
    subject: str
    at: Any
    language: str
    message_id: str
    text: str
    html: str


async def listed(request: Request) -> Response:
    folder = _folder(request)
    mails = await run_in_threadpool(newest, folder)
    return render(request, "mail/list.html", {"mails": mails, "most": MOST})


async def show(request: Request) -> Response:
    """Its text, and its HTML as it is written: none of it is run here."""
    folder = _folder(request)
    path = folder / f"{quote(unquote(request.path_params['mail']), safe='')}.eml"
    if not await run_in_threadpool(path.is_file):
        raise HTTPException(404)
    mail = await run_in_threadpool(read, path)
    return render(request, "mail/one.html", {"mail": mail})


def newest(folder: Path) -> list[Shown]:
    files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    return list(map(read, files[:MOST]))


def read(path: Path) -> Shown:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return Shown(
        name=quote(path.stem, safe=""),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        at=message["Date"].datetime,
        language=str(message["Content-Language"]),
        message_id=str(message["Message-ID"]),
        text=_body(message, "plain"),
        html=_body(message, "html"),
    )


def _body(message: EmailMessage, form: str) -> str:
    part = message.get_body((form,))
    return str(part.get_content()) if part else ""


def _folder(request: Request) -> Path:
    """Raises HTTPException 404 where this stack sends e-mail to people."""
    folder: Path | None = request.app.state.settings.mail_folder
    if folder is None:
        raise HTTPException(404)
    return folder


routes = [
    Route("/mail", listed, methods=["GET"]),
    Route("/mail/{mail}", show, methods=["GET"]),
]
