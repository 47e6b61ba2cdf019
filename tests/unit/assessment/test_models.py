from contracts.assessment.events import ModelPublished
from services.assessment.domain import models
from tests.unit.assessment.examples import AT, CHARACTERISTICS, MODEL, content


def test_the_first_version_of_a_model_is_one() -> None:
    published = models.publish(None, content(), AT)

    assert published.state.model_version == 1
    assert published.events == (
        ModelPublished("improvement-and-innovation", 1, CHARACTERISTICS, AT),
    )


def test_the_same_content_is_not_published_again() -> None:
    assert models.publish(MODEL, content(), AT).events == ()


def test_other_content_becomes_the_next_version_beside_the_old_one() -> None:
    published = models.publish(MODEL, content(title="A better model"), AT).state

    assert (published.id, published.model_version) == ("improvement-and-innovation:2", 2)
    assert MODEL.content["title"] == {"en": "A model"}


def test_going_back_to_an_older_content_is_a_version_of_its_own() -> None:
    second = models.publish(MODEL, content(title="A better model"), AT).state

    assert models.publish(second, content(), AT).state.model_version == 3


def test_each_version_is_an_aggregate_so_that_its_event_is_the_first_of_it() -> None:
    published = models.publish(MODEL, content(title="A better model"), AT)

    assert published.events[0].subject == published.state.id
