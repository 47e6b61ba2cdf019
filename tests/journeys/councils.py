"""Councils that exist for one test alone, so that tests can share a platform."""

import secrets
import string
from collections.abc import Callable
from dataclasses import dataclass

import httpx

REGISTER = (
    "local-authority-code,official-name,nice-name,gss-code,start-date,end-date,replaced-by,nation,"
    "region,local-authority-type,local-authority-type-name,county-la,combined-authority,"
    "current-authority,area,pop-2020,lat,long"
)


def row(code: str, **differing: str) -> str:
    """A line of the register for a council of that code."""
    cells = {
        "local-authority-code": code,
        "official-name": f"{code} Council",
        "nice-name": code.title(),
        "start-date": "2009-04-01",
        "nation": "England",
        "region": "North East",
        "local-authority-type": "UA",
        "local-authority-type-name": "Unitary authority",
        "current-authority": "True",
        "area": "120.0",
        "pop-2020": "250000.0",
        "lat": "54.7",
        "long": "-1.5",
        **differing,
    }
    return ",".join(cells.get(name, "") for name in REGISTER.split(","))


def register(*rows: str) -> bytes:
    return "\n".join([REGISTER, *rows, ""]).encode()


def new_code() -> str:
    """A code that no council of the register has."""
    return "Z" + "".join(secrets.choice(string.ascii_uppercase) for _ in range(7))


@dataclass
class Council:
    """A council with an officer and a lead who are signed in."""

    code: str
    officer: httpx.Client
    lead: httpx.Client


def found(administrator: httpx.Client, sign_in: Callable[[str, str], httpx.Client]) -> Council:
    """Registers a council and its people over the API."""
    code = new_code()
    imported = administrator.post(
        "/councils/imports", content=register(row(code)), headers={"content-type": "text/csv"}
    )
    assert imported.status_code == 200, imported.text
    clients = {}
    for role in ("officer", "lead"):
        email, password = f"{role}@{code.lower()}.example.org", secrets.token_urlsafe(16)
        registered = administrator.post(
            "/people",
            json={
                "email": email,
                "name": f"The {role} of {code}",
                "organisation": code,
                "role": role,
                "password": password,
            },
        )
        assert registered.status_code == 201, registered.text
        clients[role] = sign_in(email, password)
    return Council(code, clients["officer"], clients["lead"])
