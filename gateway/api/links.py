"""Links by which people choose a password."""

from starlette.requests import Request
from starlette.responses import Response

from contracts.accounts import links as messages
from gateway import signing_in
from gateway.api.answering import json
from gateway.api.operations import Operation

ONE = "/sign-in-links/{secret}"


async def ask_new_password(request: Request, message: messages.AskNewPassword) -> Response:
    await signing_in.ask_new_password(request, message)
    return json({}, 202)


OPERATIONS = [
    Operation(
        "POST",
        "/sign-in-links",
        "Ask for a link to choose a new password",
        service="accounts",
        rpc="ask_new_password",
        request=messages.AskNewPassword,
        reply=messages.LinkAsked,
        access="anyone",
        status=202,
        answer=ask_new_password,
        description="The link goes to the address. The answer is the same whoever is registered.",
        example={"email": "amina.osei@camden.example.org"},
    ),
    Operation(
        "GET",
        ONE,
        "Read what a link is for",
        service="accounts",
        rpc="look_at_link",
        request=messages.LookAtLink,
        reply=messages.Link,
        access="anyone",
        description="Reading uses nothing up.",
    ),
    Operation(
        "POST",
        ONE,
        "Choose a password by a link",
        service="accounts",
        rpc="use_link",
        request=messages.UseLink,
        reply=messages.LinkUsed,
        access="anyone",
        description="Once. Whoever is signed in with the old password is so no more.",
        example={"password": "three words apart"},
    ),
    Operation(
        "POST",
        "/people/{person}/invitations",
        "Send a person the link for the first sign-in again",
        service="accounts",
        rpc="invite_again",
        request=messages.InviteAgain,
        reply=messages.Invited,
        access="lead-or-administrator",
        status=201,
        example={},
    ),
]
