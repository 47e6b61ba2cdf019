"""The pages for systems that listen: the ways, webhooks in every state, and what was posted."""

import re
from pathlib import Path

import pytest

from contracts.errors import Conflict, Invalid, NotFound, Stale, Unavailable
from gateway import sessions
from gateway.languages import words_in
from gateway.pages.subscribe import ways
from gateway.pages.subscribe.words import FAILURES, as_shown, because, delivered, organisations

AT = "2027-01-04T09:30:00+00:00"
WEBHOOK = {
    "id": "w1",
    "organisation": "DUR",
    "url": "https://hooks.example.org/waymark",
    "label": "Our case system",
    "events": ["barriers.#"],
    "batch": 1,
    "state": "active",
    "pause_reason": None,
    "cursor": "barriers-40",
    "behind": 0,
    "waiting_since": None,
    "attempts": 0,
    "failing_since": None,
    "next_attempt": None,
    "last_failure": None,
    "replay_until": None,
    "last_delivered": AT,
    "old_secret_until": None,
    "pinned": [],
    "created": AT,
    "created_by": "grace",
    "version": 2,
}
REFUSED = {"failure": "refused", "status": 503, "at": AT}
FAILING = {
    **WEBHOOK,
    "attempts": 3,
    "behind": 12,
    "waiting_since": AT,
    "failing_since": AT,
    "next_attempt": AT,
    "last_failure": REFUSED,
}
DELIVERY = {
    "id": "post-1",
    "attempt": 2,
    "kind": "event",
    "webhook": "w1",
    "first": "barriers-41",
    "last": "barriers-41",
    "events": 1,
    "types": ["barriers.barrier-raised.v1"],
    "at": AT,
    "seconds": 0.2,
    "status": 503,
    "failure": "refused",
    "answer": "<b>we are down</b>",
}
COUNCIL = {"code": "DUR", "name": "Durham"}
BODY = {"id": "dwp", "name": {"en": "Department for Work", "cy": "Yr Adran Waith"}}
REGISTER = {"url": WEBHOOK["url"], "label": "Ours", "events": "barriers.#", "batch": "1"}
_ = words_in("en")


@pytest.fixture
def somebody(services):
    """Signs somebody in with a role of an organisation, and gives the headers of their browser."""

    def headers(role="lead", organisation="DUR"):
        services.know("secret", organisation, role, kind="session")
        return {"cookie": f"{sessions.COOKIE}=secret", "accept": "text/html"}

    services.answers |= {
        "accounts.all_councils": {"councils": [COUNCIL]},
        "accounts.all_bodies": {"bodies": [BODY]},
        "barriers.events": {"events": [], "last": 0, "head": 52},
        "notifications.count_unseen": {"unseen": 0},
        "notifications.webhooks": {"webhooks": [FAILING], "next": None},
        "notifications.webhook": FAILING,
        "notifications.deliveries": {"deliveries": [DELIVERY], "next": None},
        "notifications.delivery": {"attempts": [DELIVERY], "body": '{"id": "an-event"}'},
    }
    return headers


@pytest.fixture
def page(client, somebody):
    """What somebody reads at an address, without its tags."""

    def read(address, *who):
        answer = client.get(address, headers=somebody(*who))
        assert answer.status_code == 200, answer.text
        return " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())

    return read


def send(client, headers, address, to, **typed):
    token = re.findall(
        r'name="csrf_token" value="([^"]+)"', client.get(address, headers=headers).text
    )[-1]
    return client.post(to, headers=headers, data={"csrf_token": token, **typed})


def asked(services, method):
    return next(each.message for each in reversed(services.asked) if each.method == method)


def test_the_ways_are_there_for_everybody_with_their_commands_and_tutorials(client) -> None:
    page = client.get("/subscribe").text

    assert "waymark subscribers add NAME" in page
    assert "waymark subscribers list" in page
    for link in ("/subscribe/events#barriers", "/api/v1/asyncapi.json", "/subscribe/webhooks"):
        assert f'href="{link}"' in page
    for name in ways.there():
        assert f'href="/subscribe/tutorials/{name}"' in page
    assert "The newest event" not in page


