from datetime import UTC, datetime

from contracts.assessment.events import SubmittedAnswer
from contracts.reporting.messages import Standing
from services.reporting import schemas
from services.reporting.domain import figures
from services.reporting.domain.comparing import Submission
from services.reporting.domain.groups import ALL, Block, Council, Group, group_of

AT = datetime(2027, 1, 4, tzinfo=UTC)
LONG_AGO = datetime(2024, 12, 31, tzinfo=UTC)
BLOCK = Block("UA", "North East", "England")


def council(code: str, block: Block = BLOCK) -> Council:
    return Council(code, block, "Unitary authority")


def placed(current: int, target: int, at: datetime = AT) -> Submission:
    return Submission(1, at, (SubmittedAnswer("leadership", "placed", current, target),))


def many(levels: dict[int, int], at: datetime = AT) -> list[tuple[Council, Submission | None]]:
    """So many councils at each level, all of whom want to be one further."""
    return [
        (council(f"C{level}{number}"), placed(level, level + 1, at))
        for level, councils in levels.items()
        for number in range(councils)
    ]


def of_all(register: figures.Register) -> Standing:
    (found,) = [each.standing for each in figures.take(register, AT) if each.group == ALL]
    return found


def shown(standing: Standing) -> list[int | None]:
    return [cell.councils for cell in standing.current]


def test_councils_are_counted_where_they_are_and_want_to_be() -> None:
    standing = of_all(many({1: 7, 2: 9}))

    assert standing.councils == 16
    assert shown(standing) == [7, 9, None, None, None]
    assert [cell.councils for cell in standing.target] == [None, 7, 9, None, None]


def test_a_small_figure_takes_another_one_with_it() -> None:
    assert shown(of_all(many({1: 2, 2: 9, 3: 12}))) == [None, None, 12, None, None]


def test_where_all_gave_the_same_answer_it_is_not_shown() -> None:
    standing = of_all(many({2: 9}))

    assert standing.councils == 9
    assert shown(standing) == [None] * 5


def test_fewer_than_five_councils_show_nothing() -> None:
    standing = of_all(many({1: 2, 2: 2}))

    assert (standing.councils, standing.hidden) == (None, "fewer-than-five")
    assert shown(standing) == [None] * 5


def test_no_reason_tells_one_hidden_answer_from_another() -> None:
    standing = of_all(many({1: 2, 2: 9, 3: 12}))

    reasons = {cell.hidden for cell in standing.current if cell.councils is None}
    assert reasons == {"would-reveal"}


def test_answers_older_than_24_months_do_not_count() -> None:
    register = [*many({1: 7, 2: 9}), (council("OLD"), placed(1, 2, LONG_AGO))]

    assert of_all(register).councils == 16
    assert "OLD" not in figures.counted(register, AT)


def test_each_group_is_counted_by_itself() -> None:
    wales = Block("WPA", "Wales", "Wales")
    welsh = [(council(f"W{number}", wales), placed(number % 2 + 1, 3)) for number in range(12)]
    taken = figures.take([*many({1: 7, 2: 9}), *welsh], AT)

    councils = {each.group: each.standing.councils for each in taken}
    assert councils[Group("nation", "Wales")] == councils[group_of(wales, "region")] == 12
    assert councils[Group("kind", "UA")] == 16
    assert councils[ALL] == 28


def test_figures_follow_when_nobody_or_at_least_five_have_changed() -> None:
    before = {f"C{number}": 1 for number in range(9)}

    assert figures.may_follow(before, before)
    assert not figures.may_follow(before, {**before, "C1": 2})
    assert not figures.may_follow(before, {"C1": 1, **{f"C{number}": 1 for number in range(7)}})
    assert figures.may_follow(before, dict.fromkeys(before, 2))


def test_a_snapshot_names_no_council_in_what_it_shows() -> None:
    taken = figures.take(many({1: 7, 2: 9}), AT)
    snapshot = schemas.snapshot(AT.date(), AT, {}, taken)

    assert "C10" not in repr(snapshot["standings"])
    assert schemas.standing(snapshot["standings"][0]["standing"]) == taken[0].standing
