"""What must hold once everything has come to rest, whatever happened before.

Each check answers sentences about what is broken; none means that the promise was kept.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kombu import Connection

from backbone import database
from backbone.aggregates import Errands, ReadModel
from backbone.inbox import Inbox
from backbone.outbox import envelope_from
from contracts.topology import SUBSCRIPTIONS, dead_letter_queue, subscription_queues
from tests.faults import commands
from tests.faults.applied import APPLIED
from tests.faults.asking import Acknowledged
from tests.faults.stores import Document, Store, Stores

BATCH = 100
RECORD = APPLIED.collection


def broken(stores: Stores, acknowledged: Iterable[Acknowledged], amqp_url: str) -> list[str]:
    """Every promise that is broken at this moment."""
    acknowledged = list(acknowledged)
    return [
        *(each for check in commands.CHECKS for each in check(stores, acknowledged)),
        *(each for store in stores.values() for each in gaps(store)),
        *(each for store in stores.values() for each in unpublished(store)),
        *(each for store in stores.values() for each in left_over(store)),
        *events_not_applied(stores),
        *(each for name in SUBSCRIPTIONS for each in beside_their_rebuild(stores, name)),
        *errands_not_run(stores),
        *messages_left(amqp_url),
    ]


def broken_after(
    stores: Stores, acknowledged: Iterable[Acknowledged], amqp_url: str, *, seconds: float
) -> list[str]:
    """The same, once what was under way has had `seconds` at the most to come to rest."""
    until = time.monotonic() + seconds
    while found := broken(stores, acknowledged, amqp_url):
        if time.monotonic() > until:
            return found
        time.sleep(0.5)
    return []


def gaps(store: Store) -> Iterator[str]:
    """G1: an aggregate's version is the number of its events, which count from 1 without a gap."""
    sequences: dict[str, list[int]] = defaultdict(list)
    for event in store.events():
        sequences[event["subject"]].append(event["sequence"])
    for subject, found in sequences.items():
        if found != list(range(1, len(found) + 1)):
            yield f"the feed of {store.service} has {subject} as {found}"
    for aggregates in store.aggregates:
        for document in store.all(aggregates.collection):
            events = len(sequences.pop(document["_id"], []))
            if document["version"] != events:
                yield f"{document['_id']} has version {document['version']} and {events} events"
    for subject in sequences:
        yield f"{store.service} tells of {subject}, which it has not"


def unpublished(store: Store) -> Iterator[str]:
    """G2: every event has its place in the feed, and the feed is published to its end."""
    positions = [event.get("position") for event in store.events()]
    if positions != list(range(1, len(positions) + 1)):
        yield f"the feed of {store.service} has {positions.count(None)} events without a place"
    lease: Document = store.records["leases"].find_one({"_id": "relay"}) or {}
    if lease.get("published", 0) != len(positions):
        yield f"{store.service} published {lease.get('published')} of {len(positions)} events"


def left_over(store: Store) -> Iterator[str]:
    """G5: nothing is parked, and nothing waits for what will never come."""
    for collection in ("waiting", "parked"):
        for document in store.all(collection):
            what = f"{document['key']} {document['sequence']} {collection}"
            yield f"{store.service} has {what}: {document.get('reason')}"


def events_not_applied(stores: Stores) -> Iterator[str]:
    """G2, G3, G4: what is stored is what every subscriber applied, each once and in order."""
    for subscriber, publishers in SUBSCRIPTIONS.items():
        last = last_of_each(stores, publishers)
        progress = {each["_id"]: each["sequence"] for each in stores[subscriber].all("progress")}
        applied = {each["_id"]: each["sequences"] for each in stores[subscriber].all(RECORD)}
        for key, sequence in last.items():
            if progress.pop(key, 0) != sequence:
                yield f"{subscriber} has not come to {key} {sequence}"
            if (found := applied.pop(key, [])) != list(range(1, sequence + 1)):
                yield f"{subscriber} applied of {key} {found}, not 1 to {sequence}"
        yield from (
            f"{subscriber} heard of {key}, which nobody told" for key in {*progress, *applied}
        )


def last_of_each(stores: Stores, publishers: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """The newest stored event of each aggregate of those kinds."""
    last: dict[str, int] = {}
    for publisher, aggregates in publishers.items():
        for event in stores[publisher].events():
            if event["aggregate"] in aggregates:
                key = f"{publisher}:{event['aggregate']}:{event['subject']}"
                last[key] = max(last.get(key, 0), event["sequence"])
    return last


def beside_their_rebuild(stores: Stores, subscriber: str) -> Iterator[str]:
    """G3: what the subscriber made of all events is what one undisturbed pass makes of them.

    Its own handlers apply every event once, in a database beside.
    """
    live = stores[subscriber]
    name = f"rebuilt_{subscriber}"
    live.client.drop_database(name)
    records = live.client[name]
    database.prepare(records, live.read_models)
    inbox = Inbox(live.client, records, live.handlers)
    for publisher, aggregates in SUBSCRIPTIONS[subscriber].items():
        events = [each for each in stores[publisher].events() if each["aggregate"] in aggregates]
        for at in range(0, len(events), BATCH):
            inbox.apply(envelope_from(each) for each in events[at : at + BATCH])
    for model in live.read_models:
        rebuilt = left(model, list(records[model.collection].find().sort("_id", 1)))
        if rebuilt and rebuilt != left(model, live.all(model.collection)):
            yield f"{model.collection} of {subscriber} is not what its events make of it"
    live.client.drop_database(name)


def left(model: ReadModel, documents: list[Document]) -> list[Document]:
    """What events alone have left of it: of an errand, not whether it was run; and none of those
    that the service gave itself, whose ids are no event's."""
    if not isinstance(model, Errands):
        return documents
    return [
        {name: value for name, value in each.items() if name not in ("done", "due")}
        for each in documents
        if "." not in each["_id"]
    ]


def errands_not_run(stores: Stores) -> Iterator[str]:
    """G3: what events left to be done was done, and nobody was told of what did not happen."""
    notifications = stores["notifications"]
    tellings = {each["_id"]: each for each in notifications.all("tellings")}
    for telling in tellings.values():
        if telling["done"] is None:
            yield f"nobody was told of {telling['name']} {telling['_id']}"
    for item in notifications.all("news"):
        if item["_id"].removesuffix(f".{item['person']}") not in tellings:
            yield f"{item['person']} was told of {item['_id']}, which did not happen"


def messages_left(amqp_url: str) -> Iterator[str]:
    """G5: no queue holds a message still, nor has the broker given one up."""
    with Connection(amqp_url) as connection:
        channel = connection.channel()
        dead = [dead_letter_queue(subscriber) for subscriber in SUBSCRIPTIONS]
        for queue in (*dead, *(each.name for each in subscription_queues())):
            messages = channel.queue_declare(queue, passive=True).message_count
            if messages:
                yield f"{queue} holds {messages} messages"
