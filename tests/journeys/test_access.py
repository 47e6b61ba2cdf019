"""Who may do what: every operation of the API, tried by every kind of caller.

The walk goes through the gateway to the service that owns the object, which decides.
"""

import secrets
import time
from typing import Any

import httpx
import pytest

from gateway.api import OPERATIONS
from gateway.api.operations import Operation
from tests.journeys.councils import Council, found, register, row

CALLERS = (
    "anonymous",
    "officer",
    "lead",
    "neighbour",
    "rival",
    "analyst",
    "administrator",
    "responder",
)
"""`officer` and `lead` are of the council whose object it is, `neighbour` is another's officer and
`rival` its lead: what only a lead may do is refused to a neighbour for the role alone. `responder`
is of the body that the barrier was put to."""

TABLE = {
    # "+" may (whatever comes of it), "1" has to sign in, "3" may not
    "post /sessions": "++++++++",
    "delete /sessions/current": "++++++++",
    "post /sign-in-links": "++++++++",
    "get /sign-in-links/{secret}": "++++++++",
    "post /sign-in-links/{secret}": "++++++++",
    "post /people/{person}/invitations": "13+333+3",
    "get /me": "1+++++++",
    "get /councils": "++++++++",
    "get /councils/{code}": "++++++++",
    "post /councils/imports": "133333+3",
    "get /bodies": "++++++++",
    "post /bodies": "133333+3",
    "get /bodies/{body}": "++++++++",
    "put /bodies/{body}": "133333+3",
    "get /mails": "133333+3",
    "post /mails/returned": "133333+3",
    "get /people": "1++++++3",
    "post /people": "13+333+3",
    "delete /people/{person}": "13+333+3",
    "get /keys": "13+3+3+3",
    "post /keys": "13+333+3",
    "delete /keys/{key}": "13+333+3",
    "get /models/current": "++++++++",
    "get /models/{version}": "++++++++",
    "post /models": "133333+3",
    "get /councils/{council}/assessment": "1++33+33",
    "get /councils/{council}/assessment/answers/{characteristic}": "1++33+33",
    "put /councils/{council}/assessment/answers/{characteristic}": "1++33333",
    "post /councils/{council}/assessment/submissions": "13+33333",
    "post /councils/{council}/assessment/reopenings": "13+33333",
    "get /councils/{council}/journey": "1++33+33",
    "get /councils/{council}/steps/{characteristic}": "1++33+33",
    "get /councils/{council}/comparisons/{characteristic}": "1++33333",
    "get /councils/{council}/peers/{characteristic}": "1++33+33",
    "get /councils/{council}/help-offer": "1++33+33",
    "put /councils/{council}/help-offer": "13+33333",
    "delete /councils/{council}/help-offer": "13+33333",
    "get /resources": "++++++++",
    "get /resources/{resource}": "++++++++",
    "post /resources": "133333+3",
    "get /taxonomy": "++++++++",
    "put /taxonomy": "133333+3",
    "get /barriers": "1+++++++",
    "post /barriers": "1++33333",
    "get /barriers/similar": "1+++++++",
    "get /barriers/{barrier}": "1+++++++",
    "put /barriers/{barrier}/support": "1++33333",
    "delete /barriers/{barrier}/support": "1++33333",
    "post /barriers/{barrier}/acknowledgements": "13333+33",
    "post /barriers/{barrier}/take-ups": "13333+33",
    "post /barriers/{barrier}/assignments": "13333+33",
    "post /barriers/{barrier}/letters": "13333+33",
    "post /barriers/{barrier}/facts": "13333+33",
    "post /barriers/{barrier}/escalations": "13333+33",
    "post /barriers/{barrier}/resolutions": "13333+33",
    "post /barriers/{barrier}/closings": "13333+33",
    "post /barriers/{barrier}/answers": "1333333+",
    "post /barriers/{barrier}/fact-requests": "1333333+",
    "post /barriers/{barrier}/reopenings": "1+++++33",
    "post /barriers/{barrier}/appeals": "13+3+333",
    "get /barriers/{barrier}/case": "13333+3+",
    "get /barriers/{barrier}/together": "1+++++++",
    "get /barriers/{barrier}/workarounds": "1+++++++",
    "post /barriers/{barrier}/workarounds": "1++33333",
    "get /workarounds/{workaround}": "1+++++++",
    "delete /workarounds/{workaround}": "1++33333",
    "put /workarounds/{workaround}/mark": "1++33333",
    "delete /workarounds/{workaround}/mark": "1++33333",
    "put /workarounds/{workaround}/visibility": "13333+33",
    "get /barriers/{barrier}/group": "1+++++++",
    "post /barriers/{barrier}/group": "13+33333",
    "put /barriers/{barrier}/group/membership": "13+33333",
    "put /barriers/{barrier}/group/lead": "13+33333",
    "put /barriers/{barrier}/group/purpose": "1++33333",
    "put /barriers/{barrier}/group/contact": "1++33333",
    # The lead has become the contact, whom an officer can't remove.
    "delete /barriers/{barrier}/group/contact": "13+33333",
    "put /barriers/{barrier}/group/meeting": "1++33333",
    "delete /barriers/{barrier}/group/meeting": "1++33333",
    "post /barriers/{barrier}/group/notes": "1++33333",
    "delete /barriers/{barrier}/group/notes/{note}": "1+++++33",
    "delete /barriers/{barrier}/group/membership": "1++33333",
    "get /barriers/{barrier}/questions": "1+++++++",
    "post /barriers/{barrier}/questions": "1++33333",
    "get /questions/{question}": "1+++++++",
    "post /questions/{question}/answers": "1+++++3+",
    "put /questions/{question}/settled": "1++33333",
    "put /questions/{question}/visibility": "13333+33",
    "get /barriers/{barrier}/links": "1+++++++",
    "post /barriers/{barrier}/links": "1+++++33",
    "delete /links/{link}": "1++33+33",
    "get /links": "1+++++++",
    "get /sector/barriers": "++++++++",
    "get /sector/standing": "++++++++",
    "get /sector/live": "++++++++",
    "post /figures": "133333+3",
    "get /events": "1+++++++",
    "get /events/live": "1+++++++",
    "get /news": "1+++++++",
    "put /news/seen": "1+++++++",
    "get /preferences": "1+++++++",
    "put /preferences": "1+++++++",
    "get /unsubscriptions/{secret}": "++++++++",
    "post /unsubscriptions/{secret}": "++++++++",
    # Somebody else's webhook is not there: they are told that there is none.
    "get /webhooks": "1+++++++",
    "post /webhooks": "13+3++++",
    "get /webhooks/{webhook}": "1+++++++",
    "put /webhooks/{webhook}": "13++++3+",
    "delete /webhooks/{webhook}": "13++++++",
    "post /webhooks/{webhook}/verifications": "13++++3+",
    "put /webhooks/{webhook}/pause": "13++++++",
    "delete /webhooks/{webhook}/pause": "13++++3+",
    "post /webhooks/{webhook}/secrets": "13++++3+",
    "post /webhooks/{webhook}/tests": "13++++3+",
    "post /webhooks/{webhook}/replays": "13++++3+",
    "post /webhooks/{webhook}/skips": "13++++3+",
    "get /webhooks/{webhook}/deliveries": "1+++++++",
    "get /webhooks/{webhook}/deliveries/{delivery}": "1+++++++",
    "post /webhooks/{webhook}/deliveries/{delivery}/resends": "13++++3+",
    "get /parked": "133333+3",
    "get /parked/{service}": "133333+3",
    "get /parked/{service}/{event}": "133333+3",
    "post /parked/{service}/{event}/retries": "133333+3",
    "post /parked/{service}/{event}/discards": "133333+3",
    # A draft is not there for others: they are told that there is none.
    "get /barriers/drafts": "1++++333",
    "post /barriers/drafts": "1++33333",
    "get /barriers/drafts/{draft}": "1+++++++",
    "put /barriers/drafts/{draft}": "1++++333",
    "delete /barriers/drafts/{draft}": "1+++++++",
    "get /barriers/drafts/{draft}/check": "1+++++++",
    "post /barriers/drafts/{draft}/sending": "1++++333",
    "post /barriers/{barrier}/openings": "1333+333",
    # It is the neighbour's barrier, who is not named: others are told that it has no such file.
    "get /barriers/{barrier}/files": "1+++++++",
    "post /barriers/{barrier}/files": "133++333",
    "get /barriers/{barrier}/files/{file}": "1+++++++",
    "delete /barriers/{barrier}/files/{file}": "1+++++++",
    "get /barriers/{barrier}/releases": "1+++++++",
    "put /barriers/{barrier}/releases/{measure}": "1++33333",
    "delete /barriers/{barrier}/releases/{measure}": "1++33333",
    "get /barriers/{barrier}/history": "1+++++++",
    "get /barriers/{barrier}/moderation": "1+++++++",
    "post /barriers/{barrier}/redaction-previews": "13333+33",
    "post /barriers/{barrier}/redactions": "13333+33",
    "post /barriers/{barrier}/flags": "1+++++++",
    "get /flags": "13333+33",
    "get /flags/{flag}": "13333+33",
    "post /flags/{flag}/settlements": "13333+33",
    "get /barriers/{barrier}/notes": "13333+33",
    "post /barriers/{barrier}/notes": "13333+33",
    "delete /barriers/{barrier}/notes/{note}": "13333+33",
    "put /barriers/{barrier}/support/words": "1++33333",
    "get /barriers/{barrier}/voices": "1+++++++",
    "put /barriers/{barrier}/watch": "1++33333",
    "delete /barriers/{barrier}/watch": "1++33333",
    "get /barriers/news": "1++++333",
    "put /barriers/news/read": "1++++333",
    "get /barriers/{barrier}/merge-preview": "13333+33",
    "put /barriers/{barrier}/merge": "13333+33",
    "delete /barriers/{barrier}/merge": "13333+33",
    "put /barriers/{barrier}/merge/objection": "1++33333",
    "put /barriers/{barrier}/merge/objections/{council}/answer": "13333+33",
}

