from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contracts.accounts.events import CouncilFacts
from contracts.matching import messages
from contracts.matching.events import ResourceChanged, ResourcePublished
from services.matching.domain import resources
from services.matching.domain.register import Register
from tests.unit.matching.examples import AT, council, resource_content

ENGLISH = council("ENG")
WELSH = council("WAL", nation="Wales", kind="WPA", kind_name="Welsh unitary authority")
REGISTER = Register([ENGLISH, WELSH, council("BRX", name="Brixham", kind="UA")])
NATIONS = ["England", "Wales", "Scotland", "Northern Ireland"]


def suggested(
    *contents: dict[str, Any], to: CouncilFacts | None = ENGLISH
) -> dict[str, list[dict[str, Any]]]:
    """Reasons by resource, for the step from 2 of `data`."""
    shelf = [messages.Resource(each["id"], each, 1) for each in contents]
    found = resources.suggest(shelf, "data", 2, to, REGISTER)
    return {each.resource.id: list(each.reasons) for each in found}


def test_a_new_resource_is_published() -> None:
    published = resources.publish(None, resource_content(), AT)

    assert published.events == (ResourcePublished("a-guide", "A guide", "Canllaw", AT),)


def test_the_same_resource_again_changes_nothing() -> None:
    present = resources.publish(None, resource_content(), AT).state

    assert resources.publish(present, resource_content(), AT).events == ()


def test_a_resource_that_says_something_else_is_changed() -> None:
    present = resources.publish(None, resource_content(), AT).state
    other = resource_content(publisher="Another")

    assert resources.publish(present, other, AT).events == (
        ResourceChanged("a-guide", "A guide", "Canllaw", AT),
    )


def test_only_what_helps_with_the_very_step_is_suggested() -> None:
    found = suggested(
        resource_content("this", steps=[("data", 2), ("data", 3)]),
        resource_content("later", steps=[("data", 3)]),
        resource_content("elsewhere", steps=[("leadership", 2)]),
    )

    assert found == {"this": [{"code": "for-this-step"}]}


def test_a_resource_for_other_nations_is_not_shown() -> None:
    found = suggested(resource_content("scots", nations=["Scotland"]))

    assert found == {}


def test_a_resource_for_the_councils_own_nation_says_so() -> None:
    found = suggested(resource_content(nations=["Wales", "England"]), to=WELSH)

    assert {"code": "your-nation", "nation": "Wales"} in found["a-guide"]


def test_that_a_resource_is_in_welsh_is_said_to_councils_in_wales() -> None:
    both = resource_content(languages=["en", "cy"])

    assert {"code": "in-welsh"} in suggested(both, to=WELSH)["a-guide"]
    assert {"code": "in-welsh"} not in suggested(both, to=ENGLISH)["a-guide"]


def test_what_a_council_of_the_same_kind_published_says_so() -> None:
    found = suggested(resource_content(publisher="Brixham"))

    assert {"code": "your-kind", "kind": "Unitary authority"} in found["a-guide"]


def test_to_a_council_that_is_not_known_only_what_holds_everywhere_is_shown() -> None:
    found = suggested(resource_content("all"), resource_content("one", nations=["Wales"]), to=None)

    assert list(found) == ["all"]


def test_what_has_more_reasons_comes_first_and_what_is_made_up_last() -> None:
    found = suggested(
        resource_content("a-made-up", illustrative=True),
        resource_content("b-many-steps", steps=[("data", 2), ("data", 3)]),
        resource_content("c-one-step"),
        resource_content("d-english", nations=["England"]),
    )

    assert list(found) == ["d-english", "c-one-step", "b-many-steps", "a-made-up"]


def test_a_step_shows_a_few_and_not_everything() -> None:
    assert len(suggested(*(resource_content(f"guide-{n}") for n in range(9)))) == resources.MOST


@given(
    st.lists(st.lists(st.sampled_from(NATIONS), min_size=1, unique=True), max_size=8),
    st.sampled_from(NATIONS),
)
def test_whatever_is_shown_holds_in_the_councils_nation(
    nations: list[list[str]], nation: str
) -> None:
    contents = [resource_content(f"r{n}", nations=each) for n, each in enumerate(nations)]

    found = suggested(*contents, to=council("ANY", nation=nation))

    assert all(nation in each["nations"] for each in contents if each["id"] in found)
