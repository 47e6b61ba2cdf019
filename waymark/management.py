"""RabbitMQ's management API, as far as operators need it: how the broker stands, its policies."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, unquote, urlsplit

import httpx

from contracts.messages import dump, load
from contracts.policies import Policy
from contracts.subscribers import CONNECTIONS, Subscriber
from waymark.problems import Problem

SECONDS = 10.0
REGISTERED_AS = "waymark-subscriber."
Listed = list[dict[str, Any]]


class Management:
    """The API at `url` (``http://user:password@host:port``), about one virtual host: the one that
    clients of `amqp_url` use.

    Every method raises Problem where the API can't be reached, or refuses.
    """

    NEEDS = (
        "The broker's management API refuses the user of RABBITMQ_MANAGEMENT_URL. It needs the "
        "tags monitoring and policymaker, and the platform's virtual host."
    )

    def __init__(self, url: str, amqp_url: str) -> None:
        self.vhost = vhost_of(amqp_url)
        self._vhost = quote(self.vhost, safe="")
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
        """Each with its `type`, the name of the `policy` in effect, and `messages`, those that a
        consumer has in hand included; of quorum queues a few seconds old."""
        return self._list("queues", "?disable_stats=true&enable_queue_totals=true")

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

    def subscribers(self) -> list[Subscriber]:
        """Those of this virtual host, by name."""
        parameters = self._get("/api/global-parameters")
        registered = (
            each["value"] for each in parameters if each["name"].startswith(REGISTERED_AS)
        )
        of_ours = (each for each in registered if each["vhost"] == self.vhost)
        found = (load(Subscriber, each["subscriber"]) for each in of_ours)
        return sorted(found, key=lambda each: each.name)

    def connections_of(self, user: str) -> int:
        return len(self._get(f"/api/connections/username/{quote(user, safe='')}", known=(404,)))

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
        if response.status_code in (401, 403):
            raise Problem(self.NEEDS)
        about = f"{response.request.method} {response.request.url.path}: {response.status_code}"
        raise Problem(f"The broker's management API answered {about} {response.text[:300]}")


class Administration(Management):
    """The same as somebody who may make users: those of subscribers, registered on the broker.

    Their register are global parameters, which no client of AMQP can read.
    """

    NEEDS = (
        "The broker's management API refuses to make users. Set RABBITMQ_ADMIN_URL to it, with a "
        "user who has the tag administrator."
    )

    def users(self) -> set[str]:
        return {str(each["name"]) for each in self._get("/api/users?columns=name")}

    def register(self, subscriber: Subscriber) -> None:
        """Makes the entry, or changes it to this."""
        value = {"vhost": self.vhost, "subscriber": dump(subscriber)}
        self._ask("PUT", self._entry(subscriber.name), json={"value": value})

    def unregister(self, name: str) -> None:
        self._ask("DELETE", self._entry(name), known=(404,))

    def set_user(self, subscriber: Subscriber, password: str) -> None:
        """Makes the subscriber's user, or gives it this password; with its rights and no others."""
        user = quote(subscriber.name, safe="")
        limit = {"value": CONNECTIONS}
        self._ask("PUT", f"/api/users/{user}", json={"password": password, "tags": ""})
        self._ask("PUT", f"/api/user-limits/{user}/max-connections", json=limit)
        self._ask(
            "PUT",
            f"/api/topic-permissions/{self._vhost}/{user}",
            json=dict(subscriber.topic_permissions),
        )
        self._ask(
            "PUT", f"/api/permissions/{self._vhost}/{user}", json=dict(subscriber.permissions)
        )

    def delete_user(self, name: str) -> None:
        """Ends the user's connections too."""
        self._ask("DELETE", f"/api/users/{quote(name, safe='')}", known=(404,))

    def end_connections(self, user: str) -> None:
        self._ask("DELETE", f"/api/connections/username/{quote(user, safe='')}", known=(404,))

    def _entry(self, name: str) -> str:
        return f"/api/global-parameters/{quote(REGISTERED_AS + name, safe='')}"


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
