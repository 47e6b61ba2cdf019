"""Who is told of what: nobody of what they may not see, and nobody of what is not theirs."""

from dataclasses import replace

import pytest

from contracts.events import CURRENT
from contracts.notifications.topics import TOPIC_NAMES
from contracts.topology import SUBSCRIPTIONS
from services.notifications.domain import audiences
from tests.unit.notifications.examples import (
    ADMINISTRATOR,
    ANALYST,
    BARRIER,
    CONTACT,
    EVERYBODY,
    IN_GROUP,
    LEAD,
    OFFICER,
    RESPONDER,
    SECRET,
    STRANGER,
    WATCHER,
)


def told(name, data=None, barrier=BARRIER):
    found = audiences.candidates(name, data or {"barrier": "b1"}, barrier)
    topics = {each.id: audiences.topic_of(each, found) for each in EVERYBODY}
    return {person: topic for person, topic in topics.items() if topic}


def test_councils_hear_of_the_barriers_that_they_meet_and_that_they_watch():
    assert told("barrier-taken-up") == {
        OFFICER.id: "our-barriers",
        LEAD.id: "our-barriers",
        WATCHER.id: "watched-barriers",
        IN_GROUP.id: "watched-barriers",
    }


def test_the_body_that_is_asked_hears_that_it_is():
    assert told("barrier-put-to-body")[RESPONDER.id] == "to-answer"
    assert RESPONDER.id not in told("barrier-put-to-body", barrier=replace(BARRIER, asked=None))


def test_an_answer_is_for_the_analyst_who_works_on_it_and_no_other():
    assert told("barrier-answered")[CONTACT.id] == "to-answer"
    assert ANALYST.id not in told("barrier-answered")


def test_a_clock_is_for_the_one_who_owes_the_step_and_for_the_analyst():
    assert told("barrier-clock-runs-out-soon") == {RESPONDER.id: "clocks", CONTACT.id: "clocks"}
    waits = replace(BARRIER, asked=None)
    assert told("barrier-clock-runs-out-soon", barrier=waits) == {CONTACT.id: "clocks"}


def test_a_clock_of_a_barrier_that_nobody_looks_after_is_for_every_analyst():
    fresh = replace(BARRIER, asked=None, analyst=None)

    assert told("barrier-clock-ran-out", barrier=fresh).keys() >= {CONTACT.id, ANALYST.id}


def test_what_happens_in_a_working_group_is_for_its_councils():
    assert told("group-note-added") == {IN_GROUP.id: "watched-barriers"}


def test_of_a_barrier_told_in_confidence_its_council_its_bodies_and_its_analyst_hear():
    assert told("confidential-barrier-moved", barrier=SECRET) == {
        OFFICER.id: "our-barriers",
        LEAD.id: "our-barriers",
        RESPONDER.id: "to-answer",
        CONTACT.id: "to-answer",
    }


@pytest.mark.parametrize("name", sorted(audiences.OF_BARRIERS))
def test_nobody_hears_of_a_barrier_who_is_not_concerned_and_no_administrator(name):
    assert not told(name).keys() & {STRANGER.id, ADMINISTRATOR.id}


@pytest.mark.parametrize("name", sorted(audiences.OF_BARRIERS))
def test_nobody_hears_of_a_barrier_that_is_gone(name):
    assert told(name, barrier=None) == {}


def test_a_councils_own_people_hear_that_its_assessment_was_submitted():
    heard = told("assessment-submitted", {"council": "DUR"}, None)

    assert heard == {OFFICER.id: "assessment-submitted", LEAD.id: "assessment-submitted"}


def test_a_link_to_sign_in_is_for_one_person():
    assert told("sign-in-link-made", {"person": WATCHER.id}, None) == {WATCHER.id: "account"}


def test_that_events_were_parked_is_for_administrators():
    assert told("events-parked", {"service": "reporting"}, None) == {ADMINISTRATOR.id: "running"}


@pytest.mark.parametrize("name", ["webhook-paused", "webhook-ended"])
def test_a_webhook_that_failed_is_for_who_may_mend_it_and_for_administrators(name):
    heard = told(name, {"organisation": "DUR"}, None)

    assert heard == {LEAD.id: "webhooks", ADMINISTRATOR.id: "running"}


def test_all_that_is_told_of_barriers_is_an_event_that_the_service_hears():
    heard = SUBSCRIPTIONS["notifications"]["barriers"]

    for name in audiences.OF_BARRIERS:
        assert CURRENT[f"barriers.{name}"].AGGREGATE in heard, name


def test_every_topic_but_the_summary_is_told_of_something():
    topics = {rule.topic for rules in audiences.OF_BARRIERS.values() for rule in rules}
    topics |= {topic for rules in audiences.OF_OTHERS.values() for topic, _ in rules}

    assert topics == set(TOPIC_NAMES) - {"digest"}
