from contracts.reporting.messages import BarrierCount
from services.reporting.domain import pictures
from services.reporting.domain.pictures import Pile

PILES = [
    Pile("legal", "dwp", barriers=2, support=5),
    Pile("legal", None, barriers=1, support=1),
    Pile("funding", "dwp", barriers=3, support=20),
]


def test_barriers_are_summed_by_kind_in_order_of_support() -> None:
    assert pictures.by_kind(PILES) == (BarrierCount("funding", 3, 20), BarrierCount("legal", 3, 6))


def test_barriers_without_a_body_have_a_row_of_their_own() -> None:
    assert pictures.by_body(PILES) == (BarrierCount("dwp", 5, 25), BarrierCount("none", 1, 1))


def test_rows_of_equal_support_stand_by_their_ids() -> None:
    equal = [Pile("b", None, 1, 4), Pile("a", None, 1, 4)]
    assert [row.id for row in pictures.by_kind(equal)] == ["a", "b"]
