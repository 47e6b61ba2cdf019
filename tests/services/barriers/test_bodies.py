"""Barriers hears of bodies, and so knows to whom a barrier can be put."""

from dataclasses import replace

from backbone.clock import now
from contracts.accounts.bodies import BodyFacts, BodyName
from contracts.accounts.events import BodyChanged
from deploy.local.stack import Stack
from services.barriers import store
from tests.services.barriers.telling import NAME, known_bodies, new_body, register_body, tell
from tests.trial.running import wait_until


def test_a_body_is_known_once_accounts_has_told_of_it(platform: Stack) -> None:
    body = register_body(platform)

    with known_bodies(platform) as bodies:
        assert store.known_body(bodies, body) == BodyFacts(body, NAME, "department", "dwp")
        assert store.known_body(bodies, new_body()) is None


def test_a_renamed_body_is_known_by_its_new_name_and_one_that_ended_stands_for_nothing(
    platform: Stack,
) -> None:
    stands_for = new_body()
    staying, ending = (register_body(platform, stands_for=stands_for) for _ in range(2))
    facts = BodyFacts(ending, BodyName("Renamed", "Newydd"), "department", stands_for)
    tell(platform, BodyChanged(ending, facts, now()), 2)
    ended = replace(facts, ended=True)
    tell(platform, BodyChanged(ending, ended, now()), 3)

    with known_bodies(platform) as bodies:
        wait_until(lambda: store.known_body(bodies, ending) == ended)
        assert [each.id for each in store.standing_for(bodies, stands_for)] == [staying]
