"""Who reads what: words planted in every private place, looked for wherever anything can be read.

The walk takes every reading operation of the API and every page that there is, as every kind of
caller, with the ids of all that was planted and with what one would type to find it; then all
events and all logs. A new operation or page is walked from its first day; a new object is a new
`Plant`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import uuid4

import httpx
import pytest
from marshmallow import fields
from pymongo import MongoClient

from contracts.messages import schema_of
from deploy.local.stack import Stack
from gateway.api import OPERATIONS
from gateway.api.operations import Operation
from gateway.pages import routes
from tests.journeys.councils import found
from tests.journeys.plants import BODY, PLANTS, READERS, Setting

ABOUT_COUNCILS = ("Councils", "People", "API keys", "Me", "Assessments", "Help offers")
PAGES_ABOUT_COUNCILS = ("/admin", "/people", "/assess", "/sign-in")
STREAMS = "text/event-stream"

pytestmark = pytest.mark.timeout(400)
"""One walk past all that anybody can read stands before the first test: thousands of requests."""
TYPED = ("search", "text")
"""Fields into which people type what they look for."""

OTHERS = {
    "characteristic": ["leadership"],
    "version": ["1"],
    "start": ["2"],
    "service": ["barriers"],
    "body": [BODY],
    "page": ["what", "law", "release", "who"],
    "transition": ["send-facts", "resolve", "reopen"],
}
"""Values of fields in addresses that no plant is about."""

NOT_WALKED = (
    *("resource", "person", "key", "event", "mail", "webhook", "delivery", "secret"),
    "tutorial",
)
"""Fields of addresses that lead to nothing of barriers, or that only `make run` has."""

PLANTED = re.compile(r"q[a-p]{32}|\bz[a-z]{7}\b")
"""What looks like a word of `plants.word`, or like the code of a council of these tests."""

CASES = [
    pytest.param(plant, field, reader, sign, id=f"{field} of {plant.name} by {reader}")
    for plant in PLANTS
    for field, signs in plant.readers.items()
    for reader, sign in zip(READERS, signs, strict=True)
    if sign != "?"
]
Found = dict[tuple[str, str, str], list[str]]


@pytest.fixture(scope="module")
def setting(
    stack: Stack,
    administrator: httpx.Client,
    analyst: httpx.Client,
    responder: httpx.Client,
    sign_in: Any,
) -> Setting:
    councils = (found(administrator, sign_in) for _ in range(3))
    return Setting(*councils, analyst, administrator, responder, stack.servers.mongodb_root_url)


@pytest.fixture(scope="module")
def stranger(administrator: httpx.Client, sign_in: Any) -> httpx.Client:
    """Somebody who answers for another body than the one that barriers are put to."""
    bodies = administrator.get("/bodies").json()["bodies"]
    organisation = next(body["id"] for body in bodies if body["id"] != BODY)
    email, password = f"{uuid4().hex}@example.org", uuid4().hex
    person = {"email": email, "password": password, "name": "A stranger", "role": "responder"}
    registered = administrator.post("/people", json={**person, "organisation": organisation})
    assert registered.is_success, registered.text
    client: httpx.Client = sign_in(email, password)
    return client


@pytest.fixture(scope="module")
def planted(setting: Setting) -> dict[tuple[str, str], str]:
    """The word of each field of each plant."""
    return {
        (plant.name, field): word
        for plant in PLANTS
        for field, word in plant.plant(setting).items()
    }


@pytest.fixture(scope="module")
def clients(
    setting: Setting, nobody: httpx.Client, stranger: httpx.Client
) -> dict[str, httpx.Client]:
    return {
        "anonymous": nobody,
        "officer": setting.ours.officer,
        "lead": setting.ours.lead,
        "neighbour": setting.theirs.officer,
        "rival": setting.theirs.lead,
        "analyst": setting.analyst,
        "administrator": setting.administrator,
        "responder": setting.responder,
        "stranger": stranger,
    }


@pytest.fixture(scope="module")
def where(
    stack: Stack,
    setting: Setting,
    planted: dict[tuple[str, str], str],
    clients: dict[str, httpx.Client],
) -> Found:
    """By plant, field and reader: the places where the word was found."""
    known = {**setting.ids, **OTHERS, "council": [setting.ours.code], "code": [setting.ours.code]}
    by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, word in planted.items():
        by_word[word.casefold()].append(key)
    places: Found = defaultdict(list)
    for reader, place, about_councils, text in everything(stack, clients, known, setting.texts):
        # What stands in an address was known to who typed it.
        for word in words_in(text) - words_in(place):
            for plant, field in by_word.get(word, ()):
                if not (about_councils and field in councils_of(plant)):
                    places[plant, field, reader].append(place)
    return places


def words_in(text: str) -> set[str]:
    return {*PLANTED.findall(text.casefold())}


def councils_of(name: str) -> tuple[str, ...]:
    return next(plant.councils for plant in PLANTS if plant.name == name)


def everything(
    stack: Stack, clients: dict[str, httpx.Client], known: dict[str, list[str]], texts: list[str]
) -> Iterator[tuple[str, str, bool, str]]:
    """Who reads, where, whether that is about councils anyway, and what is there."""
    for event in events(stack):
        yield "events", event["type"], False, str(event)
    for reader, client in clients.items():
        if reader != "anonymous":
            # Everybody reads the same there, so it has to be fit for other systems.
            yield "events", f"the feed as {reader}", False, fed(client)
    # It is told out of the same memory to everybody.
    yield "events", "the stream", False, streamed(clients["stranger"])
    for log in stack.home.glob("logs/*"):
        yield "logs", log.name, False, log.read_text(errors="replace")
    for reader, client in clients.items():
        for operation, address in addresses(known, texts):
            text = client.get(address).text
            yield reader, f"get {address}", operation.tag in ABOUT_COUNCILS, text
        for address in pages(known):
            text = client.get(f"{stack.url}{address}").text
            yield reader, address, address.startswith(PAGES_ABOUT_COUNCILS), text


def events(stack: Stack) -> list[dict[str, Any]]:
    """All that barriers has ever told: what is stored is what is published."""
    with MongoClient(stack.servers.mongodb_root_url) as client:
        return list(client["barriers"]["events"].find())


def fed(client: httpx.Client) -> str:
    """The whole feed, page by page."""
    text, place = "", "barriers-0"
    while True:
        page = client.get("/events", params={"after": place, "limit": 1000})
        text, place = text + page.text, page.headers["waymark-cursor"]
        if place == page.headers["waymark-head"]:
            return text


def streamed(client: httpx.Client) -> str:
    """The whole feed again, as it is told to who stays on."""
    head = client.get("/events", params={"after": "now"}).headers["waymark-head"]
    text = ""
    with client.stream("GET", "/events/live", params={"after": "barriers-0"}) as stream:
        for line in stream.iter_lines():
            text += f"{line}\n"
            if line.startswith("data: ") and f'"position":"{head.partition("-")[2]}"' in line:
                return text
    raise AssertionError("the stream ended before the feed did")


def addresses(known: dict[str, list[str]], texts: list[str]) -> Iterator[tuple[Operation, str]]:
    for operation in OPERATIONS:
        if operation.method == "GET" and operation.produces != STREAMS:
            for path in filled(operation.path, operation.path_fields, known):
                for query in queries(operation, texts):
                    yield operation, str(httpx.URL(path, params=query))


def queries(operation: Operation, texts: list[str]) -> Iterator[dict[str, Any]]:
    """Nothing asked for; each flag set; each text typed."""
    free = {name: schema_of(operation.request).fields[name] for name in operation.free_fields}
    limit = {"limit": 100} if "limit" in free else {}
    if not any(field.required for field in free.values()):
        yield limit
    for name, field in free.items():
        if isinstance(field, fields.Boolean):
            yield {**limit, name: "true"}
        if name in TYPED and operation.tag not in ABOUT_COUNCILS:
            for text in texts:
                yield from ({**limit, name: each} for each in (text, *text.split()))


def pages(known: dict[str, list[str]]) -> Iterator[str]:
    for route in routes:
        if "GET" in (getattr(route, "methods", None) or ()):
            yield from filled(route.path, list(route.param_convertors), known)


def filled(path: str, names: list[str], known: dict[str, list[str]]) -> Iterator[str]:
    """The path with every value that there is for the fields in it."""
    if any(name in NOT_WALKED for name in names):
        return
    assert known.keys() >= {*names}, f"Say what to put into {path}: a plant's, OTHERS, NOT_WALKED"
    plain = re.sub(r"\{(\w+):\w+\}", r"{\1}", path)
    for values in product(*(known[name] for name in names)):
        yield plain.format_map(dict(zip(names, values, strict=True)))


def test_every_field_that_is_planted_is_in_the_table(planted: dict[tuple[str, str], str]) -> None:
    assert set(planted) == {(plant.name, field) for plant in PLANTS for field in plant.readers}


@pytest.mark.parametrize(("plant", "field", "reader", "sign"), CASES)
def test_each_word_is_read_by_those_whom_it_is_for_and_by_nobody_else(
    where: Found, plant: Any, field: str, reader: str, sign: str
) -> None:
    places = where[plant.name, field, reader]
    assert (sign == "+") == bool(places), places
