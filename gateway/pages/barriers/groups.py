"""The working group of a barrier: what it is for, who is in it, when it meets, what it agreed."""

from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.barriers.messages import (
    AddGroupNote,
    ArrangeMeeting,
    BecomeContact,
    BeginGroup,
    CancelMeeting,
    DescribeGroup,
    EndContact,
    GetBarrier,
    GetGroup,
    HandOverGroup,
    JoinGroup,
    LeaveGroup,
    RemoveGroupNote,
)
from contracts.errors import NotFound
from gateway import reads
from gateway.forms import Field, read_form
from gateway.languages import UK, later, words
from gateway.pages.barriers import forms
from gateway.pages.barriers.forms import Asked
from gateway.pages.barriers.names import council_names
from gateway.pages.visitors import council_of, own_council
from gateway.platform import Call, Platform, call, from_cache, identity_of, there
from gateway.templating import render

GROUP = "/barriers/{number}/group"

PURPOSE = {"purpose": Field(later("What it is for"), later("Say what the group is for"))}
BEGIN = Asked(
    "barriers/together/begin.html", "begin_group", BeginGroup, PURPOSE, GROUP + "?done=begun"
)
DESCRIBE = Asked("barriers/together/purpose.html", "describe_group", DescribeGroup, PURPOSE, GROUP)
LEAD = Asked(
    "barriers/together/lead.html",
    "hand_over_group",
    HandOverGroup,
    {"to": Field(later("The council"), later("Choose the council that leads from now on"))},
    GROUP + "?done=handed-over",
)
MEETING = Asked(
    "barriers/together/meeting.html",
    "arrange_meeting",
    ArrangeMeeting,
    {
        "at": Field(
            later("The day and time"),
            later("Enter a day that lies ahead and a time such as 14:30"),
            "at-day",
        ),
        "place": Field(later("The place"), later("Say where you meet, such as “online”")),
        "link": Field(
            later("The link"), later("Enter a web address that begins with https:// or http://")
        ),
    },
    GROUP + "?done=arranged",
)
NOTE = Asked(
    "barriers/together/note.html",
    "add_group_note",
    AddGroupNote,
    {
        "text": Field(later("What was agreed"), later("Say what was agreed")),
        "agreed": Field(
            later("The day"), later("Enter the day, which is today or before"), "agreed-day"
        ),
    },
    GROUP + "?done=noted",
)


async def group(request: Request) -> Response:
    found = await _found(request)
    return render(request, "barriers/together/group.html", found)


async def begin(request: Request) -> Response:
    council = council_of(request)
    if request.method == "GET":
        return await forms.show(request, BEGIN)
    form = await read_form(request, words(request))
    values = {**form.given("purpose"), "barrier": _number(request), "council": council}
    return await forms.send(request, BEGIN, form, values)


async def join(request: Request) -> Response:
    values = {"barrier": _number(request), "council": council_of(request)}
    to = GROUP + "?done=joined"
    return await forms.press(request, "join_group", JoinGroup, values, to)


async def leave(request: Request) -> Response:
    values = {"barrier": _number(request), "council": council_of(request)}
    to = GROUP + "?done=left"
    return await forms.press(request, "leave_group", LeaveGroup, values, to)


async def describe(request: Request) -> Response:
    if request.method == "GET":
        found = await _found(request)
        purpose = found["group"]["purpose"] if found["group"] else None
        return await forms.show(request, DESCRIBE, purpose=purpose)
    form = await read_form(request, words(request))
    values = {**form.given("purpose"), "barrier": _number(request)}
    return await forms.send(request, DESCRIBE, form, values)


async def hand_over(request: Request) -> Response:
    found = await _found(request)
    context = {"group": found["group"], "name": found["name"]}
    if request.method == "GET":
        return await forms.show(request, LEAD, context)
    form = await read_form(request, words(request))
    values = {**form.given("to"), "barrier": _number(request)}
    return await forms.send(request, LEAD, form, values, context)


async def become_contact(request: Request) -> Response:
    values = {"barrier": _number(request)}
    to = GROUP + "?done=contact"
    return await forms.press(request, "become_contact", BecomeContact, values, to)


async def end_contact(request: Request) -> Response:
    values = {"barrier": _number(request)}
    return await forms.press(request, "end_contact", EndContact, values, GROUP)


async def arrange(request: Request) -> Response:
    if request.method == "GET":
        return await forms.show(request, MEETING)
    form = await read_form(request, words(request))
    day, time = form.day("at"), form.time("time")
    values: dict[str, Any] = {**form.given("place", "link"), "barrier": _number(request)}
    if day and time:
        # A time that the clocks skip is read as an hour later, and one that comes twice as the
        # first.
        values["at"] = datetime.combine(day, time, UK).isoformat()
    return await forms.send(request, MEETING, form, values)


async def cancel(request: Request) -> Response:
    values = {"barrier": _number(request)}
    to = GROUP + "?done=cancelled"
    return await forms.press(request, "cancel_meeting", CancelMeeting, values, to)


async def note(request: Request) -> Response:
    if request.method == "GET":
        today = datetime.now(UK)
        day = {f"agreed-{part}": str(getattr(today, part)) for part in ("day", "month", "year")}
        return await forms.show(request, NOTE, None, **day)
    form = await read_form(request, words(request))
    values: dict[str, Any] = {**form.given("text"), "barrier": _number(request)}
    if agreed := form.day("agreed"):
        values["agreed"] = agreed.isoformat()
    return await forms.send(request, NOTE, form, values)


async def remove_note(request: Request) -> Response:
    values = {"barrier": _number(request), "note": request.path_params["note"]}
    return await forms.press(request, "remove_group_note", RemoveGroupNote, values, GROUP)


def _number(request: Request) -> str:
    return str(request.path_params["number"])


async def _found(request: Request) -> dict[str, Any]:
    """The group, and who looks at it; there may be none yet."""
    asked = call("barriers", "group", GetGroup(_number(request)))
    try:
        found = await _parts(request, group=asked)
    except NotFound as missing:
        if missing.code != "no-such-group":
            raise
        found = {"group": None, **await _parts(request)}
    return {
        "barrier": there(found["barrier"]),
        "group": there(found["group"]),
        "name": council_names(found["councils"]),
        "council": own_council(request),
        "role": identity_of(request).role,
    }


async def _parts(request: Request, **more: Call) -> dict[str, Any]:
    platform: Platform = request.app.state.platform
    return await platform.parts(
        request,
        barrier=call("barriers", "barrier", GetBarrier(_number(request))),
        councils=from_cache("accounts", reads.councils(request)),
        **more,
    )


routes = [
    Route(GROUP, group, methods=["GET"]),
    Route(GROUP + "/begin", begin, methods=["GET", "POST"]),
    Route(GROUP + "/join", join, methods=["POST"]),
    Route(GROUP + "/leave", leave, methods=["POST"]),
    Route(GROUP + "/purpose", describe, methods=["GET", "POST"]),
    Route(GROUP + "/lead", hand_over, methods=["GET", "POST"]),
    Route(GROUP + "/contact", become_contact, methods=["POST"]),
    Route(GROUP + "/contact/end", end_contact, methods=["POST"]),
    Route(GROUP + "/meeting", arrange, methods=["GET", "POST"]),
    Route(GROUP + "/meeting/cancel", cancel, methods=["POST"]),
    Route(GROUP + "/notes", note, methods=["GET", "POST"]),
    Route(GROUP + "/notes/{note}/remove", remove_note, methods=["POST"]),
]
