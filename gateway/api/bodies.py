"""The bodies that can change what is in councils' way."""

from contracts.accounts.bodies import (
    Bodies,
    Body,
    ChangeBody,
    GetBody,
    ListBodies,
    RegisterBody,
)
from gateway import reads
from gateway.api.operations import Operation

DWP = {
    "name": {
        "en": "Department for Work and Pensions",
        "cy": "Yr Adran Gwaith a Phensiynau",
    },
    "kind": "department",
    "stands_for": "dwp",
}

OPERATIONS = [
    Operation(
        "GET",
        "/bodies",
        "List bodies",
        service="accounts",
        rpc="bodies",
        request=ListBodies,
        reply=Bodies,
        access="anyone",
        shared=reads.BODIES,
        description="In order of id, page by page; those that have ended too, unless asked.",
    ),
    Operation(
        "POST",
        "/bodies",
        "Register a body",
        service="accounts",
        rpc="register_body",
        request=RegisterBody,
        reply=Body,
        access="administrator",
        status=201,
        location="/bodies/{id}",
        drops=(reads.BODIES,),
        description=(
            "A department, a regulator, an NHS trust: register its people as responders, and it can"
            " answer barriers. `stands_for` is the id of the taxonomy's body that it is, or is one"
            " of."
        ),
        example={"id": "dwp", **DWP},
    ),
    Operation(
        "GET",
        "/bodies/{body}",
        "Read a body",
        service="accounts",
        rpc="body",
        request=GetBody,
        reply=Body,
        access="anyone",
        etag="version",
        shared=reads.BODIES,
    ),
    Operation(
        "PUT",
        "/bodies/{body}",
        "Change a body",
        service="accounts",
        rpc="change_body",
        request=ChangeBody,
        reply=Body,
        access="administrator",
        version="version",
        etag="version",
        drops=(reads.BODIES,),
        description=(
            "Takes the whole of what is to be said of it. With `ended`, its people are signed out"
            " and no barrier is put to it any more."
        ),
        example={**DWP, "ended": True},
    ),
]
