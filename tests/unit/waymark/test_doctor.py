"""How the doctor judges what it was told: what can't be had on a real platform in a test."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backbone.examining import apart
from contracts import policies, topology
from contracts.operating.messages import Examination
from waymark.doctor import broker
from waymark.doctor.live import Counts, Live, LiveQueue
from waymark.doctor.services import ahead, judged

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOUND = Examination(
    indexes=(),
    writable=True,
    transactions=True,
    anonymous=False,
    others=(),
    write_concern="majority",
    journal=True,
    transaction_seconds=5,
    at=NOW,
    database_ahead=0.0,
)
AS_DECLARED = Live(
    version=(4, 1, 0),
    exchanges={each.name: each.type for each in topology.exchanges()},
    queues={
        each.name: LiveQueue(each.type, policies.policy_of(each.name)) for each in topology.queues()
    },
    bindings=frozenset(topology.bindings()),
    policies={each.name: each.body() for each in policies.policies()},
    alarms=(),
    feature_flags=None,
)


def found(**different: object) -> list[str]:
    """What is wrong with an examination that was asked for within a tenth of a second."""
    asked = NOW - timedelta(seconds=0.1), replace(SOUND, **different), NOW
    return [finding.what for finding in judged("barriers", asked).findings]


def wrong(**different: object) -> list[str]:
    return [finding.what for finding in broker.compared(replace(AS_DECLARED, **different)).findings]


def test_what_is_sound_has_no_findings():
    assert found() == []
    assert wrong() == []


@pytest.mark.parametrize(
    ("seconds", "way"), [(-30, "29.9 s behind"), (-2, "1.9 s behind"), (3, "3.0 s ahead of")]
)
def test_a_service_whose_clock_is_more_than_a_second_off_is_found(seconds, way):
    (what,) = found(at=NOW + timedelta(seconds=seconds))
    assert what == f"The clock of barriers is {way} this machine's."


@pytest.mark.parametrize("seconds", [-1.0, -0.1, 0.0, 1.0])
def test_clocks_within_a_second_of_each_other_are_sound(seconds):
    assert found(at=NOW + timedelta(seconds=seconds), database_ahead=seconds) == []


def test_a_database_whose_clock_is_off_is_found():
    (what,) = found(database_ahead=-61.5)
    assert what == "The clock of the database of barriers is 61.5 s behind the service's."


@pytest.mark.parametrize(
    ("moment", "expected"), [(-3, -2.0), (-1, 0.0), (-0.5, 0.0), (0, 0.0), (2, 2.0)]
)
def test_a_clock_is_compared_with_both_moments_around_it(moment, expected):
    """Whoever answers slowly is not off for that."""
    before, after = NOW - timedelta(seconds=1), NOW
    told = NOW + timedelta(seconds=moment)
    assert ahead(before, told, after) == expected
    assert apart(before, told, after).total_seconds() == expected


@pytest.mark.parametrize(
    ("different", "words"),
    [
        ({"anonymous": True}, "does not sign in"),
        ({"others": ("*",)}, "more than its own database: all databases"),
        ({"write_concern": "1"}, "writes with w: 1"),
        ({"journal": False}, "j: False"),
        ({"transactions": False}, "takes no transactions"),
        ({"transaction_seconds": 60}, "blocked for 60 s"),
    ],
)
def test_a_database_that_can_not_keep_the_promises_is_found(different, words):
    (what,) = found(**different)
    assert words in what


def test_a_limit_that_may_not_be_read_is_said_and_no_finding():
    report = judged("barriers", (NOW, replace(SOUND, transaction_seconds=None), NOW))
    assert not report.findings
    assert "transactionLifetimeLimitSeconds" in report.unchecked[0]


@pytest.mark.parametrize("resource", ["memory", "disk"])
def test_an_alarm_is_found(resource):
    (what,) = wrong(alarms=(resource,))
    assert what == f"The broker is short of {resource} and takes no messages."


def test_an_exchange_of_another_type_is_found():
    exchanges = {**AS_DECLARED.exchanges, topology.DEAD_LETTERS: "fanout"}
    assert wrong(exchanges=exchanges) == [
        f"The exchange {topology.DEAD_LETTERS} is of the type fanout instead of direct."
    ]


def test_a_queue_of_another_type_is_found():
    queues = {**AS_DECLARED.queues, "matching.dead": LiveQueue("classic", "dead-letters")}
    assert wrong(queues=queues) == ["The queue matching.dead is classic instead of quorum."]


@pytest.mark.parametrize("version", [(3, 10, 8), (3, 13, 0), (4, 1, 0)])
def test_a_feature_flag_that_is_off_is_found(version):
    (what,) = wrong(version=version, feature_flags={"stream_queue": "disabled"})
    assert what.startswith("The feature flag stream_queue is off")


def test_flags_that_may_not_be_read_are_said_where_they_can_be_off():
    assert broker.compared(AS_DECLARED).unchecked == ()
    old = replace(AS_DECLARED, version=(3, 10, 8))
    assert broker.compared(old).unchecked == (broker.UNREAD_FLAG,)


def test_dead_letters_are_found():
    counts = {"reporting.dead": Counts(messages=1, consumers=0)}
    (finding,) = broker.standing(counts).findings
    assert finding.what == "reporting.dead holds 1 message that the broker gave up delivering."


def test_a_subscription_that_nobody_consumes_is_found_where_its_service_runs():
    idle = {"reporting.from.barriers": Counts(messages=7, consumers=0)}
    assert broker.standing(idle).findings == []
    (finding,) = broker.standing({**idle, "rpc-reporting": Counts(0, 1)}).findings
    assert finding.what == "reporting runs, but nobody consumes reporting.from.barriers."
