"""Councils and people for one test alone, registered over the API by the demo's administrator."""

import json
import secrets
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx

from deploy.local.stack import Stack
from tests.journeys.councils import new_code, register, row


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    password: str


@dataclass(frozen=True)
class Council:
    """A council with an officer and a lead; `api` acts for the lead, `colleague` for an officer."""

    code: str
    officer: Person
    lead: Person
    api: httpx.Client
    colleague: httpx.Client

    def answer(self, characteristic: str, **answer: Any) -> None:
        """Saves a first answer for `characteristic`; by default from level 2 to 3."""
        given = answer or {"kind": "placed", "current": 2, "target": 3, "confidence": "medium"}
        self._ask("PUT", f"assessment/answers/{characteristic}", given, revision=0)

    def answer_all(self, **but: dict[str, Any]) -> None:
        """Answers everything; `but` gives other answers, with _ for - in the names."""
        for each in self.characteristics():
            self.answer(each, **but.get(each.replace("-", "_"), {}))

    def characteristics(self) -> list[str]:
        model = self.api.get("/models/current").json()
        return [str(each["id"]) for each in model["content"]["characteristics"]]

    def submit(self) -> None:
        self._ask("POST", "assessment/submissions", None, revision=self._version())

    def reopen(self) -> None:
        self._ask("POST", "assessment/reopenings", None, revision=self._version())

    def raise_barrier(self, title: str, story: str) -> str:
        """Reports a barrier and gives its number."""
        answer = self.colleague.post(
            "/barriers",
            json={
                "council": self.code,
                "title": title,
                "story": story,
                "kind": "procurement",
                "named": False,
            },
            headers={"idempotency-key": secrets.token_hex(16)},
        )
        assert answer.status_code == 201, answer.text
        return str(answer.json()["number"])

    def _version(self) -> int:
        answer = self.api.get(f"/councils/{self.code}/assessment")
        return int(answer.json()["version"])

    def _ask(self, method: str, path: str, body: Any, *, revision: int) -> None:
        answer = self.api.request(
            method,
            f"/councils/{self.code}/{path}",
            json=body,
            headers={"if-match": f'"{revision}"'},
        )
        assert answer.is_success, answer.text


class Administration:
    """The demo's administrator, who registers councils and people."""

    def __init__(self, stack: Stack) -> None:
        self._told = json.loads(stack.demo_file.read_text())
        self._url = f"{stack.url}/api/v1"
        self._clients: list[httpx.Client] = []
        self._api = self._client(self._key("administrator"))
        self._analyst: httpx.Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for client in self._clients:
            client.close()

    def person_of_demo(self, role: str, organisation: str) -> Person:
        account = next(
            each
            for each in self._told["accounts"]
            if (each["role"], each["organisation"]) == (role, organisation)
        )
        return Person(role, account["email"], account["password"])

    def found_council(self, *, language: str = "en", **facts: str) -> Council:
        """A new council with two people; `facts` are cells of the register, with _ for -."""
        code = new_code()
        cells = {name.replace("_", "-"): value for name, value in facts.items()}
        imported = self._api.post(
            "/councils/imports",
            content=register(row(code, **cells)),
            headers={"content-type": "text/csv"},
        )
        assert imported.is_success, imported.text
        officer, lead = (self._register(code, role, language) for role in ("officer", "lead"))
        clients = [self._client(self._make_key(code, role)) for role in ("lead", "officer")]
        return Council(code, officer, lead, *clients)

    def work_on(self, number: str, *steps: tuple[str, dict[str, Any] | None]) -> None:
        """As an analyst, by the names that the API has for what is done: acknowledgements…"""
        api = self._analyst or self._client(self._key("analyst"))
        self._analyst = api
        for name, said in steps:
            version = api.get(f"/barriers/{number}").headers["etag"]
            done = api.post(
                f"/barriers/{number}/{name}", json=said or {}, headers={"if-match": version}
            )
            assert done.is_success, done.text

    def put_to(self, number: str, body: str) -> None:
        letter = {"body": body, "letter": "May they tell councils?"}
        self.work_on(number, ("acknowledgements", None), ("take-ups", None), ("letters", letter))

    def register_without_password(self, email: str) -> None:
        """An analyst, who is sent the link for the first sign-in."""
        said = {"email": email, "name": "Nia", "organisation": "sector-body", "role": "analyst"}
        registered = self._api.post("/people", json=said)
        assert registered.is_success, registered.text

    def _register(self, code: str, role: str, language: str) -> Person:
        person = Person(
            name=f"{role.title()} {code.title()}",
            email=f"{role}@{code.lower()}.example.org",
            password=secrets.token_urlsafe(16),
        )
        registered = self._api.post(
            "/people",
            json={
                "email": person.email,
                "name": person.name,
                "organisation": code,
                "role": role,
                "password": person.password,
                "language": language,
            },
        )
        assert registered.is_success, registered.text
        return person

    def _make_key(self, code: str, role: str) -> str:
        made = self._api.post(
            "/keys", json={"label": "for a test", "organisation": code, "role": role}
        )
        assert made.is_success, made.text
        return str(made.json()["secret"])

    def _key(self, role: str) -> str:
        return next(str(each["key"]) for each in self._told["api_keys"] if each["role"] == role)

    def _client(self, key: str) -> httpx.Client:
        headers = {"authorization": f"Bearer {key}"}
        client = httpx.Client(base_url=self._url, headers=headers, timeout=15)
        self._clients.append(client)
        return client
