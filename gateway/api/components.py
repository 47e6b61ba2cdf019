"""The parts of the OpenAPI document that all operations share."""

from typing import Any

from apispec import APISpec

from gateway.problems import CONTENT_TYPE, TITLES
from gateway.sessions import COOKIE

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance", "correlation_id"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "correlation_id": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "Path of each mistake → sentences.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
    "examples": [
        {
            "type": "/problems/invalid-request",
            "title": "Not valid",
            "status": 422,
            "detail": "Some of what was sent is not valid.",
            "instance": "/api/v1/barriers",
            "correlation_id": "5f0c3e0a9d7b4a62",
            "errors": {"title": ["Must be 200 characters or fewer."]},
        }
    ],
}

HEADERS: dict[str, dict[str, Any]] = {
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": "The ETag that you read, so that nobody's change is lost.",
        "schema": {"type": "string", "examples": ['"3"']},
    },
    "IfNone": {
        "name": "If-None-Match",
        "in": "header",
        "description": "`*` instead of If-Match where there is nothing yet.",
        "schema": {"type": "string", "enum": ["*"]},
    },
    "IfChanged": {
        "name": "If-None-Match",
        "in": "header",
        "description": "The ETag that you have; 304 where it is still right.",
        "schema": {"type": "string"},
    },
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Any 1 to 200 characters of yours: sent again, it takes effect once.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    },
}


def add_components(spec: APISpec) -> None:
    spec.components.security_scheme("key", {"type": "http", "scheme": "bearer"})
    spec.components.security_scheme("session", {"type": "apiKey", "in": "cookie", "name": COOKIE})
    spec.components.schema("Problem", PROBLEM)
    for name, header in HEADERS.items():
        spec.components.parameter(name, "header", header)
    for status, title in TITLES.items():
        spec.components.response(
            f"Problem{status}",
            {
                "description": title,
                "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            },
        )
