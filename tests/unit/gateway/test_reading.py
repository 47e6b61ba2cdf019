"""What a client sends is checked before a service hears of it."""

import pytest

BARRIERS = "/api/v1/barriers"
ANSWER = "/api/v1/councils/DUR/assessment/answers/leadership"
BARRIER = {"title": "A title", "story": "A story.", "kind": "legal", "named": False}
SAVED = {
    "council": "DUR",
    "version": 4,
    "answers": [{"characteristic": "leadership", "kind": "dont-know", "revision": 3}],
}


@pytest.fixture(autouse=True)
def _barriers_answers(services):
    services.answers["barriers.raise_barrier"] = {"id": "b-1", "version": 1}
    services.answers["barriers.barriers"] = {"barriers": [], "next": None}
    services.answers["assessment.save_answer"] = SAVED


def test_a_right_request_reaches_the_service_with_the_callers_token(client, services, key):
    answer = client.post(BARRIERS, json=BARRIER, headers=key("officer"))
    assert answer.status_code == 201
    assert answer.headers["location"] == "/api/v1/barriers/b-1"
    assert answer.headers["etag"] == '"1"'
    assert services.last().method == "barriers.raise_barrier"
    assert services.last().token == "token of officer"
    assert services.last().correlation_id == answer.headers["x-correlation-id"]


def test_a_council_that_is_not_named_is_the_callers(client, services, key):
    client.post(BARRIERS, json=BARRIER, headers=key("officer"))
    assert services.last().message.council == "DUR"


def test_another_council_is_passed_on_for_the_service_to_judge(client, services, key):
    client.post(BARRIERS, json={**BARRIER, "council": "LBH"}, headers=key("officer"))
    assert services.last().message.council == "LBH"


def test_who_acts_for_no_council_can_raise_nothing(client, services, key):
    answer = client.post(BARRIERS, json=BARRIER, headers=key("analyst"))
    assert answer.status_code == 403
    assert services.times("barriers.raise_barrier") == 0


def test_nobody_is_told_to_sign_in_before_anything_is_asked(client, services):
    answer = client.post(BARRIERS, json=BARRIER)
    assert answer.status_code == 401
    assert services.asked == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"title": 7}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": ""}, "title"),
        ({"title": "two\nlines"}, "title"),
        ({"kind": "bell\x07"}, "kind"),
        ({"story": None}, "story"),
        ({"named": "yes"}, "named"),
        ({"named": 1}, "named"),
        ({"from_level": 6}, "from_level"),
        ({"from_level": "2"}, "from_level"),
        ({"from_level": True}, "from_level"),
        ({"from_level": 1.5}, "from_level"),
        ({"from_level": 10**30}, "from_level"),
        ({"effect": "annoys"}, "effect"),
        ({"kind": ["legal"]}, "kind"),
        ({"council": "../x"}, "council"),
        ({"ranking": 1}, "ranking"),
    ],
)
def test_each_mistake_is_named_and_no_service_is_asked(client, services, key, change, path):
    answer = client.post(BARRIERS, json={**BARRIER, **change}, headers=key("officer"))
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [path]
    assert services.times("barriers.raise_barrier") == 0


@pytest.mark.parametrize("capacity", ["2", 2.5, 10**17, 10**30, True, None, [2]])
def test_a_number_is_a_whole_number_of_a_sensible_size(client, services, key, capacity):
    answer = client.put(
        "/api/v1/councils/DUR/help-offer",
        json={"characteristics": ["leadership"], "capacity": capacity},
        headers={**key("lead"), "if-none-match": "*"},
    )
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["capacity"]
    assert services.times("matching.offer_help") == 0


def test_all_mistakes_are_named_at_once(client, key):
    answer = client.post(BARRIERS, json={"title": "", "named": 7}, headers=key("officer"))
    assert {"title", "story", "kind", "named"} <= set(answer.json()["errors"])