def test_every_tutorial_is_linked_and_can_be_read(client) -> None:
    written = {each.name for each in Path("docs/tutorial").glob("*.md")}

    assert set(ways.there()) == written
    for name in written:
        answer = client.get(f"/subscribe/tutorials/{name}")
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.text == Path("docs/tutorial", name).read_text()


@pytest.mark.parametrize("name", ["none.md", "..%2f..%2fREADME.md", "README.md"])
def test_nothing_else_is_read_as_a_tutorial(client, name: str) -> None:
    assert client.get(f"/subscribe/tutorials/{name}").status_code == 404


def test_who_is_signed_in_sees_how_their_own_webhooks_stand(page, services) -> None:
    seen = page("/subscribe")

    assert "The newest event is at barriers-52." in seen
    assert (
        "Our case system Failing 12 events, the oldest of 4 January 2027, 9:30am "
        "4 January 2027, 9:30am" in seen
    )
    assert asked(services, "notifications.webhooks").own


def test_the_ways_are_shown_while_what_one_has_is_away(page, services) -> None:
    services.answers["notifications.webhooks"] = Unavailable()
    services.answers["barriers.events"] = Unavailable()

    seen = page("/subscribe")

    assert "How they stand can’t be shown at the moment" in seen
    assert "waymark subscribers add NAME" in seen


def test_an_administrator_gets_to_everybodys_webhooks_and_reads_whose_they_are(
    page, services
) -> None:
    who = ("administrator", "sector-body")
    services.answers["notifications.webhooks"] = {
        "webhooks": [
            {**FAILING, "organisation": organisation}
            for organisation in ("DUR", "dwp", "sector-body", "GONE")
        ],
        "next": "more",
    }

    assert "Everybody’s webhooks" in page("/admin", *who)
    seen = page("/subscribe/webhooks", *who)

    for name in ("Durham", "Department for Work", "The sector body", "GONE"):
        assert f"Our case system {name} Failing" in seen
    assert not asked(services, "notifications.webhooks").own
    assert "Organisation Durham" in page("/subscribe/webhooks/w1", *who)


def test_codes_stand_for_names_while_the_registers_are_away(page, services) -> None:
    services.answers["accounts.all_councils"] = Unavailable()
    services.answers["accounts.all_bodies"] = Unavailable()

    assert "Our case system DUR" in page("/subscribe/webhooks", "administrator", "sector-body")


def test_of_ones_own_webhook_no_organisation_is_told(page) -> None:
    assert "Organisation" not in page("/subscribe/webhooks/w1")


def test_a_failing_webhook_says_why_and_when_it_is_tried_again(page) -> None:
    seen = page("/subscribe/webhooks/w1")

    assert "The post that is due has failed 3 times." in seen
    assert "It is tried again on 4 January 2027, 9:30am" in seen
    assert (
        "What went wrong last, on 4 January 2027, 9:30am: The address did not take it: "
        "only a status of 2xx says that it did. It answered with the status 503." in seen
    )
    assert "Give up the post that fails" in seen


@pytest.mark.parametrize(
    ("state", "told", "button", "not_there"),
    [
        ({"state": "unverified"}, "has to answer a challenge", "Verify the address", "Try it"),
        ({"state": "active"}, "Active", "Pause", "Verify the address"),
        ({"state": "paused", "pause_reason": "by-hand"}, "paused by hand", "Resume", "Verify"),
        (
            {"state": "paused", "pause_reason": "failed-too-long", "last_failure": REFUSED},
            "It failed for days",
            "Resume",
            "Verify the address",
        ),
        (
            {"state": "paused", "pause_reason": "organisation-ended"},
            "Its council or body has ended",
            "Remove the webhook",
            "Verify the address",
        ),
        (
            {"state": "ended", "last_failure": {**REFUSED, "status": 410}},
            "said that it is gone (status 410)",
            "Remove the webhook",
            "Post a range again",
        ),
    ],
)
def test_each_state_says_what_it_means_and_what_can_be_done(
    page, services, state, told: str, button: str, not_there: str
) -> None:
    services.answers["notifications.webhook"] = {**WEBHOOK, **state}

    seen = page("/subscribe/webhooks/w1")

    assert told in seen
    assert button in seen
    assert not_there not in seen
    assert ("What went wrong last" in seen) == bool(state.get("last_failure"))


