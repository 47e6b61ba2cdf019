"""Evidence beside a barrier, or beside a draft of one."""

import base64
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from contracts.barriers.messages import (
    AddFile,
    BarrierFile,
    BarrierFiles,
    ListFiles,
    ReadFile,
    RemoveFile,
)
from gateway.api.operations import Operation
from gateway.platform import Platform

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
KIND = "application/octet-stream"


async def content(request: Request, message: ReadFile) -> Response:
    """The file itself, to be saved: no browser shows it as a page of ours or runs what is in it."""
    platform: Platform = request.app.state.platform
    found: dict[str, Any] = await platform.ask(request, "barriers", "file", message)
    return Response(
        base64.b64decode(found["content"]),
        media_type=found["file"]["type"],
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(found['file']['name'])}",
            "content-security-policy": SANDBOX,
            "cache-control": "private, no-store",
        },
    )


OPERATIONS = [
    Operation(
        "GET",
        "/barriers/{barrier}/files",
        "List files",
        service="barriers",
        rpc="files",
        request=ListFiles,
        reply=BarrierFiles,
        description=(
            "Of a barrier, or by the id of a draft of it. Files of a council that is not named are "
            "for it and for analysts alone: a file may tell its name."
        ),
    ),
    Operation(
        "POST",
        "/barriers/{barrier}/files",
        "Add a file",
        service="barriers",
        rpc="add_file",
        request=AddFile,
        reply=BarrierFile,
        access="council",
        status=201,
        description=(
            "Up to five of 4 MB each: PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, CSV or TXT. It must be "
            "what its name says. What is in it besides what one sees, such as the author of a "
            "document or the place of a photograph, is kept."
        ),
        example={"name": "notice.txt", "content": "QSBub3RpY2U="},
    ),
    Operation(
        "GET",
        "/barriers/{barrier}/files/{file}",
        "Download a file",
        service="barriers",
        rpc="file",
        request=ReadFile,
        reply=None,
        produces=KIND,
        answer=content,
        description="As it was sent, under its own media type.",
    ),
    Operation(
        "DELETE",
        "/barriers/{barrier}/files/{file}",
        "Remove a file",
        service="barriers",
        rpc="remove_file",
        request=RemoveFile,
        reply=BarrierFiles,
        access="council-or-analyst",
        description="For good. An analyst removes what should never have been shown.",
    ),
]
