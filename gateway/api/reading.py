"""Makes a checked message of a request: its path, query or body, and the headers that count."""

import re
from collections.abc import Mapping
from typing import Any

import orjson
from marshmallow import fields
from starlette.requests import Request

from contracts.accounts.messages import Identity
from contracts.callers import COUNCIL_ROLES
from contracts.errors import Invalid, NotAllowed, Stale
from contracts.messages import load, schema_of
from gateway.api.operations import Operation
from gateway.platform import identity_of
from gateway.problems import Malformed, UnsupportedMediaType

IDEMPOTENCY_KEY = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?")
NUMBERED = re.compile(r'"(\d{1,15})"')
ENTITY_TAG = re.compile(r'(W/)?"[\x21\x23-\x7e]*"')
FLAGS = {"true": True, "false": False}
INTEGER = re.compile(r"-?\d{1,15}")


class NoCouncil(NotAllowed):
    code = "no-council"
    message = "Only people of a council can do this."


async def read(request: Request, operation: Operation) -> Any:
    """The message that the operation asks its service.

    Raises:
        NotSignedIn, NoCouncil: the caller can't be the one it is for.
        Malformed, UnsupportedMediaType: the body can't be read.
        Invalid: with every mistake; Stale: If-Match names no version of ours.
    """
    if operation.access != "anyone":
        identity_of(request)
    sent = await _sent(request, operation)
    _refuse_repeated(operation, sent)
    given = {**sent, **_path(request, operation), **operation.fixed}
    if operation.version:
        given[operation.version] = version_of(request)
    if operation.own_council:
        given.setdefault("council", _own_council(identity_of(request)))
    return load(operation.request, given)


def idempotency_key(request: Request) -> str | None:
    """Raises Invalid unless it is 1 to 200 printable characters."""
    key = request.headers.get("idempotency-key")
    if key is not None and not IDEMPOTENCY_KEY.fullmatch(key):
        raise Invalid(details={"Idempotency-Key": ["Must be 1 to 200 printable characters."]})
    return key


def version_of(request: Request) -> int | None:
    """The version that the client read: that of If-Match, or 0 where it says that there is none.

    Raises:
        Invalid: what it sent is no entity tag. Stale: it is none that we gave out.
    """
    if request.headers.get("if-none-match") == "*":
        return 0
    tag = request.headers.get("if-match")
    if tag is None:
        return None
    number = NUMBERED.fullmatch(tag.strip())
    if number:
        return int(number[1])
    if ENTITY_TAG.fullmatch(tag.strip()):
        raise Stale
    raise Invalid(details={"If-Match": ['Must be the one ETag that you read, such as "3".']})


async def _sent(request: Request, operation: Operation) -> dict[str, Any]:
    if operation.method in ("GET", "DELETE"):
        return _query(request, operation.request)
    if not operation.free_fields and not await request.body():
        return {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in operation.media_types:
        raise UnsupportedMediaType(details={"accepts": list(operation.media_types)})
    body = await request.body()
    if kind == "application/json":
        return _object(body)
    return {operation.free_fields[0]: _text(body), **_query(request, operation.request)}


def _query(request: Request, message: type[Any]) -> dict[str, Any]:
    schema = schema_of(message)
    given: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        field = schema.fields.get(name)
        if isinstance(field, fields.List):
            given.setdefault(name, []).append(value)
            continue
        if name in given:
            raise Invalid(details={name: ["Must be given once."]})
        given[name] = _typed(field, value)
    return given


def _path(request: Request, operation: Operation) -> dict[str, Any]:
    known = schema_of(operation.request).fields
    return {name: _typed(known.get(name), value) for name, value in request.path_params.items()}


def _typed(field: fields.Field | None, value: str) -> Any:
    """A query's text as the JSON value that the schema wants."""
    if isinstance(field, fields.Integer) and INTEGER.fullmatch(value):
        return int(value)
    if isinstance(field, fields.Boolean):
        return FLAGS.get(value, value)
    return value


def _object(body: bytes) -> dict[str, Any]:
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Malformed(f"The body is not JSON: {error}.") from None
    if not isinstance(sent, dict):
        raise Invalid(details={"request": ["Must be an object."]})
    return sent


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Malformed("The body is not UTF-8.", code="malformed-text") from None


def _refuse_repeated(operation: Operation, sent: Mapping[str, Any]) -> None:
    """What the address or a header says can't be said again, differently."""
    decided = {*operation.path_fields, *operation.fixed, operation.version}
    twice = sorted(name for name in sent if name in decided)
    if twice:
        raise Invalid(details={name: ["Unknown field."] for name in twice})


def _own_council(identity: Identity) -> str:
    if identity.role not in COUNCIL_ROLES:
        raise NoCouncil
    return identity.organisation
