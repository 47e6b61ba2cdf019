"""RabbitMQ's management API, as far as operators need it: how the broker stands, its policies."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, unquote, urlsplit

import httpx

from contracts.policies import Policy
from waymark.problems import Problem

SECONDS = 10.0
Listed = list[dict[str, Any]]


class Management:
    """The API at `url` (``http://user:password@host:port``), about one virtual host: the one that
    clients of `amqp_url` use.

    Every method raises Problem where the API can't be reached, or refuses.
    """

    def __init__(self, url: str, amqp_url: str) -> None:
        self._vhost = quote(vhost_of(amqp_url), safe="")
        self._client = client(url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def version(self) -> tuple[int, ...]:
        """RabbitMQ's, such as ``(3, 10, 8)``."""
        told = str(self._get("/api/overview?disable_stats=true")["rabbitmq_version"])
        return tuple(int(part) for part in told.partition("-")[0].split(".") if part.isdigit())

    def exchanges(self) -> Listed:
        return self._list("exchanges")

    def queues(self) -> Listed:
        """Each with its `type` and the name of the `policy` in effect; no counts of messages."""
        return self._list("queues", "?disable_stats=true")

    def bindings(self) -> Listed:
        return self._list("bindings")

    def policies(self) -> Listed:
        return self._list("policies")

    def set_policy(self, policy: Policy) -> None:
        """Makes the policy, or changes it to this; in effect a moment later."""
        self._ask("PUT", self._policy(policy.name), json=policy.body())

    def delete_policy(self, name: str) -> None:
        """Deletes the policy; nothing where there is none."""
        self._ask("DELETE", self._policy(name), known=(404,))

    def alarms(self) -> list[str]:
        """What the broker is short of: ``memory``, ``disk``."""
        answer = self._get("/api/health/checks/alarms", known=(503,))
        return sorted({str(alarm["resource"]) for alarm in answer.get("alarms", ())})

    def feature_flags(self) -> Mapping[str, str] | None:
        """Their states by name; None where the user may not read them: an administrator may."""
        response = self._ask("GET", "/api/feature-flags", known=(401, 403))
        if not response.is_success:
            return None
        return {str(flag["name"]): str(flag["state"]) for flag in response.json()}

    def _policy(self, name: str) -> str:
        return f"/api/policies/{self._vhost}/{quote(name, safe='')}"

    def _list(self, kind: str, query: str = "") -> Listed:
        listed: Listed = self._get(f"/api/{kind}/{self._vhost}{query}")
        return listed

    def _get(self, path: str, *, known: tuple[int, ...] = ()) -> Any:
        response = self._ask("GET", path, known=known)
        try:
            return response.json()
        except ValueError as error:
            raise Problem(f"What answers at {response.request.url} is no RabbitMQ.") from error

    def _ask(
        self, method: str, path: str, *, known: tuple[int, ...] = (), json: Any = None
    ) -> httpx.Response:
        try:
            response = self._client.request(method, path, json=json)
        except httpx.HTTPError as error:
            raise Problem(
                "The broker's management API can't be reached. Is the plugin rabbitmq_management "
                f"on, and is RABBITMQ_MANAGEMENT_URL right? ({error})"
            ) from error
        if response.is_success or response.status_code in known:
            return response
        raise Problem(refusal(response))


def vhost_of(amqp_url: str) -> str:
    return unquote(urlsplit(amqp_url).path.removeprefix("/")) or "/"


def client(url: str) -> httpx.Client:
    """Signs in as the URL says, which its own log lines and errors must not repeat."""
    try:
        parts = urlsplit(url)
        return httpx.Client(
            base_url=parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl().rstrip("/"),
            auth=(unquote(parts.username or ""), unquote(parts.password or "")),
            timeout=SECONDS,
            # A proxy of the environment is for the world outside.
            trust_env=False,
        )
    except (ValueError, httpx.InvalidURL) as error:
        raise Problem(f"RABBITMQ_MANAGEMENT_URL is no URL: {error}.") from error


def refusal(response: httpx.Response) -> str:
    if response.status_code in (401, 403):
        return (
            "The broker's management API refuses the user of RABBITMQ_MANAGEMENT_URL. It needs the "
            "tags monitoring and policymaker, and the platform's virtual host."
        )
    about = f"{response.request.method} {response.request.url.path}: {response.status_code}"
    return f"The broker's management API answered {about} {response.text[:300]}"
