import json
import stat

import jwt
import pytest

from contracts.policies import policies
from deploy.broker import broker_definitions, password_hash
from deploy.keys import Keys


@pytest.fixture
def keys(tmp_path):
    made = Keys(tmp_path / "private" / "signing.pem", tmp_path / "public.json")
    made.ensure()
    return made


def test_what_the_signing_key_signs_the_public_keys_check(keys):
    token = jwt.encode({"sub": "someone"}, keys.signing.read_text(), algorithm="EdDSA")
    (key,) = jwt.PyJWKSet.from_json(keys.public.read_text()).keys
    assert jwt.decode(token, key, algorithms=["EdDSA"]) == {"sub": "someone"}


def test_the_public_keys_hold_no_private_part(keys):
    (key,) = json.loads(keys.public.read_text())["keys"]
    assert "d" not in key


def test_only_its_owner_may_read_the_signing_key(keys):
    assert stat.S_IMODE(keys.signing.stat().st_mode) == 0o600


def test_keys_that_are_there_stay(keys):
    before = keys.signing.read_text()
    keys.ensure()
    assert keys.signing.read_text() == before


def test_the_broker_knows_the_password_by_its_hash():
    # The example of RabbitMQ's own documentation.
    assert (
        password_hash("test12", bytes.fromhex("908DC60A"))
        == "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"
    )
    assert "secret" not in json.dumps(broker_definitions("secret", "secret too", "secret three"))


def test_the_broker_knows_every_policy_of_the_platform():
    loaded = broker_definitions("secret", "another", "a third")["policies"]
    assert [policy["name"] for policy in loaded] == [policy.name for policy in policies()]


def test_services_have_no_tag_and_operators_touch_no_queue():
    known = broker_definitions("secret", "another", "a third")
    tags = {user["name"]: user["tags"] for user in known["users"]}
    assert tags == {
        "waymark": "",
        "waymark-operator": "monitoring,policymaker",
        "waymark-administrator": "administrator",
    }
    (operators,) = [each for each in known["permissions"] if each["user"] == "waymark-operator"]
    assert {operators[right] for right in ("configure", "write", "read")} == {"^$"}
    assert "waymark-administrator" not in {each["user"] for each in known["permissions"]}
