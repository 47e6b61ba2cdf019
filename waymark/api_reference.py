"""The reference page of the REST API, made of its refusals: ``python -m waymark.api_reference``."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import NamedTuple

from contracts import errors
from contracts.errors import Refusal
from gateway import problems
from gateway.problems import Malformed
from gateway.security import BODY_LIMIT, REGISTER_LIMIT
from gateway.settings import Settings

ROOTS = ("contracts", "backbone", "services", "gateway")
APART = ("backbone.runner", "gateway.server")
"""Starting points of processes: importing them changes the one that we are in."""

SAID_IN_PLACE = (
    Malformed("The request could not be read.", code="malformed-request"),
    Malformed("The body is not UTF-8.", code="malformed-text"),
)
"""Codes without a class of their own."""

UNSEEN = {
    *("no-such-method", "not-the-operator", "session-over", "unknown-key"),
    "position-beyond-the-feed",
}
"""Codes that stay between the platform's own processes: the gateway says another one instead."""

OF_PAGES = {"csrf", "for-councils", "for-administrators", "for-analysts"}
"""Codes of pages, which programs don't call."""

TO_DO = {
    Malformed.kind: "Send JSON in UTF-8.",
    errors.NotSignedIn.kind: "Send a valid key, or sign in again.",
    errors.NotAllowed.kind: "Nothing: another role or organisation may. Don't repeat it.",
    errors.NotFound.kind: "Check the address.",
    problems.MethodNotAllowed.kind: "Use a method that `Allow` names.",
    errors.Conflict.kind: "Read what is there now, then decide anew.",
    errors.Stale.kind: "Read it again, make your change to what is there, send the new `ETag`.",
    problems.TooLarge.kind: "Send less.",
    problems.UnsupportedMediaType.kind: "Send a `Content-Type` that `accepts` names.",
    errors.Invalid.kind: "Mend what `errors` names, by its path.",
    errors.KeyReused.kind: "Take a new key for a new request.",
    errors.VersionRequired.kind: "Send the `ETag` that you read as `If-Match`.",
    errors.TooManyRequests.kind: "Wait for `Retry-After` seconds.",
    errors.Failed.kind: "Tell the operator the `correlation_id`. It is a defect of ours.",
    errors.Unavailable.kind: "Wait for `Retry-After` seconds, then repeat it with its key.",
    errors.DeadlineExceeded.kind: "It may have taken effect or not: repeat it with its key.",
}

HEAD = f"""# REST API

The API is at `/api/v1` of every installation. Its operations, with the fields of their requests and
answers and whom they are for, stand in the OpenAPI 3.1 document at `/api/v1/openapi.json`, and for
reading at `/api/v1/`. Both are made when the gateway starts, of the data that its routes are made
of (`gateway/api`) and of the schemas that check the requests (`contracts`), so they can't say
anything else than what is done. This page has what all operations have in common;
[Call the API](../how-to/call-the-api.md) shows it at work. What happens is told over AMQP:
`/api/v1/asyncapi.json` and the [reference of events](events.md) describe it.

## Authentication

- An **API key** is for programs: `Authorization: Bearer <key>`. It acts for one organisation in one
  role until it is revoked.
- A **session** is for browsers: `POST /api/v1/sessions` with `email` and `password` sets the cookie
  `__Host-waymark`. It ends after twelve hours, or with `DELETE /api/v1/sessions/current`. A write
  with the cookie is refused where the browser says that another site sent it.
- **Nobody** has to sign in to read what is public: the model, the register, resources, the taxonomy
  and the sector's picture.

The gateway checks only that somebody is signed in. Whether they may touch an object is decided by
the service that owns it.

## Headers

- `Idempotency-Key`: 1 to 200 printable characters, your name for a write, under which it takes
  effect once. Kept for seven days, each caller's apart.
- `ETag`: the version of what you read. `If-Match` with it says which version you change;
  `If-None-Match: *` says that there is none yet. On a read, `If-None-Match` with the `ETag` of what
  you have is answered with 304 where it still holds.
- `Link` with `rel="next"`: the following page of a list.
- `X-Correlation-Id`: of the answer, and of every line that services log for it. Yours is taken, if
  it is 8 to 100 letters, digits, `.`, `_` or `-`.
- `traceparent`, of the W3C's trace context: passed on to events.
- `Retry-After`: the seconds to wait, with 429, 503 and 504.

## Limits

| what | limit |
| --- | --- |
| body | {BODY_LIMIT // 1024} KiB; an import of the register {REGISTER_LIMIT // 1024 // 1024} MiB |
| rows on a page of a list | 100 |
| writes of one person or key | {Settings.write_limit} |
| requests without a sign-in from one address of the network | {Settings.read_limit} |
| sign-ins with one e-mail address | {Settings.sign_in_limit} |
| sign-ins from one address of the network | ten times that |
| time for an answer | 5 s: 503 or 504 after that at the latest |
| browsers that listen for changes at one gateway | {Settings.live_clients} |

Lengths of texts stand with their fields in the OpenAPI document. Each gateway counts by itself:
with several, the limits are as many times higher. An operator can [set them](settings.md).

## Problems

Every refusal is a problem of [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457):
`application/problem+json` with `type` (`/problems/` and a code of those below, the same for ever),
`title`, `status`, `detail` (a sentence to show), `instance` (the address) and `correlation_id`. Of
content that is not valid, `errors` maps each path to its mistakes. Some have more, such as the
colleague's answer with `answer-changed`. Where a problem is told, nothing was changed, but for 504:
nobody knows.
"""

FOOT = "\nThis page is made by `python -m waymark.api_reference`."


def page() -> str:
    """The whole page, in Markdown."""
    return "\n".join([HEAD, *tables(), FOOT, ""])


def tables() -> Iterator[str]:
    """By status, a row for each code: what it says and what to do."""
    yield "| status | code | what it says | what to do |\n| --- | --- | --- | --- |"
    for status, each in sorted((problems.STATUS[one.kind], one) for one in told()):
        yield f"| {status} | `{each.code}` | {each.message} | {TO_DO[each.kind]} |"


class Told(NamedTuple):
    """What a client reads of a refusal."""

    code: str
    kind: str
    message: str


def told() -> list[Told]:
    """Every refusal that a client of the API may be told; one for each kind and code."""
    import_all()
    found = {(each.kind, each.code): each.message for each in SAID_IN_PLACE}
    for cls in classes(Refusal):
        found.setdefault((cls.kind, cls.code), cls.message)
    return [
        Told(code, kind, message)
        for (kind, code), message in found.items()
        if code not in UNSEEN | OF_PAGES
    ]


def classes(cls: type[Refusal]) -> Iterator[type[Refusal]]:
    """Every class of ours below `cls`, those above first."""
    for each in cls.__subclasses__():
        if each.__module__.partition(".")[0] in ROOTS:
            yield each
            yield from classes(each)


def import_all() -> None:
    """Loads every module that may have a refusal of its own."""
    for root in ROOTS:
        package = importlib.import_module(root)
        for module in pkgutil.walk_packages(package.__path__, f"{root}."):
            if module.name not in APART:
                importlib.import_module(module.name)


if __name__ == "__main__":
    print(page(), end="")
