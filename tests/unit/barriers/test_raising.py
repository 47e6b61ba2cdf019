import pytest

from contracts.barriers.events import BarrierRaised
from contracts.barriers.messages import RaiseBarrier
from contracts.callers import ForAnotherCouncil, LeadNeeded
from contracts.errors import Invalid, NotAllowed
from contracts.messages import load
from services.barriers.domain.barriers import must_speak_for
from tests.unit.barriers.examples import ANALYST, AT, DURHAM, FACETS, LEEDS, raised

REQUEST = {
    "council": "DUR",
    "title": "We may not see",
    "story": "An address may not be shared.",
    "kind": "data-sharing",
    "named": False,
}


def test_who_raises_a_barrier_is_the_first_to_support_it() -> None:
    barrier = raised().state

    assert [each.council for each in barrier.supporters] == ["DUR"]
    assert (barrier.raised_by, barrier.stage) == ("DUR", "raised")


def test_the_event_tells_of_a_barrier_without_its_story() -> None:
    (event,) = raised(named=True).events

    assert event == BarrierRaised("b1", "WB-7K3Q-9FD", "We may not see", FACETS, "DUR", 1, AT)


def test_a_council_that_did_not_agree_is_not_in_the_event() -> None:
    (event,) = raised(named=False).events

    assert isinstance(event, BarrierRaised)
    assert event.council is None


def test_an_officer_speaks_for_their_own_council_only() -> None:
    must_speak_for(DURHAM, "DUR", named=False)
    with pytest.raises(ForAnotherCouncil):
        must_speak_for(DURHAM, "LDS", named=False)
    with pytest.raises(NotAllowed):
        must_speak_for(ANALYST, "DUR", named=False)


def test_only_a_lead_agrees_to_the_council_being_named() -> None:
    must_speak_for(LEEDS, "LDS", named=True)
    with pytest.raises(LeadNeeded):
        must_speak_for(DURHAM, "DUR", named=True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 201),
        ("title", "two\nlines"),
        ("story", "x" * 10_001),
        ("audience", "friends"),
        ("kind", "No Slug"),
        ("council", "../DUR"),
        ("effect", "annoys"),
        ("from_level", 6),
        ("named", None),
        ("colour", "red"),
    ],
)
def test_bad_input_is_refused_with_the_name_of_the_field(field: str, value: object) -> None:
    with pytest.raises(Invalid) as refused:
        load(RaiseBarrier, {**REQUEST, field: value})
    assert list(refused.value.details) == [field]
