"""API keys, by which programs act for an organisation."""

from contracts.accounts.messages import CreateKey, Key, KeyCreated, Keys, ListKeys, RevokeKey
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "GET",
        "/keys",
        "List API keys",
        service="accounts",
        rpc="keys",
        request=ListKeys,
        reply=Keys,
        access="lead-or-administrator",
        description="An administrator sees every key, a lead their council's.",
    ),
    Operation(
        "POST",
        "/keys",
        "Create an API key",
        service="accounts",
        rpc="create_key",
        request=CreateKey,
        reply=KeyCreated,
        access="lead-or-administrator",
        status=201,
        description="The answer is the only one that ever holds the secret.",
        example={"label": "Our intranet", "organisation": "DUR", "role": "officer"},
    ),
    Operation(
        "DELETE",
        "/keys/{key}",
        "Revoke an API key",
        service="accounts",
        rpc="revoke_key",
        request=RevokeKey,
        reply=Key,
        access="lead-or-administrator",
    ),
]
