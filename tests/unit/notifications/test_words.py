"""The words of e-mails about every topic, in both languages, and what they must not say."""

from dataclasses import replace
from datetime import datetime
from itertools import product

import pytest

from contracts.notifications.topics import TOPIC_NAMES
from services.notifications import rendering, schemas
from services.notifications.domain import audiences
from services.notifications.domain.choices import USUAL
from services.notifications.domain.news_of_sector import MOST, news_of
from services.notifications.domain.sentences import SENTENCES, Choice, sentence
from services.notifications.domain.tellings import data_of
from services.notifications.domain.writing import at_once, summary
from tests.contracts.examples import EXAMPLES
from tests.unit.notifications.examples import (
    AT,
    BARRIER,
    DHSC,
    OTHER_BODY,
    RESPONDER,
    SECRET,
    STRANGER,
)

URL = "https://waymark.example"
LANGUAGES = ("en", "cy")
TOLD_OF_BARRIERS = [each for each in EXAMPLES if each.NAME in audiences.OF_BARRIERS]
OTHERS = {
    "assessment-submitted": {"council": "DUR"},
    "sign-in-link-made": {
        "link": "l1",
        "person": "p-officer",
        "purpose": "new-password",
        "expires": "2027-03-03T09:00:00+00:00",
    },
    "webhook-paused": {
        "webhook": "w1",
        "organisation": "DUR",
        "failing_since": "2027-03-01T09:00:00+00:00",
    },
    "webhook-ended": {"webhook": "w1", "organisation": "DUR"},
    "events-parked": {"service": "reporting", "parked": 3},
}


def item(name, data, topic, person="p-officer"):
    whole = {"name": name, "data": data, "topic": topic, "at": AT}
    return {"_id": f"e1.{person}", "person": person, **whole}


def of_barrier(event, barrier=BARRIER):
    (topic, _), *_ = audiences.candidates(event.NAME, {}, barrier)
    return item(event.NAME, {**data_of(event), "barrier": barrier.barrier}, topic)


def rendered(row, language, barrier=BARRIER):
    words = schemas.words(row["data"], {barrier.barrier: barrier}, language)
    return rendering.render(
        row["template"],
        language,
        words,
        name="Nia",
        public_url=URL,
        unsubscribe=f"{URL}/unsubscribe/secret",
    )


def whole(words):
    return f"{words.subject}\n{words.text}\n{words.html}"


@pytest.mark.parametrize(("topic", "language"), [*product(TOPIC_NAMES, LANGUAGES)])
def test_every_topic_has_a_template_in_both_languages(topic, language):
    assert (rendering.TEMPLATES / f"{topic}.{language}.txt").is_file()


@pytest.mark.parametrize(("name", "language"), [*product(audiences.OF_BARRIERS, LANGUAGES)])
def test_every_event_that_is_told_has_a_sentence(name, language):
    said = SENTENCES[name]
    values = said.said if isinstance(said, Choice) else {None: said}
    assert all(getattr(each, language) for each in values.values())


def test_there_is_no_sentence_that_nobody_is_told():
    assert SENTENCES.keys() == audiences.OF_BARRIERS.keys()


@pytest.mark.parametrize(
    ("event", "language"),
    [*product(TOLD_OF_BARRIERS, LANGUAGES)],
    ids=lambda each: getattr(each, "NAME", each),
)
def test_a_mail_says_what_happened_to_which_barrier_and_where_to_see_it(event, language):
    said = rendered(at_once(of_barrier(event), USUAL, AT), language)

    assert BARRIER.number in said.subject
    assert BARRIER.title in said.text
    assert f"{URL}/barriers/{BARRIER.number}" in said.text
    assert "%(" not in whole(said)


