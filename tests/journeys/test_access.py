"""Who may do what: every operation of the API, tried by every kind of caller.

The walk goes through the gateway to the service that owns the object, which decides.
"""

import time
from typing import Any

import httpx
import pytest

from gateway.api import OPERATIONS
from gateway.api.operations import Operation
from tests.journeys.councils import Council, found, register, row

CALLERS = ("anonymous", "officer", "lead", "neighbour", "rival", "analyst", "administrator")
"""`officer` and `lead` are of the council whose object it is, `neighbour` is another's officer and
`rival` its lead: what only a lead may do is refused to a neighbour for the role alone."""

TABLE = {
    # "+" may (whatever comes of it), "1" has to sign in, "3" may not
    "post /sessions": "+++++++",
    "delete /sessions/current": "+++++++",
    "get /me": "1++++++",
    "get /councils": "+++++++",
    "get /councils/{code}": "+++++++",
    "post /councils/imports": "133333+",
    "get /people": "1++++3+",
    "post /people": "13+333+",
    "delete /people/{person}": "13+333+",
    "get /keys": "13+3+3+",
    "post /keys": "13+333+",
    "delete /keys/{key}": "13+333+",
    "get /models/current": "+++++++",
    "get /models/{version}": "+++++++",
    "post /models": "133333+",
    "get /councils/{council}/assessment": "1++33+3",
    "get /councils/{council}/assessment/answers/{characteristic}": "1++33+3",
    "put /councils/{council}/assessment/answers/{characteristic}": "1++3333",
    "post /councils/{council}/assessment/submissions": "13+3333",
    "post /councils/{council}/assessment/reopenings": "13+3333",
    "get /councils/{council}/journey": "1++33+3",
    "get /councils/{council}/steps/{characteristic}": "1++33+3",
    "get /councils/{council}/comparisons/{characteristic}": "1++3333",
    "get /councils/{council}/peers/{characteristic}": "1++33+3",
    "get /councils/{council}/help-offer": "1++33+3",
    "put /councils/{council}/help-offer": "13+3333",
    "delete /councils/{council}/help-offer": "13+3333",
    "get /resources": "+++++++",
    "get /resources/{resource}": "+++++++",
    "post /resources": "133333+",
    "get /taxonomy": "+++++++",
    "put /taxonomy": "133333+",
    # A draft is not there for others: they are told that there is none.
    "get /barriers/drafts": "1++++33",
    "post /barriers/drafts": "1++3333",
    "get /barriers/drafts/{draft}": "1++++++",
    "put /barriers/drafts/{draft}": "1++++33",
    "delete /barriers/drafts/{draft}": "1++++++",
    "get /barriers/drafts/{draft}/check": "1++++++",
    "post /barriers/drafts/{draft}/sending": "1++++33",
    "get /barriers": "1++++++",
    "post /barriers": "1++3333",
    "get /barriers/similar": "1++++++",
    "get /barriers/{barrier}": "1++++++",
    "put /barriers/{barrier}/support": "1++3333",
    "delete /barriers/{barrier}/support": "1++3333",
    "post /barriers/{barrier}/openings": "1333+33",
    "post /barriers/{barrier}/acknowledgements": "13333+3",
    # It is the neighbour's barrier, who is not named: others are told that it has no such file.
    "get /barriers/{barrier}/files": "1++++++",
    "post /barriers/{barrier}/files": "133++33",
    "get /barriers/{barrier}/files/{file}": "1++++++",
    "delete /barriers/{barrier}/files/{file}": "1++++++",
    "get /sector/barriers": "+++++++",
    "get /sector/standing": "+++++++",
    "get /sector/live": "+++++++",
    "post /figures": "133333+",
    "get /parked": "133333+",
    "get /parked/{service}": "133333+",
    "get /parked/{service}/{event}": "133333+",
    "post /parked/{service}/{event}/retries": "133333+",
    "post /parked/{service}/{event}/discards": "133333+",
}

BARRIER = {"title": "Two systems", "story": "They do not talk.", "kind": "legal", "named": False}

Setting = dict[str, Any]


@pytest.fixture(scope="module")
def setting(administrator, analyst, sign_in, nobody) -> Setting:
    """Two councils with their people, and something of the first one's for each address."""
    ours, theirs = found(administrator, sign_in), found(administrator, sign_in)
    barrier = theirs.officer.post("/barriers", json=BARRIER)
    assert barrier.status_code == 201, barrier.text
    draft = ours.officer.post("/barriers/drafts", json={"typed": {"title": "Not yet"}})
    assert draft.status_code == 201, draft.text
    person = ours.lead.get("/people").json()["people"][0]["id"]
    key = ours.lead.post("/keys", json=_key(ours)).json()["id"]
    resource = nobody.get("/resources?limit=1").json()["resources"][0]["id"]
    return {
        "ours": ours,
        "clients": {
            "anonymous": nobody,
            "officer": ours.officer,
            "lead": ours.lead,
            "neighbour": theirs.officer,
            "rival": theirs.lead,
            "analyst": analyst,
            "administrator": administrator,
        },
        "path": {
            "council": ours.code,
            "code": ours.code,
            "characteristic": "leadership",
            "barrier": barrier.json()["id"],
            "version": "1",
            "resource": resource,
            "person": person,
            "key": key,
            "draft": draft.json()["id"],
            "file": "no-such-file",
            "service": "reporting",
            "event": "nothing-that-is-parked",
        },
    }