RELEASED = {
    "low": 1,
    "high": 2,
    "confidence": "low",
    "method": "Guessed",
    "owner": "A walker",
    "as_of": "2026-01-31",
    "basis": "estimated",
    "through": "workaround",
}
BARRIER = {"title": "Two systems", "story": "They do not talk.", "kind": "legal", "named": False}

WEBHOOK = {"url": "http://127.0.0.1:9/nobody-listens", "label": "A walk"}

BODY = {"name": {"en": "Another name", "cy": "Enw arall"}, "kind": "department"}

CASEWORK = {
    "assignments": {"person": "somebody", "name": "Nia"},
    "letters": {"body": "dwp", "letter": "Please change it."},
    "answers": {"answer": "We will."},
    "fact-requests": {"question": "How many?"},
    "facts": {"facts": "Four."},
    "escalations": {"to": "The minister", "why": "No answer came."},
    "resolutions": {"way": "workaround-found", "evidence": "A joint notice."},
    "closings": {"reason": "out-of-scope", "why": "Nobody here can change it."},
    "reopenings": {"why": "It is there again."},
    "appeals": {"why": "The answer is about something else."},
}

Setting = dict[str, Any]


@pytest.fixture(scope="module")
def setting(administrator, analyst, responder, sign_in, nobody) -> Setting:
    """Two councils with their people, and something of the first one's for each address."""
    ours, theirs = found(administrator, sign_in), found(administrator, sign_in)
    barrier = theirs.officer.post("/barriers", json=BARRIER)
    assert barrier.status_code == 201, barrier.text
    _put(analyst, barrier.json()["id"], "dwp")
    draft = ours.officer.post("/barriers/drafts", json={"typed": {"title": "Not yet"}})
    assert draft.status_code == 201, draft.text
    together = _begun_together(ours, barrier.json()["id"])
    person = ours.lead.get("/people").json()["people"][0]["id"]
    key = ours.lead.post("/keys", json=_key(ours)).json()["id"]
    webhook = ours.lead.post("/webhooks", json=WEBHOOK).json()["webhook"]["id"]
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
            "responder": responder,
        },
        "path": {
            "council": ours.code,
            "code": ours.code,
            **together,
            "body": "dwp",
            "characteristic": "leadership",
            "barrier": barrier.json()["id"],
            "measure": "money",
            "flag": "nothing-that-was-reported",
            "note": "nothing-that-was-noted",
            "version": "1",
            "resource": resource,
            "person": person,
            "key": key,
            "draft": draft.json()["id"],
            "webhook": webhook,
            "delivery": "nothing-that-was-posted",
            "secret": "nobodys-link",
            "file": "no-such-file",
            "service": "reporting",
            "event": "nothing-that-is-parked",
        },
    }


