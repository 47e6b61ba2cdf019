"""A token says who calls; only accounts can make one, and not for long."""

from datetime import timedelta

import jwt
import pytest

from backbone import clock, tokens
from backbone.tokens import TokenRefused, TokenVerifier, sign
from contracts.callers import Caller
from deploy.keys import Keys

CALLER = Caller("p-1", "ABC", "lead", "Lee Lead")


@pytest.fixture(scope="module")
def keys(tmp_path_factory) -> Keys:
    folder = tmp_path_factory.mktemp("keys")
    keys = Keys(folder / "signing.pem", folder / "public.json")
    keys.ensure()
    return keys


@pytest.fixture
def verifier(keys) -> TokenVerifier:
    return TokenVerifier(keys.public)


def key_id(keys: Keys) -> str:
    (key,) = jwt.PyJWKSet.from_json(keys.public.read_text()).keys
    return str(key.key_id)


def signed(keys: Keys, caller: Caller = CALLER, **options) -> str:
    return sign(caller, keys.signing.read_text(), key_id=key_id(keys), **options)[0]


@pytest.mark.parametrize("kind", ["session", "key", "operator"])
def test_the_caller_comes_back_whole(keys, verifier, kind):
    caller = Caller("p-1", "sector-body", "analyst", "Ana Łukasz", kind=kind)
    assert verifier.caller(signed(keys, caller)) == caller


def test_a_token_that_has_expired_is_refused(keys, verifier):
    with pytest.raises(TokenRefused):
        verifier.caller(signed(keys, lifetime=timedelta(seconds=-1)))


def test_a_token_that_was_good_is_refused_once_it_expires(keys, verifier, monkeypatch):
    token = signed(keys)
    assert verifier.caller(token) == CALLER
    later = clock.now() + timedelta(minutes=3)
    monkeypatch.setattr(tokens, "now", lambda: later)
    with pytest.raises(TokenRefused):
        verifier.caller(token)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "....", "é"])
def test_what_is_no_token_is_refused(verifier, token):
    with pytest.raises(TokenRefused):
        verifier.caller(token)


def test_a_token_of_another_algorithm_is_refused(keys, verifier):
    claims = {"sub": "p", "org": "o", "role": "lead", "name": "n", "kind": "session"}
    header = {"kid": key_id(keys)}
    for forged in (
        jwt.encode({**claims, "exp": 2**40}, key="", algorithm="none", headers=header),
        jwt.encode({**claims, "exp": 2**40}, key="x" * 64, algorithm="HS256", headers=header),
    ):
        with pytest.raises(TokenRefused):
            verifier.caller(forged)


@pytest.mark.parametrize("missing", ["exp", "sub", "org", "role", "name", "kind", "iss"])
def test_a_token_that_leaves_something_out_is_refused(keys, verifier, missing):
    claims = {
        "iss": tokens.ISSUER,
        "exp": 2**40,
        "sub": "p",
        "org": "o",
        "role": "lead",
        "name": "n",
        "kind": "session",
    }
    del claims[missing]
    pem, header = keys.signing.read_text(), {"kid": key_id(keys)}
    token = jwt.encode(claims, pem, algorithm=tokens.ALGORITHM, headers=header)
    with pytest.raises(TokenRefused):
        verifier.caller(token)


def test_the_verifier_s_memory_stays_small(keys, verifier, monkeypatch):
    monkeypatch.setattr(TokenVerifier, "KNOWN", 3)
    for number in range(10):
        verifier.caller(signed(keys, Caller(f"p-{number}", "ABC", "lead", "Lee")))
    assert len(verifier._known) == 3