def _key(council: Council) -> dict[str, str]:
    return {"label": "A walk", "organisation": council.code, "role": "officer"}


def _request(operation: Operation, setting: Setting) -> dict[str, Any]:
    """A request whose content is right, and which changes nothing that a later step needs."""
    council = setting["ours"]
    bodies: dict[str, dict[str, Any]] = {
        "post /sessions": {"json": {"email": "nobody@example.org", "password": "no password"}},
        "post /councils/imports": {"json": {"register": "not a register"}},
        "post /people": {
            "json": {
                "email": "walker@example.org",
                "name": "A walker",
                "organisation": council.code,
                "role": "officer",
                "password": "a password to walk with",
            }
        },
        # A version that nobody has: whoever may is told so, and stays.
        "delete /people/{person}": {"headers": {"if-match": '"999"'}},
        "post /keys": {"json": _key(council)},
        "post /models": {"json": {"document": "not a model"}},
        "put /councils/{council}/assessment/answers/{characteristic}": {
            "json": {"kind": "dont-know"}
        },
        "put /councils/{council}/help-offer": {"json": {"characteristics": [], "capacity": 1}},
        "post /resources": {"json": {"document": "not resources"}},
        "put /taxonomy": {"json": {"document": "not a taxonomy"}},
        "post /barriers": {"json": {**BARRIER, "council": council.code}},
        "post /barriers/drafts": {"json": {"council": council.code, "typed": {}}},
        "put /barriers/drafts/{draft}": {"json": {"typed": {"title": "Still not"}}},
        "post /barriers/drafts/{draft}/sending": {"json": {}},
        "post /barriers/{barrier}/openings": {"json": {}},
        "post /barriers/{barrier}/files": {"json": {"name": "a.exe", "content": "QQ=="}},
        "post /parked/{service}/{event}/discards": {"json": {"why": "To walk past all doors."}},
        "get /barriers/similar": {"params": {"text": "systems that do not talk"}},
        "put /barriers/{barrier}/support": {"json": {"council": council.code}},
        "delete /barriers/{barrier}/support": {"params": {"council": council.code}},
    }
    return bodies.get(operation.name, {})


def _status(client: httpx.Client, operation: Operation, setting: Setting) -> int:
    address = operation.path.format_map(setting["path"])
    request = _request(operation, setting)
    with client.stream(operation.method, address, **request) as answer:
        return answer.status_code


def test_the_table_has_every_operation():
    assert set(TABLE) == {operation.name for operation in OPERATIONS}
    assert all(len(row) == len(CALLERS) for row in TABLE.values())


WALK = [
    pytest.param(operation, caller, verdict, id=f"{operation.name} by {caller}")
    for operation in OPERATIONS
    if operation.name != "delete /sessions/current"
    for caller, verdict in zip(CALLERS, TABLE.get(operation.name, ""), strict=False)
]


@pytest.mark.parametrize(("operation", "caller", "verdict"), WALK)
def test_each_operation_is_for_those_it_is_meant_for(
    setting: Setting, operation: Operation, caller: str, verdict: str
):
    status = _status(setting["clients"][caller], operation, setting)
    if verdict == "+":
        # Wrong credentials are what the walk brings to signing in.
        allowed = {401} if operation.name == "post /sessions" else set()
        assert status not in {401, 403} - allowed
        assert status < 500
    else:
        assert status == {"1": 401, "3": 403}[verdict]


def test_who_acted_for_a_council_that_ended_does_so_no_more(administrator, sign_in):
    council, successor = found(administrator, sign_in), found(administrator, sign_in)
    for client in (council.officer, council.lead):
        assert client.get("/me").status_code == 200
    ended = {
        "end-date": "2023-03-31",
        "replaced-by": successor.code,
        "current-authority": "False",
    }
    administrator.post(
        "/councils/imports",
        content=register(row(council.code, **ended)),
        headers={"content-type": "text/csv"},
    ).raise_for_status()
    for client in (council.officer, council.lead):
        refused = _once_refused(client)
        assert refused["type"] == "/problems/council-acts-no-more"
        assert refused["successors"] == [successor.code]
    assert council.lead.delete("/sessions/current").status_code == 204
    assert successor.lead.get("/me").status_code == 200


def _once_refused(client: httpx.Client) -> dict[str, Any]:
    """The refusal that comes well before an identity is asked about anyway, after a minute."""
    deadline = time.monotonic() + 10
    while (answer := client.get("/me")).status_code == 200:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert answer.status_code == 403
    return dict(answer.json())


def test_who_signs_out_is_signed_out(setting: Setting):
    council = setting["ours"]
    assert council.officer.get("/me").status_code == 200
    assert council.officer.delete("/sessions/current").status_code == 204
    ended = council.officer.get("/me")
    assert ended.status_code == 401
    assert ended.json()["type"] == "/problems/session-ended"