def _put(analyst: httpx.Client, barrier: str, body: str) -> None:
    """An analyst takes the barrier up and puts it to the body."""
    letter = {"body": body, "letter": "May they tell councils?"}
    for noun, said in (("acknowledgements", {}), ("take-ups", {}), ("letters", letter)):
        version = {"if-match": analyst.get(f"/barriers/{barrier}").headers["etag"]}
        done = analyst.post(f"/barriers/{barrier}/{noun}", json=said, headers=version)
        assert done.status_code == 201, done.text


def _begun_together(council: Council, barrier: str) -> dict[str, str]:
    """What a council adds to another's barrier: a workaround, a group, a question and a link."""
    other = council.officer.post("/barriers", json=BARRIER).json()["id"]
    begun = {"workaround": "workarounds", "question": "questions", "link": "links"}
    sent = {
        "workarounds": {"title": "A form", "text": "Ask once."},
        "questions": {"text": "Who has tried it?"},
        "links": {"feeds": other, "why": "It takes the staff."},
        "group": {"purpose": "Change the form"},
    }
    made = {
        noun: council.lead.post(f"/barriers/{barrier}/{noun}", json=body)
        for noun, body in sent.items()
    }
    assert {answer.status_code for answer in made.values()} == {201}, made
    return {"other": other} | {name: made[noun].json()["id"] for name, noun in begun.items()}


