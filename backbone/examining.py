"""Whether a service's database is as the service needs it; asked by `waymark doctor`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from pymongo import TEXT
from pymongo.errors import OperationFailure

from backbone.aggregates import ReadModel
from backbone.clock import now
from backbone.database import LEASES, OWN, Client, Records
from backbone.transactions import abort
from contracts.operating.messages import Examination, IndexDifference

UNAUTHORISED = 13
NO_REPLICA_SET = 20
"""The server's codes for who may not write, and for a transaction on a server by itself."""

ALL = "*"
OF_THE_SERVER = {"v", "ns", "background", "key", "name", "textIndexVersion"}
"""What the server says of an index beside its options."""

OF_WORDS = {"_fts", "_ftsx"}
WORDS_BY_DEFAULT = {"default_language": "english", "language_override": "language"}


def examine(client: Client, records: Records, stores: Iterable[ReadModel]) -> Examination:
    """Raises PyMongoError where the database does not answer."""
    refused = refusal_of_a_write(client, records)
    signed_in, others = reach(records)
    before = now()
    moment = records.command("hello", codec_options=records.codec_options)["localTime"]
    concern = client.write_concern.document
    after = now()
    return Examination(
        indexes=tuple(differences(records, (*OWN, *stores))),
        writable=refused != UNAUTHORISED,
        transactions=refused != NO_REPLICA_SET,
        anonymous=not signed_in,
        others=others,
        write_concern=str(concern.get("w", 1)),
        journal=bool(concern.get("j", False)),
        transaction_seconds=transaction_seconds(client),
        at=after,
        database_ahead=apart(before, moment, after).total_seconds(),
    )


def differences(records: Records, stores: Iterable[ReadModel]) -> Iterator[IndexDifference]:
    """The indexes that are not as `stores` declare them."""
    for collection, declared in by_collection(stores).items():
        present = {index["name"]: index for index in records[collection].list_indexes()}
        for name in sorted({"_id_", *declared} - present.keys()):
            yield IndexDifference(collection, name, "missing")
        for name in sorted(present.keys() - {"_id_", *declared}):
            yield IndexDifference(collection, name, "unexpected")
        for name in sorted(present.keys() & declared.keys()):
            if described(present[name]) != described(declared[name]):
                yield IndexDifference(collection, name, "different")


def by_collection(stores: Iterable[ReadModel]) -> dict[str, dict[str, Mapping[str, Any]]]:
    """The declared indexes by name. A service may add its own to a collection of the backbone's."""
    declared: dict[str, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for store in stores:
        declared[store.collection] |= {
            each.document["name"]: each.document for each in store.indexes
        }
    return declared


def described(index: Mapping[str, Any]) -> tuple[list[tuple[str, Any]], dict[str, Any]]:
    """Its keys, whose order counts, and its options, the server's answer as the declaration."""
    options = {name: value for name, value in index.items() if name not in OF_THE_SERVER}
    keys = [(name, kind) for name, kind in index["key"].items() if name not in OF_WORDS]
    words = {name: 1 for name, kind in keys if kind == TEXT} | options.get("weights", {})
    if not words:
        return keys, options
    # The server tells the fields of an index of words by their weights alone.
    plain = [(name, kind) for name, kind in keys if kind != TEXT]
    return plain, {**WORDS_BY_DEFAULT, **options, "weights": dict(words)}


def refusal_of_a_write(client: Client, records: Records) -> int | None:
    """Why the server refuses a write in a transaction, if it does; nothing stays of the write."""
    with client.start_session() as session:
        session.start_transaction()
        try:
            records[LEASES.collection].insert_one({}, session=session)
        except OperationFailure as error:
            if error.code not in (UNAUTHORISED, NO_REPLICA_SET):
                raise
            return error.code
        finally:
            abort(session)
    return None


def reach(records: Records) -> tuple[bool, tuple[str, ...]]:
    """Whether the service signs in, and what its user may touch beside its own database."""
    status = records.command("connectionStatus", showPrivileges=True)["authInfo"]
    found = {place(each["resource"]) for each in status["authenticatedUserPrivileges"]}
    return bool(status["authenticatedUsers"]), tuple(sorted(found - {records.name}))


def place(resource: Mapping[str, Any]) -> str:
    """The database that a privilege is about; everything beyond one is `ALL`."""
    return str(resource.get("db") or ALL)


def transaction_seconds(client: Client) -> int | None:
    with suppress(OperationFailure):
        name = "transactionLifetimeLimitSeconds"
        return int(client.admin.command({"getParameter": 1, name: 1})[name])
    return None


def apart(before: datetime, moment: datetime, after: datetime) -> timedelta:
    """How far a clock that said `moment` is ahead of ours, which said `before` and `after` it.

    The least that it can be: none for any moment between.
    """
    if moment < before:
        return moment - before
    return max(moment - after, timedelta())
