"""The life of a webhook, and its secrets."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import standardwebhooks

from contracts.callers import SECTOR_BODY, Caller, LeadNeeded
from contracts.errors import Invalid, NotAllowed
from contracts.messages import load
from contracts.notifications.messages import RegisterWebhook
from services.notifications.domain import owning, webhooks
from services.notifications.domain.webhooks import HasEnded, NoSuchWebhook, NotVerified, Webhook
from services.notifications.posting import secrets

AT = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
NEW = Webhook(
    "w",
    "CMD",
    "https://hooks.example.org/in?token=hush",
    "Ours",
    ("barriers.#",),
    1,
    "ab" * 32,
    AT,
    "lee",
)
ACTIVE = replace(NEW, state="active")
LEAD = Caller("lee", "CMD", "lead", "Lee")
OFFICER = Caller("olu", "CMD", "officer", "Olu")
FOREIGNER = Caller("fay", "GWN", "lead", "Fay")
ADMINISTRATOR = Caller("alex", SECTOR_BODY, "administrator", "Alex")
RESPONDER = Caller("rae", "dwp", "responder", "Rae")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("barriers.#", "barriers.#"),
        ("uk.waymark.barriers.barrier-raised.v1", "barriers.barrier-raised.*"),
        ("barriers.barrier-raised.*", "barriers.barrier-raised.*"),
        ("*.*.v1", "*.*.*"),
    ],
)
def test_a_kind_of_one_version_is_wanted_in_all_of_them_for_the_version_is_pinned(typed, kept):
    asked = {"url": NEW.url, "label": "Ours", "events": [typed]}
    assert load(RegisterWebhook, asked).events == (kept,)


@pytest.mark.parametrize("typed", ["accounts.#", "barriers.barrier-razed.*", "barriers.barrier-*"])
def test_a_kind_that_no_barrier_event_is_of_is_refused(typed):
    with pytest.raises(Invalid):
        load(RegisterWebhook, {"url": NEW.url, "label": "Ours", "events": [typed]})


def test_events_tell_the_host_of_an_address_and_nothing_more_of_it():
    (event,) = webhooks.register(NEW).events

    assert event.facts.host == "hooks.example.org"
    assert "hush" not in str(event)
    assert NEW.seed not in str(event)


def test_nothing_may_be_posted_before_the_address_has_answered():
    for act in (
        lambda: webhooks.resume(NEW, AT),
        lambda: webhooks.replay(NEW, 1, 2, AT),
        lambda: webhooks.pause(NEW, "by-hand", AT),
    ):
        with pytest.raises(NotVerified):
            act()
    assert webhooks.verify(NEW, NEW.url, AT).state.state == "active"


def test_an_answer_of_an_address_that_was_left_meanwhile_verifies_nothing():
    assert webhooks.verify(NEW, "https://before.example.org/", AT).events == ()


def test_another_address_is_verified_anew_and_other_changes_need_not_be():
    def changed(**given):
        whole = {"url": ACTIVE.url, "label": "L", "events": ("#",), "batch": 5, "versions": None}
        return webhooks.change(ACTIVE, **{**whole, **given}, at=AT).state

    assert changed().state == "active"
    assert changed(url="https://other.example.org/").state == "unverified"
    assert changed(versions={"barrier-raised": 2}).versions == {"barrier-raised": 2}


def test_what_has_ended_stays_so():
    gone = webhooks.end_as_gone(ACTIVE, ACTIVE.url, AT).state

    assert webhooks.end_as_gone(gone, ACTIVE.url, AT).events == ()
    for act in (webhooks.resume, lambda each, at: webhooks.rotate(each, 1, at)):
        with pytest.raises(HasEnded):
            act(gone, AT)
    removed = webhooks.remove(gone, AT).state
    assert removed.removed
    assert webhooks.remove(removed, AT).events == ()


def test_an_address_that_was_left_meanwhile_ends_nothing_by_being_gone():
    assert webhooks.end_as_gone(ACTIVE, "https://before.example.org/", AT).events == ()


def test_an_event_tells_of_a_pause_and_its_reason():
    (event,) = webhooks.pause(
        ACTIVE, "failed-too-long", AT, failing_since=AT, failure="refused"
    ).events

    assert (event.organisation, event.reason, event.failure) == (
        *("CMD", "failed-too-long"),
        "refused",
    )


@pytest.mark.parametrize(
    ("after", "until"), [(5, 5), (6, 5)], ids=["nothing lies between", "the wrong way round"]
)
def test_a_replay_of_nothing_is_refused(after, until):
    with pytest.raises(Invalid):
        webhooks.replay(ACTIVE, after, until, AT)


class TestWhoMay:
    def test_a_lead_manages_and_an_officer_reads(self):
        owning.must_manage(NEW, LEAD)
        owning.must_see(NEW, OFFICER)
        with pytest.raises(LeadNeeded):
            owning.must_manage(NEW, OFFICER)

    def test_somebody_elses_is_none_at_all(self):
        for must in (owning.must_see, owning.must_manage, owning.must_stop):
            for caller in (FOREIGNER, RESPONDER, replace(ADMINISTRATOR, role="analyst")):
                with pytest.raises(NoSuchWebhook):
                    must(NEW, caller)

    def test_an_administrator_may_stop_everybodys_and_nothing_more(self):
        owning.must_see(NEW, ADMINISTRATOR)
        owning.must_stop(NEW, ADMINISTRATOR)
        with pytest.raises(NotAllowed):
            owning.must_manage(NEW, ADMINISTRATOR)

    def test_responders_and_the_sector_body_have_their_own(self):
        owning.must_register(RESPONDER)
        owning.must_register(ADMINISTRATOR)

    def test_a_removed_one_is_found_no_more(self):
        with pytest.raises(NoSuchWebhook):
            owning.must_see(replace(NEW, removed=True), LEAD)


class TestSecrets:
    BODY = '{"words": "ŵ"}'.encode()

    def verify(self, webhook, generation, body, at):
        headers = secrets.headers(webhook, "an-id", body, at)
        secret = secrets.secret_of(webhook, generation)
        return standardwebhooks.Webhook(secret).verify(self.BODY, headers)

    def test_sign_as_the_standard_has_it(self):
        assert self.verify(NEW, 1, self.BODY, datetime.now(UTC)) == {"words": "ŵ"}

    def test_a_forged_body_has_no_signature(self):
        with pytest.raises(standardwebhooks.WebhookVerificationError):
            self.verify(NEW, 1, self.BODY + b" ", datetime.now(UTC))

    def test_the_old_one_signs_beside_the_new_one_until_it_is_kept_no_longer(self):
        now = datetime.now(UTC)
        rotated = webhooks.rotate(NEW, 1, now).state

        assert secrets.secret_of(rotated, 1) == secrets.secret_of(NEW, 1)
        assert secrets.secret_of(rotated, 2) != secrets.secret_of(NEW, 1)
        for generation in (1, 2):
            self.verify(rotated, generation, self.BODY, now)
        assert secrets.signing(rotated, now + timedelta(hours=1)) == [2]

    def test_an_old_one_is_kept_for_a_week_at_the_most(self):
        for hours in (-1, 169):
            with pytest.raises(Invalid):
                webhooks.rotate(NEW, hours, AT)
