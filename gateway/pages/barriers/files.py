"""Evidence: files beside a draft or a barrier, uploaded, downloaded and removed."""

import base64
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.barriers.messages import AddFile, GetDraft, ListFiles, ReadFile, RemoveFile
from contracts.barriers.messages.files import LARGEST
from contracts.errors import Conflict, Invalid, NotAllowed
from contracts.messages import load
from gateway.api.barriers.files import content
from gateway.forms import Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.barriers.pages import BY_SLUG, CHECK, PAGES, after
from gateway.pages.changing import change
from gateway.pages.keeping import NOT_DONE, keep
from gateway.pages.visitors import council_of
from gateway.templating import render

CHOOSE = later("Choose a file to upload")
EMPTY = later("The file is empty. Choose another")
TOO_LARGE = later("The file must be 4 MB or less. Make it smaller, or upload a part of it")
OTHER_KIND = later("The file must be PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, CSV or TXT")
NOT_WHAT_IT_SAYS = later(
    "The file is not what its name says. Save it again in the program that made it, then upload it"
)
TOO_MANY = later("There are five files already. Remove one first")


async def of_draft(request: Request) -> Response:
    return await _of_draft(request, filled(words(request)))


async def of_barrier(request: Request) -> Response:
    council_of(request)
    return await _of_barrier(request, filled(words(request)))


async def add_to_draft(request: Request) -> Response:
    council_of(request)
    draft = request.path_params["draft"]
    form, status = await _add(request, draft)
    if form.errors:
        return await _of_draft(request, form, status)
    return RedirectResponse(_with_back(request, f"/barriers/report/{draft}/files"), 303)


async def add_to_barrier(request: Request) -> Response:
    council_of(request)
    number = request.path_params["number"]
    form, status = await _add(request, number)
    if form.errors:
        return await _of_barrier(request, form, status)
    return RedirectResponse(f"/barriers/{number}/files", 303)


async def remove_from_draft(request: Request) -> Response:
    draft = request.path_params["draft"]
    await _remove(request, draft)
    return RedirectResponse(f"/barriers/report/{draft}/files", 303)


async def remove_from_barrier(request: Request) -> Response:
    number = request.path_params["number"]
    removed = await _remove(request, number)
    address = f"/barriers/{number}"
    return RedirectResponse(f"{address}/files" if removed["may_add"] else address, 303)


async def download(request: Request) -> Response:
    params = request.path_params
    return await content(request, ReadFile(params["number"], params["file"]))


async def _add(request: Request, barrier: str) -> tuple[Form, int]:
    """The form with what is wrong noted in it, and the status of the page that shows it again."""
    form = await read_form(request, words(request))
    upload = form.files.get("file")
    if upload is None or not upload.filename:
        form.refuse("file", form.words(CHOOSE))
        return form, 422
    sent = await upload.read(LARGEST + 1)
    if len(sent) > LARGEST:
        form.refuse("file", form.words(TOO_LARGE))
        return form, 422
    values = {
        "barrier": barrier,
        "name": upload.filename[-200:],
        "content": base64.b64encode(sent).decode(),
    }
    try:
        await change(request, "barriers", "add_file", load(AddFile, values))
    except Invalid as invalid:
        form.refuse("file", form.words(_why(invalid, empty=not sent)))
        return form, 422
    except NOT_DONE as refusal:
        if isinstance(refusal, Conflict) and refusal.code == "too-many-files":
            form.refuse("file", form.words(TOO_MANY))
            return form, 409
        return form, keep(form, refusal, "file")
    return form, 200


def _why(invalid: Invalid, *, empty: bool) -> str:
    if empty:
        return EMPTY
    return OTHER_KIND if "name" in invalid.details else NOT_WHAT_IT_SAYS


async def _remove(request: Request, barrier: str) -> dict[str, Any]:
    await read_form(request, words(request))
    return await change(
        request, "barriers", "remove_file", RemoveFile(barrier, request.path_params["file"])
    )


async def _of_draft(request: Request, form: Form, status: int = 200) -> Response:
    council_of(request)
    page = BY_SLUG["files"]
    draft = await request.app.state.platform.ask(
        request, "barriers", "draft", GetDraft(request.path_params["draft"])
    )
    address = f"/barriers/report/{draft['id']}"
    back = request.query_params.get("back") == CHECK
    place = PAGES.index(page)
    context = {
        "form": form,
        "draft": draft,
        "number": place + 1,
        "total": len(PAGES) + 1,
        "action": f"{address}/files",
        "before": f"{address}/{CHECK if back else PAGES[place - 1].slug}",
        "following": f"{address}/{CHECK if back else after(page)}",
    }
    return render(request, "barriers/report/files.html", context, status)


async def _of_barrier(request: Request, form: Form, status: int = 200) -> Response:
    """For the council that reported it.

    Raises:
        NotAllowed: it was another.
    """
    number = request.path_params["number"]
    found = await request.app.state.platform.ask(request, "barriers", "files", ListFiles(number))
    if not found["may_add"]:
        raise NotAllowed
    context = {
        "form": form,
        "draft": {"id": number, "files": found["files"]},
        "action": f"/barriers/{number}/files",
        "before": f"/barriers/{number}",
        "following": f"/barriers/{number}",
    }
    return render(request, "barriers/report/files.html", context, status)


def _with_back(request: Request, address: str) -> str:
    return f"{address}?back={CHECK}" if request.query_params.get("back") == CHECK else address


routes = [
    # Before the pages of a report, one of which has this name.
    Route("/barriers/report/{draft}/files", of_draft, methods=["GET"]),
    Route("/barriers/report/{draft}/files", add_to_draft, methods=["POST"]),
    Route("/barriers/report/{draft}/files/{file}/remove", remove_from_draft, methods=["POST"]),
    Route("/barriers/{number}/files", of_barrier, methods=["GET"]),
    Route("/barriers/{number}/files", add_to_barrier, methods=["POST"]),
    Route("/barriers/{number}/files/{file}", download, methods=["GET"]),
    Route("/barriers/{number}/files/{file}/remove", remove_from_barrier, methods=["POST"]),
]