@pytest.mark.parametrize(
    ("who", "may", "may_not"),
    [
        (("officer", "DUR"), "What was posted to it", "Pause"),
        (("administrator", "sector-body"), "Pause", "Make a new secret"),
    ],
)
def test_what_one_may_not_do_is_not_offered(page, services, who, may: str, may_not: str) -> None:
    services.answers["notifications.webhook"] = WEBHOOK

    seen = page("/subscribe/webhooks/w1", *who)

    assert may in seen
    assert may_not not in seen


def test_an_officer_is_told_whom_to_ask_instead_of_a_form(client, somebody) -> None:
    assert client.get("/subscribe/webhooks/new", headers=somebody("officer")).status_code == 403


def test_a_secret_is_shown_once_and_kept_nowhere(client, services, somebody) -> None:
    services.answers["notifications.register_webhook"] = {
        "webhook": {**WEBHOOK, "state": "unverified"},
        "secret": "whsec_c2VjcmV0",
    }
    new = "/subscribe/webhooks/new"

    answer = send(client, somebody(), new, "/subscribe/webhooks", **REGISTER, key="k")

    assert "whsec_c2VjcmV0" in answer.text
    assert "your system has to answer a challenge" in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ({"url": "nothing"}, "Enter an address that begins with https://"),
        ({"label": ""}, "Enter a name that says which system it is"),
        ({"events": "barriers.**"}, "Enter a kind of events on each line"),
        ({"events": ""}, "Enter a kind of events on each line"),
        ({"batch": "0"}, "Enter a number from 1 to 100"),
        ({"batch": "many"}, "Enter a number from 1 to 100"),
    ],
)
def test_a_form_with_a_mistake_is_shown_again_with_what_was_typed(
    client, services, somebody, typed, mistake: str
) -> None:
    # What only the service can see is played; what the schema refuses never gets there.
    services.answers["notifications.register_webhook"] = Invalid(
        details={next(iter(typed)): ["Must be another."]}
    )
    new = "/subscribe/webhooks/new"

    answer = send(client, somebody(), new, "/subscribe/webhooks", **{**REGISTER, **typed})

    assert answer.status_code == 422
    assert mistake in answer.text
    assert ("Ours" in answer.text) == ("label" not in typed)


def test_a_private_address_and_one_webhook_too_many_are_refused_at_the_address(
    client, services, somebody
) -> None:
    for refusal, told in [
        (Invalid(details={"url": ["Must not be private."]}), "can be reached from the internet"),
        (TooMany(), "Your organisation has 20 webhooks, which is the most."),
    ]:
        services.answers["notifications.register_webhook"] = refusal
        answer = send(
            client, somebody(), "/subscribe/webhooks/new", "/subscribe/webhooks", **REGISTER
        )
        assert answer.status_code == 422
        assert told in " ".join(answer.text.split())


class TooMany(Conflict):
    code = "too-many-webhooks"


class WrongChallenge(Conflict):
    code = "webhook-not-verified"


ONE = "/subscribe/webhooks/w1"


@pytest.mark.parametrize(
    ("action", "method"),
    [("pause", "pause_webhook"), ("resume", "resume_webhook"), ("skip", "skip_delivery")],
)
def test_a_press_is_sent_with_the_version_that_was_read(
    client, services, somebody, action: str, method: str
) -> None:
    services.answers[f"notifications.{method}"] = WEBHOOK

    answer = send(client, somebody(), ONE, f"{ONE}/{action}", version="2", key="k")

    assert answer.headers["location"] == f"{ONE}?done={action}"
    sent = asked(services, f"notifications.{method}")
    assert (sent.webhook, sent.version) == ("w1", 2)


def test_who_was_overtaken_is_told_to_look_again(client, services, somebody) -> None:
    for action, method in [("pause", "pause_webhook"), ("remove", "remove_webhook")]:
        services.answers[f"notifications.{method}"] = Stale()
        answer = send(client, somebody(), ONE, f"{ONE}/{action}", version="1")
        assert answer.headers["location"] == f"{ONE}?done=stale"