def _key(council: Council) -> dict[str, str]:
    return {"label": "A walk", "organisation": council.code, "role": "officer"}


def _request(operation: Operation, setting: Setting) -> dict[str, Any]:
    """A request whose content is right, and which changes nothing that a later step needs."""
    council = setting["ours"]
    bodies: dict[str, dict[str, Any]] = {
        "post /sessions": {"json": {"email": "nobody@example.org", "password": "no password"}},
        "post /sign-in-links": {"json": {"email": "nobody@example.org"}},
        "post /sign-in-links/{secret}": {"json": {"password": "a password to walk with"}},
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
        "post /bodies": {"json": {**BODY, "id": "dwp"}},
        "put /bodies/{body}": {"json": BODY, "headers": {"if-match": '"999"'}},
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
        "put /barriers/{barrier}/releases/{measure}": {
            "json": {**RELEASED, "council": council.code}
        },
        "delete /barriers/{barrier}/releases/{measure}": {"params": {"council": council.code}},
        "post /barriers/{barrier}/redaction-previews": {"json": {"passages": ["Two systems"]}},
        # In no text: whoever may is told so.
        "post /barriers/{barrier}/redactions": {
            "json": {"passages": ["nobody's words"], "reason": "other"},
            "headers": {"if-match": '"1"'},
        },
        "post /barriers/{barrier}/flags": {
            "json": {"kind": "workaround", "object": "there-is-none", "reason": "spam"}
        },
        "post /flags/{flag}/settlements": {
            "json": {"settlement": "dismissed", "why": "To walk past all doors."}
        },
        "post /webhooks": {"json": WEBHOOK},
        "put /webhooks/{webhook}": {
            "json": {**WEBHOOK, "events": ["barriers.#"]},
            "headers": {"if-match": '"999"'},
        },
        "delete /webhooks/{webhook}": {"headers": {"if-match": '"999"'}},
        "post /webhooks/{webhook}/secrets": {"json": {}, "headers": {"if-match": '"999"'}},
        "post /webhooks/{webhook}/tests": {"json": {}},
        "post /mails/returned": {"json": {"address": "nobody@example.org"}},
        "put /preferences": {"json": {}, "headers": {"if-match": '"999"'}},
        "post /webhooks/{webhook}/replays": {"json": {"after": "beginning"}},
        "post /barriers/{barrier}/notes": {"json": {"text": "A walker came by."}},
        **_together(council, setting["path"]),
        "put /barriers/{barrier}/support": {"json": {"council": council.code}},
        "delete /barriers/{barrier}/support": {"params": {"council": council.code}},
        "put /barriers/{barrier}/support/words": {"json": {"council": council.code}},
        "put /barriers/{barrier}/watch": {"json": {"council": council.code}},
        "delete /barriers/{barrier}/watch": {"params": {"council": council.code}},
        "get /barriers/{barrier}/merge-preview": {"params": {"into": setting["path"]["barrier"]}},
        "put /barriers/{barrier}/merge": {
            "json": {"into": "WB-0000-000", "why": "It is the same."}
        },
        "put /barriers/{barrier}/merge/objection": {
            "json": {"council": council.code, "reason": "It is not the same."}
        },
        "put /barriers/{barrier}/merge/objections/{council}/answer": {"json": {"answer": "It is."}},
    }
    # Without the version that was read: who may is asked for it.
    given = CASEWORK.get(operation.path.removeprefix("/barriers/{barrier}/"))
    return {"json": given} if given else bodies.get(operation.name, {})


