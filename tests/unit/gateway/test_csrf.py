"""Only forms of ours, sent from pages of ours, do anything."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from gateway import sessions
from gateway.sessions import COOKIE


async def form(request: Request) -> Response:
    return PlainTextResponse(sessions.csrf_token(request))


async def send(request: Request) -> Response:
    await sessions.check_csrf(request)
    return PlainTextResponse("done")


@pytest.fixture
def browser(app: Starlette, services) -> Iterator[TestClient]:
    services.know("secret", "DUR", "officer", kind="session")
    services.know("other", "DUR", "officer", kind="session")
    app.router.routes.insert(0, Route("/form", form))
    app.router.routes.insert(0, Route("/send", send, methods=["POST"]))
    with TestClient(app, base_url="https://testserver") as client:
        yield client


def session(secret: str) -> dict[str, str]:
    return {"cookie": f"{COOKIE}={secret}"}


def test_a_form_of_the_session_is_taken(browser):
    token = browser.get("/form", headers=session("secret")).text
    sent = browser.post("/send", data={"csrf_token": token}, headers=session("secret"))
    assert sent.text == "done"


def test_the_token_may_come_in_a_header(browser):
    token = browser.get("/form", headers=session("secret")).text
    headers = {**session("secret"), "x-csrf-token": token}
    assert browser.post("/send", headers=headers).text == "done"


@pytest.mark.parametrize("token", ["", "x", "0011223344556677.", "é.é", "a" * 5000])
def test_a_form_without_a_right_token_is_refused(browser, token):
    sent = browser.post("/send", data={"csrf_token": token}, headers=session("secret"))
    assert sent.status_code == 403


def test_a_token_of_another_session_is_refused(browser):
    token = browser.get("/form", headers=session("other")).text
    sent = browser.post("/send", data={"csrf_token": token}, headers=session("secret"))
    assert sent.status_code == 403


def test_tokens_differ_each_time(browser):
    first = browser.get("/form", headers=session("secret")).text
    assert first != browser.get("/form", headers=session("secret")).text


def test_who_is_signed_out_gets_a_secret_of_their_own(browser):
    token = browser.get("/form").text
    assert browser.post("/send", data={"csrf_token": token}).text == "done"
    browser.cookies.clear()
    assert browser.post("/send", data={"csrf_token": token}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_what_another_site_made_the_browser_send_is_refused(browser, headers):
    token = browser.get("/form", headers=session("secret")).text
    sent = browser.post(
        "/send", data={"csrf_token": token}, headers={**session("secret"), **headers}
    )
    assert sent.status_code == 403


def test_the_api_takes_no_cookie_from_another_site(browser, services):
    headers = {**session("secret"), "sec-fetch-site": "cross-site"}
    answer = browser.put("/api/v1/barriers/b/support", json={}, headers=headers)
    assert answer.status_code == 403
    assert services.times("barriers.support") == 0


def test_the_cookie_can_be_read_by_no_script_and_goes_to_no_other_host(browser, services):
    services.answers["accounts.sign_in"] = {
        "secret": "s3cret",
        "session": "id",
        "expires": "2099-01-01T00:00:00+00:00",
    }
    answer = browser.post("/api/v1/sessions", json={"email": "a@b.example", "password": "x"})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-waymark=s3cret;")
    assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "s3cret" not in answer.text
