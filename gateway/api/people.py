"""The people who may sign in."""

from contracts.accounts.messages import DisablePerson, ListPeople, People, Person, RegisterPerson
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "GET",
        "/people",
        "List people",
        service="accounts",
        rpc="people",
        request=ListPeople,
        reply=People,
        description="An administrator sees everybody, a council's people their own council's.",
    ),
    Operation(
        "POST",
        "/people",
        "Register a person",
        description="An administrator registers anybody, a lead people of their own council.",
        service="accounts",
        rpc="register_person",
        request=RegisterPerson,
        reply=Person,
        access="lead-or-administrator",
        status=201,
        example={
            "email": "sam@council.example.org",
            "name": "Sam Reed",
            "organisation": "DUR",
            "role": "officer",
            "password": "a long password",
        },
    ),
    Operation(
        "DELETE",
        "/people/{person}",
        "Disable a person",
        service="accounts",
        rpc="disable_person",
        request=DisablePerson,
        reply=Person,
        access="lead-or-administrator",
        version="version",
        description="They can sign in no more, and all their sessions end.",
    ),
]