def _together(council: Council, path: dict[str, str]) -> dict[str, dict[str, Any]]:
    code, why = {"council": council.code}, "To walk past all doors."
    group = "/barriers/{barrier}/group"
    bodies: dict[str, dict[str, Any]] = {
        "post /barriers/{barrier}/workarounds": {"title": "A form", "text": "Ask.", **code},
        "put /workarounds/{workaround}/mark": {"worked": True, **code},
        "put /workarounds/{workaround}/visibility": {"hidden": False, "why": why},
        f"post {group}": {"purpose": "Change the form", **code},
        f"put {group}/membership": code,
        f"put {group}/lead": {"to": council.code},
        f"put {group}/purpose": {"purpose": "Change all forms"},
        f"put {group}/meeting": {"at": "2099-01-04T14:00:00+00:00", "place": "Online"},
        f"post {group}/notes": {"agreed": "2026-01-04", "text": "We walk."},
        "post /barriers/{barrier}/questions": {"text": "Who?", **code},
        "post /questions/{question}/answers": {"text": "We."},
        "put /questions/{question}/settled": {"answered": True},
        "put /questions/{question}/visibility": {"hidden": False, "why": why},
        "post /barriers/{barrier}/links": {"feeds": path["other"], "why": "So."},
    }
    return {name: {"json": body} for name, body in bodies.items()} | {
        "delete /workarounds/{workaround}/mark": {"params": code},
        f"delete {group}/membership": {"params": code},
    }


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


def test_who_answered_for_a_body_that_ended_does_so_no_more(administrator, sign_in):
    body, password = f"body-{secrets.token_hex(4)}", secrets.token_urlsafe(16)
    administrator.post("/bodies", json={**BODY, "id": body}).raise_for_status()
    person = {
        "email": f"responder@{body}.example.org",
        "name": "Somebody",
        "organisation": body,
        "role": "responder",
        "password": password,
    }
    administrator.post("/people", json=person).raise_for_status()
    client = sign_in(person["email"], password)
    assert client.get("/me").json()["organisation"] == body
    ended = administrator.put(
        f"/bodies/{body}", json={**BODY, "ended": True}, headers={"if-match": '"1"'}
    )
    ended.raise_for_status()
    assert _once_refused(client)["type"] == "/problems/body-answers-no-more"
    assert client.delete("/sessions/current").status_code == 204


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
