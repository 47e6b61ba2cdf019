"""How a process's index follows the barriers, whichever process changes them.

It is filled once at the start and then follows the service's own events, which stand in the store
beside the state that they tell of. Whoever asks has it catch up first: with what was placed in the
feed, and with what was not placed yet. So nothing that was stored before a question is missed in
its answer, no message can be lost on the way, and a broker that is away changes nothing.
"""

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

from nameko.extensions import DependencyProvider
from pymongo.collection import Collection
from pymongo.errors import PyMongoError
from pymongo.read_concern import ReadConcern

from backbone import feed, offload
from backbone.database import EVENTS, Records
from backbone.logs import logger
from backbone.runtime import RUNTIME, Runtime
from services.barriers import store
from services.barriers.search.entries import FIELDS, Entry, of_document
from services.barriers.search.index import Index

log = logger(__name__)

AGGREGATE = "barrier"
AT_ONCE = 500
"""Barriers that are read and taken in between two looks at other work."""

EVENTS_AT_ONCE = 1000
LOOK_SECONDS = 5.0

T = TypeVar("T")
Versions = dict[str, int]
Known = dict[str, tuple[int, int]]
"""Of each barrier the version that the index has, and a sum of its words."""


class Keeping:
    """The index of one process, and how far it has followed."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._barriers: Collection[dict[str, Any]] = records[store.BARRIERS.collection]
        self._lock = threading.Lock()
        self._index = Index()
        self._known: Known = {}
        self._position = 0
        self._filled = False

    def present(self) -> Index:
        """The index with all that was stored before this call."""
        if not self._filled:
            self._fill()
        # What is placed between the two reads is in the second.
        changed = self._unplaced()
        try:
            placed, position = self._placed()
        except feed.NotThisFeed:
            # The database was put back to an older copy.
            self._fill(anew=True)
            return self._index
        self._take(latest(changed, placed))
        self._position = max(self._position, position)
        return self._index

    def _fill(self, *, anew: bool = False) -> None:
        with self._lock:
            if self._filled and not anew:
                return
            began = time.monotonic()
            self._index, self._known, self._filled = Index(), {}, False
            _, self._position = feed.read(self._records, 0, limit=1)
            for documents in parts(self._barriers.find({}, FIELDS, batch_size=AT_ONCE)):
                self._known |= self._add(documents)
            offload.run(self._index.show)
            self._filled = True
            seconds = round(time.monotonic() - began, 2)
            log.info("barriers are searched", barriers=len(self._known), seconds=seconds)

    def _unplaced(self) -> Versions:
        query = {"unplaced": True, "aggregate": AGGREGATE}
        wanted = {"_id": False, "subject": True, "sequence": True}
        # As the feed is read: of two reads, the later must not know of less than the earlier.
        events = self._records[EVENTS.collection].with_options(read_concern=ReadConcern("majority"))
        return newest(events.find(query, wanted))

    def _placed(self) -> tuple[Versions, int]:
        """What the feed has behind the position, and the one that it reaches."""
        found: Versions = {}
        position = self._position
        while True:
            events, head = feed.read(self._records, position, limit=EVENTS_AT_ONCE)
            found |= newest(event for event in events if event["aggregate"] == AGGREGATE)
            position = events[-1]["position"] if events else position
            if not events or position >= head:
                return found, position

    def _take(self, changed: Versions) -> None:
        """Takes in those barriers of which there is a newer version than the index has."""
        newer = [key for key, version in changed.items() if version > self._version(key)]
        if not newer:
            return
        with self._lock:
            known: Known = {}
            for ids in parts(newer):
                known |= self._add(self._barriers.find({"_id": {"$in": ids}}, FIELDS))
            offload.run(self._index.show)
            # Not before they are found: somebody else asks meanwhile.
            self._known |= known

    def _add(self, documents: Iterable[Mapping[str, Any]]) -> Known:
        """Takes in those whose words changed; support, which comes by the hundred, changes none."""
        changed: list[Entry] = []
        known: Known = {}
        for document in documents:
            entry = of_document(document)
            version, words = self._known.get(entry.id, (0, 0))
            if document["version"] > version:
                known[entry.id] = document["version"], hash(entry)
                if hash(entry) != words:
                    changed.append(entry)
        if changed:
            offload.run(self._index.add, changed)
        return known

    def _version(self, key: str) -> int:
        return self._known.get(key, (0, 0))[0]


def newest(events: Iterable[Mapping[str, Any]]) -> Versions:
    """The last event's number of each barrier, which is its version."""
    found: Versions = {}
    for event in events:
        found[event["subject"]] = max(found.get(event["subject"], 0), event["sequence"])
    return found


def latest(one: Versions, other: Versions) -> Versions:
    return one | {key: max(version, one.get(key, 0)) for key, version in other.items()}


def parts(items: Iterable[T]) -> Iterator[list[T]]:
    """`AT_ONCE` by `AT_ONCE`."""
    rest = iter(items)
    while part := list(islice(rest, AT_ONCE)):
        yield part


class Search(DependencyProvider):
    """Gives a service the `Keeping` of its process."""

    def setup(self) -> None:
        runtime: Runtime = self.container.config[RUNTIME]
        self._stopping = False
        self._keeping = Keeping(runtime.records)
        # Before it is ready: it takes a second or two of a start, and nobody has to wait later.
        self._catch_up()

    def start(self) -> None:
        self.container.spawn_managed_thread(self._follow)

    def stop(self) -> None:
        self._stopping = True

    def get_dependency(self, worker_ctx: Any) -> Keeping:  # noqa: ARG002 (nameko's signature)
        return self._keeping

    def _follow(self) -> None:
        """So that whoever asks seldom does not wait for all that came since the last question."""
        while not self._stopping:
            time.sleep(LOOK_SECONDS)
            self._catch_up()

    def _catch_up(self) -> None:
        try:
            self._keeping.present()
        except PyMongoError as error:
            log.warning("the search waits for the database", reason=repr(error))
