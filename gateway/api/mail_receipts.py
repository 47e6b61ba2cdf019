"""Where GOV.UK Notify says what became of an e-mail; it brings the token that it was given.

No operation of the API: its form is Notify's, and it may grow without asking us.
"""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.errors import Invalid
from contracts.messages import load
from contracts.notifications.messages.mails import ReportReceipt
from gateway.api.answering import json
from gateway.problems import Malformed

OF_A_RECEIPT = ("reference", "to", "status")
LONGEST_TOKEN = 500


def routes() -> list[Route]:
    return [Route("/mail/receipts", receipt, methods=["POST"])]


async def receipt(request: Request) -> Response:
    told = await _told(request)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    secret = token.strip() if scheme.lower() == "bearer" else ""
    message = load(ReportReceipt, {**told, "secret": secret[:LONGEST_TOKEN]})
    platform = request.app.state.platform
    noted = await platform.ask(
        request, "notifications", "report_receipt", message, anonymously=True
    )
    return json(noted)


async def _told(request: Request) -> dict[str, Any]:
    """Raises Malformed, Invalid."""
    try:
        sent = orjson.loads(await request.body())
    except orjson.JSONDecodeError as error:
        raise Malformed(f"The body is not JSON: {error}.") from None
    if not isinstance(sent, dict):
        raise Invalid(details={"request": ["Must be an object."]})
    return {name: sent[name] for name in OF_A_RECEIPT if sent.get(name) is not None}
