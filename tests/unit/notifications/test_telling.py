"""What can't be told holds up nothing that can."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from services.notifications import store
from services.notifications.domain.audiences import Person
from services.notifications.service.telling import MOST_TOLD, Found, Telling, parts

AT = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)


def found(name: str, people: int = 0) -> Found:
    telling = {"_id": name, "name": "barrier-raised", "data": {}, "at": AT}
    whom = [(Person(f"p{at}", "CMD", "officer"), "our-barriers") for at in range(people)]
    return telling, whom  # type: ignore[return-value]  (the topic is a literal)


class Tried(Telling):
    """Writes down what it would have told, and fails where `bad` is among it."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.work = SimpleNamespace(collection=lambda model: model)

    def _tell_together(self, some: list[Found]) -> None:
        names = [telling["_id"] for telling, _ in some]
        if "bad" in names:
            raise ValueError("no words for it")
        self.told += names


def test_where_one_of_them_fails_the_others_are_told_and_it_is_put_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later: list[Any] = []
    monkeypatch.setattr(store, "tell_later", lambda _, name, until: later.append((name, until)))
    tried = Tried()
    tried._tell_or_put_off([found("one"), found("bad"), found("two")])
    assert tried.told == ["one", "two"]
    ((name, until),) = later
    assert name == "bad"
    assert until > datetime.now(UTC)


def test_as_many_share_a_transaction_as_concern_no_more_than_it_can_take() -> None:
    few = [found(str(at)) for at in range(50)]
    assert list(parts(few)) == [few]
    many = found("many", MOST_TOLD)
    assert list(parts([*few[:2], many, *few[2:]])) == [[*few[:2], many], few[2:]]
    assert list(parts([])) == []
