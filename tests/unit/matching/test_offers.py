import pytest

from contracts.errors import Invalid
from contracts.matching.events import HelpOffered, HelpWithdrawn
from services.matching.domain import offers
from services.matching.domain.offers import HelpOffer
from tests.unit.matching.examples import AT

KNOWN = ("data", "leadership")
OFFER = HelpOffer("CMD", ("data", "leadership"), 3)


def mistakes(*characteristics: str, capacity: int = 2, known: tuple[str, ...] = KNOWN) -> set[str]:
    offered = HelpOffer("CMD", characteristics, capacity)
    with pytest.raises(Invalid) as refused:
        offers.offer(None, offered, known=known, at=AT)
    return set(refused.value.details)


def test_an_offer_names_the_council_for_its_characteristics_and_no_others() -> None:
    offered = offers.offer(None, OFFER, known=KNOWN, at=AT)

    assert offered.events == (HelpOffered("CMD", ("data", "leadership"), 3, AT),)


def test_the_same_offer_in_another_order_changes_nothing() -> None:
    again = HelpOffer("CMD", ("leadership", "data"), 3)

    assert offers.offer(OFFER, again, known=KNOWN, at=AT).events == ()


def test_an_offer_takes_the_place_of_the_one_before() -> None:
    other = HelpOffer("CMD", ("data",), 3)

    assert offers.offer(OFFER, other, known=KNOWN, at=AT).state == other


def test_an_offer_for_nothing_is_refused() -> None:
    assert mistakes() == {"characteristics"}


def test_a_characteristic_named_twice_is_refused() -> None:
    assert mistakes("data", "data") == {"characteristics"}


def test_a_characteristic_that_no_model_has_is_refused() -> None:
    assert mistakes("magic") == {"characteristics"}


def test_any_characteristic_is_taken_while_no_model_is_known() -> None:
    offered = offers.offer(None, HelpOffer("CMD", ("magic",)), known=(), at=AT)

    assert offered.state.characteristics == ("magic",)


def test_more_characteristics_than_a_model_can_have_are_refused() -> None:
    assert mistakes(*(f"c{number}" for number in range(21)), known=()) == {"characteristics"}


@pytest.mark.parametrize("capacity", [0, -1, 21])
def test_a_capacity_out_of_bounds_is_refused(capacity: int) -> None:
    assert mistakes("data", capacity=capacity) == {"capacity"}


def test_every_mistake_is_named_at_once() -> None:
    assert mistakes("magic", capacity=0) == {"characteristics", "capacity"}


def test_withdrawing_ends_the_consent_for_everything() -> None:
    withdrawn = offers.withdraw(OFFER, AT)

    assert withdrawn.state.characteristics == ()
    assert withdrawn.events == (HelpWithdrawn("CMD", AT),)


def test_withdrawing_what_was_never_offered_changes_nothing() -> None:
    assert offers.withdraw(HelpOffer("CMD"), AT).events == ()
