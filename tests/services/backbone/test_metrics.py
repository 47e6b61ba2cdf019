"""What a process tells Prometheus on its health port."""

import re
import time
from http.client import HTTPConnection

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from backbone.identifiers import new_id
from deploy.local.environment import PROJECT
from services.notifications.store import figures_of_mails
from tests.trial.contract import AddThing, CountThing
from tests.trial.proxy import before
from tests.trial.running import Trial, wait_until

ALERTS = PROJECT / "deploy" / "monitoring" / "alerts.yaml"


def scrape(process, seconds=5.0):
    """Metrics by name, and their one label."""
    port = int(process.command.environment["HEALTH_PORT"])
    connection = HTTPConnection("127.0.0.1", port, timeout=seconds)
    connection.request("GET", "/metrics")
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    text = answer.read().decode()
    connection.close()
    return {
        sample.name: sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if not sample.name.endswith("_created")
    }


@pytest.fixture(scope="module")
def process(trial):
    return trial.processes[0]


def test_it_says_how_much_was_published_and_applied(trial, process):
    earlier = scrape(process)
    trial.ask("add", AddThing(f"thing-{new_id()}"))
    wait_until(
        lambda: (
            scrape(process)["waymark_events_applied_total"]
            == earlier["waymark_events_applied_total"] + 1
        )
    )
    found = scrape(process)
    assert found["waymark_events_published_total"] == earlier["waymark_events_published_total"] + 1
    assert found["waymark_relay_leading"] == found["waymark_database_up"] == 1
    wait_until(lambda: scrape(process)["waymark_events_unpublished"] == 0)
    assert scrape(process)["waymark_oldest_unpublished_seconds"] == 0


def test_the_alert_rules_ask_for_what_is_told(process, store):
    (group,) = yaml.safe_load(ALERTS.read_text())["groups"]
    asked = {name for rule in group["rules"] for name in re.findall(r"waymark_\w+", rule["expr"])}
    assert asked
    of_mails = {name for name, _, _ in figures_of_mails(store.records)}
    assert asked <= set(scrape(process)) | of_mails


def test_it_says_what_is_parked_and_for_how_long(trial, process):
    assert scrape(process)["waymark_oldest_parked_seconds"] == 0
    thing = f"thing-{new_id()}"
    trial.ask("add", AddThing(thing))
    trial.ask("count", CountThing(thing, text="raise"))
    wait_until(lambda: scrape(process)["waymark_events_parked"] == 1)
    first = scrape(process)["waymark_oldest_parked_seconds"]
    time.sleep(0.1)
    assert scrape(process)["waymark_oldest_parked_seconds"] >= first + 0.1


def test_of_two_processes_one_publishes(trial, process):
    other = trial.start()
    leading = [scrape(each)["waymark_relay_leading"] for each in (process, other)]
    assert sorted(leading) == [0, 1]


def test_events_that_can_not_be_published_grow_old(servers):
    proxy, url = before(servers.amqp_url)
    with proxy, Trial(servers) as trial:
        process = trial.start(AMQP_URL=url)
        proxy.turn_away()
        trial.store.add("kettle")
        wait_until(lambda: scrape(process)["waymark_events_unplaced"] == 1)
        assert scrape(process)["waymark_oldest_unpublished_seconds"] > 0
        proxy.take_in()
        wait_until(lambda: scrape(process)["waymark_oldest_unpublished_seconds"] == 0)


def test_without_its_database_it_still_says_the_rest_and_in_time(servers):
    with Trial(servers) as trial:
        proxy, url = before(trial.store.url)
        with proxy:
            process = trial.start(MONGODB_URL=f"{url}&directConnection=true")
            assert scrape(process)["waymark_database_up"] == 1
            proxy.hold_back()
            found = scrape(process)
            assert found["waymark_database_up"] == 0
            assert "waymark_events_applied_total" in found
            assert "waymark_events_parked" not in found
