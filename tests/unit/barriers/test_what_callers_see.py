from contracts.callers import Caller
from services.barriers import schemas
from services.barriers.domain import support
from services.barriers.domain.barriers import Supporter
from tests.unit.barriers.examples import ANALYST, DURHAM, LATER, LEEDS, barrier

QUIET_LEEDS = Supporter("LDS", named=False)
OPEN_KENT = Supporter("KEN", named=True)
KENT = Caller(person="p4", organisation="KEN", role="officer", name="Ada")
ADMINISTRATOR = Caller("p5", "sector-body", "administrator", "Owen")


def seen(caller: Caller, *supporters: Supporter, named: bool = False):
    return schemas.barrier(barrier(*supporters, named=named), 3, caller=caller)


def test_another_council_reads_only_names_that_were_agreed_to() -> None:
    as_seen = seen(KENT, QUIET_LEEDS, OPEN_KENT)

    assert as_seen.council is None
    assert as_seen.named_supporters == ("KEN",)
    assert as_seen.supporters == 3


def test_a_council_that_agreed_is_named() -> None:
    assert seen(LEEDS, named=True).council == "DUR"


def test_a_council_sees_itself() -> None:
    own = seen(DURHAM, QUIET_LEEDS)

    assert (own.council, own.mine, own.supported) == ("DUR", True, True)
    assert own.named_supporters == ("DUR",)


def test_an_analyst_sees_everybody_and_an_administrator_does_not() -> None:
    assert seen(ANALYST, QUIET_LEEDS).named_supporters == ("DUR", "LDS")
    assert seen(ADMINISTRATOR, QUIET_LEEDS).named_supporters == ()
    assert seen(ADMINISTRATOR).council is None


def test_a_council_that_withdrew_is_named_no_more() -> None:
    left = support.withdraw(barrier(OPEN_KENT, named=True), "DUR", LATER).state
    as_seen = schemas.barrier(left, 3, caller=KENT)
    own = schemas.barrier(left, 3, caller=DURHAM)

    assert (as_seen.council, as_seen.mine) == (None, False)
    assert (own.council, own.mine, own.supported) == ("DUR", True, False)


def test_names_stand_by_their_codes_and_tell_nothing_of_who_came_first() -> None:
    assert seen(ANALYST, QUIET_LEEDS, OPEN_KENT).named_supporters == ("DUR", "KEN", "LDS")


def test_a_list_says_whether_the_callers_own_council_supports_it_and_names_nobody() -> None:
    summary = schemas.summary(barrier(OPEN_KENT), caller=KENT)

    assert summary.supported
    assert not schemas.summary(barrier(), caller=ANALYST).supported
    assert "KEN" not in repr(summary)