@pytest.mark.parametrize(
    ("event", "language"),
    [*product(TOLD_OF_BARRIERS, LANGUAGES)],
    ids=lambda each: getattr(each, "NAME", each),
)
def test_nothing_of_a_barrier_told_in_confidence_but_its_number_is_in_a_mail(event, language):
    said = whole(rendered(at_once(of_barrier(event, SECRET), USUAL, AT), language, SECRET))

    assert BARRIER.title not in said
    assert getattr(event, "title", None) is None or event.title not in said


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda each: each.NAME)
def test_of_an_event_neither_a_council_nor_words_that_people_wrote_are_kept(event):
    kept = data_of(event)

    assert "title" not in kept
    assert "council" not in kept or event.NAME == "assessment-submitted"
    assert "lead" not in kept


def test_there_is_an_example_of_all_that_is_told_beside_barriers():
    assert OTHERS.keys() == audiences.OF_OTHERS.keys()


@pytest.mark.parametrize(("name", "language"), [*product(OTHERS, LANGUAGES)])
def test_a_mail_about_something_else_is_whole_in_both_languages(name, language):
    for topic, _ in audiences.OF_OTHERS[name]:
        said = rendered(at_once(item(name, OTHERS[name], topic), USUAL, AT), language)

        assert said.subject
        assert f"{URL}/" in said.text


def test_a_body_is_called_by_its_name_in_the_readers_language():
    data = {"body": "dhsc", "bodies": {"dhsc": {"en": DHSC.name.en, "cy": DHSC.name.cy}}}

    assert sentence("barrier-answered", data, "cy", str) == "Atebodd Yr Adran Iechyd"
    assert sentence("barrier-answered", {"body": "x"}, "en", str) == (
        "The body that was asked answered"
    )


def test_a_summary_has_its_lines_by_topic():
    voice = item("barrier-supported", {"barrier": "b1"}, "our-barriers")
    asked = item("barrier-put-to-body", {"barrier": "b1", "body": "dhsc"}, "watched-barriers")
    assessment = item("assessment-submitted", {"council": "DUR"}, "assessment-submitted")
    row = summary("daily", AT, "p-officer", [voice, asked, assessment], {}, AT)

    said = rendered(row, "en").text

    assert "One more council" in said
    assert said.index("self-assessment") < said.index("reported or meets") < said.index("watches")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_weekly_summary_says_what_is_new_and_names_no_more_than_fit(language):
    ids = [f"b{number}" for number in range(MOST + 3)]
    barriers = {each: replace(BARRIER, barrier=each, number=f"WM-{each}") for each in ids}
    row = summary("weekly", AT, "p-officer", [], {"barrier-raised": ids}, AT)

    words = schemas.words(row["data"], barriers, language)
    said = rendering.render(
        "digest", language, words, name="Nia", public_url=URL, unsubscribe=None
    ).text

    assert said.count(f"{URL}/barriers/WM-") == MOST
    assert "3" in said.split(f"{URL}/barriers\n")[0].rsplit("\n", 1)[1]


def test_what_is_new_has_no_barrier_told_in_confidence_and_for_a_body_its_own_alone():
    other = replace(BARRIER, barrier="b3", bodies=())
    barriers = {each.barrier: each for each in (BARRIER, SECRET, other)}
    happened = [("barrier-raised", each) for each in ("b1", "b2", "b3", "b1", "gone")]
    news = news_of(happened, barriers)

    assert news.of(STRANGER) == {"barrier-raised": ["b1", "b3"]}
    assert news.of(RESPONDER) == {"barrier-raised": ["b1"]}
    assert news.of(OTHER_BODY) == {}


def test_a_summary_has_one_id_for_its_round_and_person():
    due = datetime(2027, 3, 1, 8, tzinfo=AT.tzinfo)

    assert summary("weekly", due, "p1", [], {}, AT)["_id"] == "weekly.2027-03-01.p1"


def test_a_mail_about_a_barrier_that_is_gone_has_nothing_to_say():
    row = at_once(of_barrier(TOLD_OF_BARRIERS[0]), USUAL, AT)

    words = schemas.words(row["data"], {}, "en")

    assert words["groups"] == []
