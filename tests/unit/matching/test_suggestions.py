from contracts.matching import messages
from services.matching.domain import suggestions
from tests.unit.matching.examples import council, helpers, position, resource_content

COUNCILS = [council("YOU"), council("ABC"), council("DEF")]
ABC = position("ABC", data=3, leadership=5)
OFFERS = {"ABC": ("data", "leadership")}
SHELF = [messages.Resource("a-guide", resource_content(), 1)]


def test_every_planned_step_has_its_resources_and_peers() -> None:
    you = position("YOU", data=(2, 4), leadership=(3, 4))

    found = suggestions.suggest(you, SHELF, helpers(COUNCILS, [ABC], OFFERS))

    assert [(each.characteristic, each.step) for each in found] == [("data", 2), ("leadership", 3)]
    assert [len(each.resources) for each in found] == [1, 0]
    assert [peer.council for each in found for peer in each.peers] == ["ABC", "ABC"]


def test_who_stays_where_it_is_plans_no_step() -> None:
    you = position("YOU", data=(2, 2))

    assert suggestions.suggest(you, SHELF, helpers(COUNCILS, [ABC], OFFERS)) == ()


def test_a_step_that_nobody_can_help_with_is_still_suggested() -> None:
    you = position("YOU", data=(2, 3))

    (only,) = suggestions.suggest(you, [], helpers(COUNCILS, [], {}))

    assert (only.resources, only.peers) == ((), ())
