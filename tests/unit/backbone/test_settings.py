"""A process is told by its environment, and says what it misses."""

import pytest

from backbone.settings import SettingMissing, Settings

NEEDED = {
    "AMQP_URL": "amqp://broker",
    "MONGODB_URL": "mongodb://database/barriers",
    "TOKEN_PUBLIC_KEYS": "keys.json",
}


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("value", [None, ""])
def test_what_has_no_sensible_default_is_named_where_it_is_missing(name, value):
    environment = {**NEEDED, name: value}
    with pytest.raises(SettingMissing, match=name):
        Settings.read("barriers", environment)


def test_the_rest_has_defaults():
    settings = Settings.read("barriers", NEEDED)
    assert settings.health_port is None
    assert settings.token_signing_key is None
    assert settings.workers > 0
    assert settings.log_level == "INFO"