@pytest.mark.parametrize(
    "body", [b"{", b"", b'{"a": NaN}', b'{"a": "\xff"}', b'{"a": "\\ud800"}', b"[" * 5000]
)
def test_what_is_not_json_is_malformed(client, key, body):
    headers = {**key("officer"), "content-type": "application/json"}
    answer = client.post(BARRIERS, content=body, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/malformed-json"


@pytest.mark.parametrize("body", [b"[]", b"null", b'"text"', b"7"])
def test_json_that_is_no_object_is_not_valid(client, key, body):
    headers = {**key("officer"), "content-type": "application/json"}
    assert client.post(BARRIERS, content=body, headers=headers).status_code == 422


def test_a_body_of_another_kind_is_told_what_is_taken(client, key):
    headers = {**key("officer"), "content-type": "application/xml"}
    answer = client.post(BARRIERS, content=b"<a/>", headers=headers)
    assert answer.status_code == 415
    assert answer.json()["accepts"] == ["application/json"]


def test_numbers_and_flags_of_a_query_are_read_as_such(client, services, key):
    client.get(f"{BARRIERS}?from_level=2&mine=true&limit=7", headers=key("officer"))
    message = services.last().message
    assert (message.from_level, message.mine, message.limit) == (2, True, 7)


@pytest.mark.parametrize(
    "query",
    ["from_level=9", "from_level=two", "limit=0", "limit=101", "sort=level", "limit=1&limit=2"],
)
def test_a_wrong_query_is_not_valid(client, key, query):
    assert client.get(f"{BARRIERS}?{query}", headers=key("officer")).status_code == 422


def test_what_may_be_several_is_given_as_often_as_it_is_wanted(client, services, key):
    client.get(f"{BARRIERS}?kind=legal&kind=funding", headers=key("officer"))
    assert services.last().message.kind == ("legal", "funding")


def test_the_next_page_is_linked(client, services, key):
    services.answers["barriers.barriers"] = {"barriers": [], "next": "c/1"}
    answer = client.get(f"{BARRIERS}?kind=legal&after=c0", headers=key("officer"))
    assert answer.headers["link"] == '</api/v1/barriers?kind=legal&after=c%2F1>; rel="next"'


def test_what_the_address_says_cannot_be_said_again(client, key):
    answer = client.put(
        ANSWER,
        json={"kind": "dont-know", "council": "LBH"},
        headers={**key("officer"), "if-match": '"3"'},
    )
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["council"]


@pytest.mark.parametrize(
    ("headers", "revision"),
    [
        ({"if-match": '"3"'}, 3),
        ({"if-match": '"0"'}, 0),
        ({"if-none-match": "*"}, 0),
        ({}, None),
    ],
)
def test_the_version_comes_from_the_headers(client, services, key, headers, revision):
    answer = client.put(ANSWER, json={"kind": "dont-know"}, headers={**key("officer"), **headers})
    assert services.last().message.revision == revision
    assert answer.headers["etag"] == '"3"'


@pytest.mark.parametrize(
    ("tag", "status"),
    [('W/"3"', 412), ('"abc"', 412), ("3", 422), ("*", 422), ('"3", "4"', 422), ('"-1"', 412)],
)
def test_a_version_that_we_never_gave_out_changes_nothing(client, services, key, tag, status):
    answer = client.put(
        ANSWER, json={"kind": "dont-know"}, headers={**key("officer"), "if-match": tag}
    )
    assert answer.status_code == status
    assert services.times("assessment.save_answer") == 0


def test_the_idempotency_key_goes_with_the_command(client, services, key):
    client.post(BARRIERS, json=BARRIER, headers={**key("officer"), "idempotency-key": "abc-1"})
    assert services.last().idempotency_key == "abc-1"


@pytest.mark.parametrize("sent", ["", "x" * 201, "caf\xe9".encode("latin-1")])
def test_an_unfit_idempotency_key_is_refused(client, services, key, sent):
    headers = {**key("officer"), "idempotency-key": sent}
    assert client.post(BARRIERS, json=BARRIER, headers=headers).status_code == 422
    assert services.times("barriers.raise_barrier") == 0


def test_the_register_is_taken_as_csv(client, services, key):
    services.answers["accounts.import_councils"] = {"registered": 1}
    headers = {**key("administrator"), "content-type": "text/csv; charset=utf-8"}
    content = "\ufeffcode,name\nDUR,Durham\n".encode()
    client.post("/api/v1/councils/imports?skip_invalid=true", content=content, headers=headers)
    assert services.last().message.register == "code,name\nDUR,Durham\n"
    assert services.last().message.skip_invalid is True


def test_text_that_is_not_unicode_is_malformed(client, key):
    headers = {**key("administrator"), "content-type": "text/csv"}
    answer = client.post("/api/v1/councils/imports", content=b"caf\xe9", headers=headers)
    assert answer.status_code == 400
