from dataclasses import replace
from datetime import UTC, datetime

import pytest

from contracts.accounts.bodies import BodyFacts, BodyName
from contracts.accounts.events import BodyChanged, BodyRegistered
from services.accounts.domain import bodies, organisations

NOW = datetime(2027, 1, 4, tzinfo=UTC)
ICO = BodyFacts("ico", BodyName("Information Commissioner", "Comisiynydd Gwybodaeth"), "regulator")


def test_a_registered_body_is_told_with_all_that_the_register_says() -> None:
    outcome = bodies.register(ICO, council=False, at=NOW)
    assert outcome.events == (BodyRegistered("ico", ICO, NOW),)


def test_no_body_is_called_like_the_sector_body_or_a_council() -> None:
    for facts, council in ((replace(ICO, id="sector-body"), False), (ICO, True)):
        with pytest.raises(bodies.NoIdForABody) as refused:
            bodies.register(facts, council=council, at=NOW)
        assert set(refused.value.details) == {"id"}


def test_a_renamed_or_ended_body_is_told_once() -> None:
    ended = replace(ICO, name=BodyName("Information Commission", "Comisiwn Gwybodaeth"), ended=True)
    outcome = bodies.change(ICO, ended, at=NOW)
    assert outcome.events == (BodyChanged("ico", ended, NOW),)
    assert bodies.change(outcome.state, ended, at=NOW).events == ()


def test_nobody_answers_for_a_body_once_it_has_ended() -> None:
    organisations.must_answer(ended=False)
    with pytest.raises(organisations.BodyAnswersNoMore):
        organisations.must_answer(ended=True)
