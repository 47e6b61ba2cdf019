"""The OpenAPI 3.1 document, made of the operations and of the schemas that check their requests."""

from collections.abc import Iterable
from typing import Any

from apispec import APISpec
from marshmallow import fields as marshmallow_fields

from contracts.json_schema import schema_writer
from contracts.messages import schema_of
from gateway.api.components import add_components
from gateway.api.operations import Access, Operation

SERVER = "/api/v1"
SECURITY: list[dict[str, list[str]]] = [{"key": []}, {"session": []}]

WHO: dict[Access, str] = {
    "anyone": "Anyone.",
    "signed-in": "Anyone who is signed in.",
    "council": "People of the council.",
    "council-or-analyst": "People of the council, and analysts.",
    "lead": "Leads of the council.",
    "lead-or-administrator": "Administrators, and leads for their own council.",
    "council-that-meets-it": "People of a council that meets it, and analysts.",
    "lead-that-meets-it": "Leads of a council that meets it.",
    "analyst": "Analysts of the sector body.",
    "analyst-or-responder": "Analysts, and responders of the body that it was put to.",
    "responder": "Responders of the body that it was put to.",
    "administrator": "Administrators.",
    "webhooks-organisation": "People and keys of its organisation, and administrators.",
    "who-manages-webhooks": (
        "For their own organisation: leads, responders, analysts and administrators."
    ),
}


def document(operations: Iterable[Operation]) -> dict[str, Any]:
    """The whole document as JSON values."""
    spec, converter = schema_writer(
        title="Waymark",
        version="1",
        info={"description": "Everything that a person can do in Waymark, for programs."},
        servers=[{"url": SERVER}],
    )
    add_components(spec)
    writer = Writer(spec, converter)
    for operation in operations:
        spec.path(
            path=operation.path, operations={operation.method.lower(): writer.describe(operation)}
        )
    written: dict[str, Any] = spec.to_dict()
    return written


class Writer:
    """Writes operations into a document."""

    def __init__(self, spec: APISpec, converter: Any) -> None:
        self._spec = spec
        self._converter = converter

    def describe(self, operation: Operation) -> dict[str, Any]:
        """The operation object."""
        described: dict[str, Any] = {
            "operationId": _id(operation),
            "summary": operation.summary,
            "description": f"{operation.description}\n\nFor: {WHO[operation.access]}".strip(),
            "tags": [operation.tag],
            "parameters": [*self._parameters(operation), *_headers(operation)],
            "responses": self._responses(operation),
            "security": [*SECURITY, {}] if operation.access == "anyone" else SECURITY,
        }
        if operation.method in ("POST", "PUT") and operation.free_fields:
            described["requestBody"] = self._body(operation)
        return described

    def _parameters(self, operation: Operation) -> list[dict[str, Any]]:
        known = schema_of(operation.request).fields
        in_query = operation.free_fields if operation.method in ("GET", "DELETE") else []
        return [
            *(self._parameter(name, "path", known[name]) for name in operation.path_fields),
            *(self._parameter(name, "query", known[name]) for name in in_query),
        ]

    def _parameter(self, name: str, place: str, field: marshmallow_fields.Field) -> dict[str, Any]:
        schema = self._converter.field2property(field)
        return {
            "name": name,
            "in": place,
            "required": place == "path" or field.required,
            "schema": schema,
        }

    def _body(self, operation: Operation) -> dict[str, Any]:
        name = operation.request.__name__
        if name not in self._spec.components.schemas:
            schema = type(schema_of(operation.request))(
                only=operation.free_fields, partial=("council",) if operation.own_council else None
            )
            self._spec.components.schema(name, schema=schema)
        as_json: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{name}"}}
        if operation.example:
            as_json["example"] = dict(operation.example)
        content = {kind: {"schema": {"type": "string"}} for kind in operation.media_types}
        return {"required": True, "content": {**content, "application/json": as_json}}

    def _responses(self, operation: Operation) -> dict[str, Any]:
        responses: dict[str, Any] = {str(operation.status): self._success(operation)}
        if operation.method == "GET" and (operation.etag or operation.shared):
            responses["304"] = {"description": "You have it already."}
        for status in _refusals(operation):
            responses[str(status)] = f"Problem{status}"
        return responses

    def _success(self, operation: Operation) -> dict[str, Any]:
        answer: dict[str, Any] = {"description": operation.summary + ": done."}
        if operation.reply is not None:
            schema = schema_of(operation.reply)
            answer["content"] = {operation.produces: {"schema": schema}}
        elif operation.produces != "application/json":
            answer["content"] = {operation.produces: {"schema": {"type": "string"}}}
        headers = _answer_headers(operation)
        return {**answer, "headers": headers} if headers else answer


def _headers(operation: Operation) -> list[str]:
    """Names among the document's components."""
    named = []
    if operation.version:
        named += ["IfMatch", "IfNone"]
    elif operation.method == "GET" and (operation.etag or operation.shared):
        named += ["IfChanged"]
    if operation.writes:
        named += ["IdempotencyKey"]
    return named


def _answer_headers(operation: Operation) -> dict[str, Any]:
    text = {"schema": {"type": "string"}}
    headers = {}
    if operation.etag or operation.shared:
        headers["ETag"] = {"description": "The version, for If-Match or If-None-Match.", **text}
    if operation.location:
        headers["Location"] = {"description": "Where it is.", **text}
    if operation.paged:
        headers["Link"] = {"description": 'The following page, `rel="next"`.', **text}
    return headers


def _refusals(operation: Operation) -> list[int]:
    found = {401, 422, 429, 500, 503, 504}
    if operation.access != "anyone":
        found |= {403}
    if operation.path_fields:
        found |= {404}
    if operation.writes:
        found |= {403, 409}
    if operation.method in ("POST", "PUT"):
        found |= {400, 413, 415}
    if operation.version:
        found |= {412, 428}
    return sorted(found)


def _id(operation: Operation) -> str:
    """Such as ``getCouncilsByCodeAssessment``: one for each operation."""
    parts = [
        "By" + part[1:-1].title() if part.startswith("{") else part.title().replace("-", "")
        for part in operation.path.strip("/").split("/")
    ]
    return operation.method.lower() + "".join(parts)
