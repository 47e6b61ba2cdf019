"""The document says what the API does: no more, no less."""

import re
from typing import Any

import pytest
from starlette.routing import Route

from gateway import api
from gateway.api import OPERATIONS
from gateway.api.openapi import document

VERBS = {"get", "put", "post", "delete"}
TYPES = {"string", "number", "integer", "boolean", "object", "array", "null"}
UNDOCUMENTED = {
    ("post", "/mail/receipts"),
    ("get", "/"),
    ("get", "/openapi.json"),
    ("get", "/asyncapi.json"),
    ("get", "/events/schemas/{name}"),
}


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    return document(OPERATIONS)


@pytest.fixture(scope="module")
def described(written) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (verb, path): operation
        for path, verbs in written["paths"].items()
        for verb, operation in verbs.items()
    }


def everything(value: Any):
    yield value
    children = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for child in children:
            yield from everything(child)


def test_every_route_is_described_and_every_description_has_its_route(described):
    served = {
        (method.lower(), route.path)
        for route in api.routes()
        if isinstance(route, Route)
        for method in route.methods or ()
        if method != "HEAD"
    }
    assert served - UNDOCUMENTED == set(described)


def test_it_is_an_openapi_document(written):
    assert re.fullmatch(r"3\.1\.\d+", written["openapi"])
    assert set(written["info"]) >= {"title", "version"}
    assert set(written) <= {"openapi", "info", "servers", "paths", "components", "tags"}


def test_operations_have_what_the_standard_asks_for(described):
    ids = [operation["operationId"] for operation in described.values()]
    assert len(ids) == len(set(ids))
    for (verb, path), operation in described.items():
        assert verb in VERBS
        assert operation["summary"], path
        assert operation["responses"], path
        for status, response in operation["responses"].items():
            assert re.fullmatch(r"[2345]\d\d", status)
            assert "$ref" in response or response["description"]


def test_parameters_of_the_path_are_declared_and_required(described):
    for (_, path), operation in described.items():
        declared = {
            parameter["name"]: parameter
            for parameter in operation["parameters"]
            if parameter.get("in") == "path"
        }
        assert set(declared) == set(re.findall(r"{(\w+)}", path))
        assert all(parameter["required"] for parameter in declared.values())


def test_every_reference_leads_somewhere(written):
    for value in everything(written):
        if isinstance(value, dict) and "$ref" in value:
            place: Any = written
            for part in value["$ref"].removeprefix("#/").split("/"):
                place = place[part]
            assert place


def test_types_are_those_of_json_schema(written):
    schemas = written["components"]["schemas"]
    for schema in everything({name: schemas[name] for name in schemas if name != "Problem"}):
        if isinstance(schema, dict) and "type" in schema and not isinstance(schema["type"], dict):
            types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            assert set(types) <= TYPES
            assert "nullable" not in schema


def test_what_the_checks_refuse_the_document_forbids(written):
    schema = written["components"]["schemas"]["RaiseBarrier"]
    assert schema["properties"]["title"]["maxLength"] == 200
    assert schema["properties"]["from_level"]["maximum"] == 5
    assert "council" not in schema["required"]
    assert schema["additionalProperties"] is False


def test_a_change_of_a_version_asks_for_it(described):
    names = described[("put", "/councils/{council}/assessment/answers/{characteristic}")]
    references = [parameter.get("$ref") for parameter in names["parameters"]]
    assert "#/components/parameters/IfMatch" in references
    assert {"412", "428"} <= set(names["responses"])


def test_no_answer_has_a_rank_or_a_score(written):
    for name, schema in written["components"]["schemas"].items():
        for field in schema.get("properties", {}):
            assert not re.search(r"rank|score|percentile|league|total", field), (name, field)


def test_every_example_is_valid(client, key):
    for operation in OPERATIONS:
        if operation.example and operation.name != "post /sessions":
            path = "/api/v1" + re.sub(r"{\w+}", "DUR", operation.path)
            for one_of, known in (
                ("answers", "leadership"),
                ("bodies", "dwp"),
                ("releases", "money"),
            ):
                path = path.replace(f"{one_of}/DUR", f"{one_of}/{known}")
            answer = client.request(
                operation.method, path, json=operation.example, headers=key("lead")
            )
            assert answer.status_code == 404, (operation.name, answer.text)


def test_it_is_served_with_an_entity_tag(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.json()["openapi"].startswith("3.1")
    again = client.get("/api/v1/openapi.json", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_people_get_a_page(client):
    answer = client.get("/api/v1/")
    assert answer.headers["content-type"].startswith("text/html")
    assert all(operation.path.replace("{", "{") in answer.text for operation in OPERATIONS)