def test_an_address_that_does_not_answer_the_challenge_is_told_why(
    client, services, somebody
) -> None:
    services.answers["notifications.webhook"] = {**WEBHOOK, "state": "unverified"}
    services.answers["notifications.verify_webhook"] = WrongChallenge(
        details={"failure": "refused", "status": 404, "answer": "no such page"}
    )

    answer = send(client, somebody(), ONE, f"{ONE}/verify")

    assert answer.status_code == 409
    assert "It answered with the status 404." in answer.text


def test_a_test_that_was_not_taken_says_why(client, services, somebody) -> None:
    services.answers["notifications.send_test_event"] = {**DELIVERY, "failure": "no-answer"}
    answer = send(client, somebody(), ONE, f"{ONE}/test")
    assert "It did not answer in time." in answer.text

    services.answers["notifications.send_test_event"] = {**DELIVERY, "failure": None}
    answer = send(client, somebody(), ONE, f"{ONE}/test")
    assert answer.headers["location"] == f"{ONE}?done=tested"


def test_a_replay_without_a_beginning_is_a_mistake(client, services, somebody) -> None:
    answer = send(client, somebody(), ONE, f"{ONE}/replay", after="", until="")

    assert answer.status_code == 422
    assert "Enter beginning, or a cursor" in answer.text
    assert services.times("notifications.replay_webhook") == 0


def test_the_log_shows_each_attempt_and_keeps_to_those_that_failed(page, services) -> None:
    seen = page(f"{ONE}/deliveries?failed=yes")

    assert "Events: barriers-41" in seen
    assert "It answered with the status 503. 2" in seen
    assert asked(services, "notifications.deliveries").failed is True


def test_what_an_address_answered_is_text_and_never_markup(client, somebody) -> None:
    answer = client.get(f"{ONE}/deliveries/post-1", headers=somebody())

    assert "&lt;b&gt;we are down&lt;/b&gt;" in answer.text


def test_a_post_can_be_sent_again_by_those_who_look_after_it(client, services, somebody) -> None:
    address = f"{ONE}/deliveries/post-1"
    for failure, done in [(None, "sent"), ("refused", "not-taken")]:
        services.answers["notifications.resend_delivery"] = {**DELIVERY, "failure": failure}
        answer = send(client, somebody(), address, f"{address}/resend", key="k")
        assert answer.headers["location"] == f"{address}?done={done}"


def test_an_officer_reads_a_post_and_does_not_send_it_again(client, somebody) -> None:
    answer = client.get(f"{ONE}/deliveries/post-1", headers=somebody("officer"))

    assert "an-event" in answer.text
    assert "/resend" not in answer.text


def test_somebody_elses_webhook_is_no_page(client, services, somebody) -> None:
    services.answers["notifications.webhook"] = NotFound()
    for address in (ONE, f"{ONE}/deliveries", f"{ONE}/change", f"{ONE}/remove"):
        assert client.get(address, headers=somebody()).status_code == 404


def test_every_failure_has_its_sentence_in_both_languages() -> None:
    welsh = words_in("cy")
    for failure in FAILURES:
        assert because(welsh, failure, None) != because(_, failure, None)
        assert because(_, failure, 500).endswith("It answered with the status 500.")


def test_only_an_active_webhook_fails_and_one_that_was_taken_has_no_why() -> None:
    assert as_shown(_, FAILING)["tag"]["text"] == "Failing"
    assert as_shown(_, {**FAILING, "state": "paused"})["tag"]["text"] == "Paused"
    assert as_shown(_, WEBHOOK)["why"] is None
    assert delivered(_, {**DELIVERY, "failure": None, "status": 204})["why"] is None


def test_names_are_in_the_readers_language() -> None:
    parts = {"councils": {"DUR": COUNCIL}, "bodies": {"dwp": BODY}}

    name_of = organisations(words_in("cy"), parts)

    assert [name_of(each) for each in ("DUR", "dwp", "sector-body")] == [
        "Durham",
        "Yr Adran Waith",
        "Corff y sector",
    ]
