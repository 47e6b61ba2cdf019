"""What those who listen over HTTP do: they ask for events, or read a stream of them."""

import json
from collections.abc import Iterator
from typing import Any

import httpx

Event = dict[str, Any]


def asked(client: httpx.Client, after: str, **query: Any) -> tuple[list[Event], str]:
    answer = client.get("/events", params={"after": after, **query})
    assert answer.status_code == 200, answer.text
    return answer.json(), answer.headers["waymark-cursor"]


def head(client: httpx.Client) -> str:
    return asked(client, "now")[1]


def positions(events: list[Event]) -> list[int]:
    return [int(each["position"]) for each in events]


def number(cursor: str) -> int:
    return int(cursor.partition("-")[2])


def told(stream: httpx.Response) -> Iterator[tuple[str, Event]]:
    """Each event of a stream, with its id."""
    cursor = ""
    for line in stream.iter_lines():
        name, _, value = line.partition(": ")
        if name == "id":
            cursor = value
        elif name == "data":
            yield cursor, json.loads(value)
