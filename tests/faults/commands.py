"""What acknowledged commands must have left behind: each took effect, and once (G9)."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from backbone.deliveries import owner_of_keys
from contracts.messages import dump
from tests.faults.asking import Acknowledged
from tests.faults.stores import Document, Stores


def commands_without_their_record(
    stores: Stores, acknowledged: Iterable[Acknowledged]
) -> Iterator[str]:
    """G9: the store knows each acknowledged command, with the answer that was given."""
    known = {name: {each["_id"]: each for each in stores[name].all("commands")} for name in stores}
    for done in acknowledged:
        if done.key is None:
            continue
        key = f"{owner_of_keys(done.caller, dump(done.message))}:{done.key}"
        record = known[done.service].get(key)
        if record is None:
            yield f"{done.service} has forgotten {done.method} {done.key}"
        elif record["reply"] != done.reply:
            yield f"{done.service} answered {done.method} {done.key} in another way than it stored"


Voice = tuple[str, str]
"""A council, and the barrier that it supported."""


def barriers_beside_their_commands(
    stores: Stores, acknowledged: Iterable[Acknowledged]
) -> Iterator[str]:
    """Every raise made one barrier, and a barrier has the voices that were given or moved there."""
    expected = voices(acknowledged)
    present = {each["_id"]: each for each in stores["barriers"].all("barriers")}
    titles = Counter(each["title"] for each in present.values())
    yield from (
        f"“{title}” was raised {times} times" for title, times in titles.items() if times > 1
    )
    for barrier, told in expected.items():
        supporters = present.get(barrier, {}).get("supporters", ())
        found = {(each["council"], each["origin"] or barrier) for each in supporters}
        if found != told:
            yield f"barrier {barrier} has the supporters {found}, not {told}"


def voices(acknowledged: Iterable[Acknowledged]) -> dict[str, set[Voice]]:
    """Which voices each barrier must have. Nobody else is at a barrier that is merged meanwhile."""
    expected: dict[str, set[Voice]] = {}
    into: dict[str, str] = {}
    for done in acknowledged:
        if done.method == "raise_barrier":
            barrier = done.reply["id"]
            expected[barrier] = {(done.message.council, barrier)}
        elif done.method == "support":
            expected[done.message.barrier].add((done.message.council, done.message.barrier))
        elif done.method == "withdraw_support":
            expected[done.message.barrier].discard((done.message.council, done.message.barrier))
        elif done.method == "merge":
            into[done.message.barrier] = done.message.into
            expected[done.message.into] |= expected[done.message.barrier]
            expected[done.message.barrier] = set()
        elif done.method == "unmerge":
            here = expected[into[done.message.barrier]]
            expected[done.message.barrier] = {
                each for each in here if each[1] == done.message.barrier
            }
            here -= expected[done.message.barrier]
    return expected


LATER = ("take_up", "put_to_body", "answer")


def stages_beside_their_commands(
    stores: Stores, acknowledged: Iterable[Acknowledged]
) -> Iterator[str]:
    """A barrier that an analyst has acknowledged stays so, or is where it was taken since; one that
    is merged into another is nowhere else, until it is parted again."""
    expected: dict[str, str] = {}
    for done in acknowledged:
        if done.method == "acknowledge":
            expected.setdefault(done.message.barrier, "acknowledged")
        elif done.method in ("merge", "unmerge", *LATER):
            expected[done.message.barrier] = done.reply["stage"]
    stages = {each["_id"]: each["stage"] for each in stores["barriers"].all("barriers")}
    for barrier, stage in expected.items():
        if stages.get(barrier) != stage:
            yield f"barrier {barrier} was {stage} and is {stages.get(barrier)}"


def letters_beside_their_commands(
    stores: Stores, acknowledged: Iterable[Acknowledged]
) -> Iterator[str]:
    """What was put to a body, and what the body answered, is in the case once, in order."""
    expected: dict[str, list[str]] = defaultdict(list)
    for done in acknowledged:
        if done.method == "put_to_body":
            expected[done.message.barrier].append(done.message.letter)
        elif done.method == "answer":
            expected[done.message.barrier].append(done.message.answer)
    cases = {each["_id"]: each["case"] for each in stores["barriers"].all("barriers")}
    for barrier, sent in expected.items():
        found = [letter["text"] for letter in cases.get(barrier, {}).get("letters", ())]
        if found != sent:
            yield f"the case of {barrier} has the letters {found}, not {sent}"


def answers_beside_their_commands(
    stores: Stores, acknowledged: Iterable[Acknowledged]
) -> Iterator[str]:
    """A council's answers were changed, and it submitted, as often as it was told."""
    saved: Counter[tuple[str, str]] = Counter()
    submitted: Counter[str] = Counter()
    for done in acknowledged:
        if done.method == "save_answer":
            saved[done.message.council, done.message.characteristic] += 1
        elif done.method == "submit":
            submitted[done.message.council] += 1
    present = {each["_id"]: each for each in stores["assessment"].all("assessments")}
    for (council, characteristic), times in saved.items():
        answers = present.get(council, {}).get("answers", ())
        found = {each["characteristic"]: each["revision"] for each in answers}
        if found.get(characteristic) != times:
            yield f"{council} saved {characteristic} {times} times: {found.get(characteristic)}"
    for council, times in submitted.items():
        found = (present.get(council, {}).get("submitted") or {}).get("number")
        if found != times:
            yield f"{council} submitted {times} times: {found}"


def help_beside_its_commands(stores: Stores, acknowledged: Iterable[Acknowledged]) -> Iterator[str]:
    """A council's offer is what it was told last, in the version that it was told."""
    expected = {
        done.message.council: done.reply
        for done in acknowledged
        if done.method in ("offer_help", "withdraw_help")
    }
    present = {each["_id"]: each for each in stores["matching"].all("help_offers")}
    for council, told in expected.items():
        if (found := offer(present.get(council, {}))) != offer(told):
            yield f"{council} helps with {found}, not with {offer(told)}"


def offer(told: Document) -> tuple[object, ...]:
    return told.get("version"), *told.get("characteristics", ())


def people_beside_their_commands(
    stores: Stores, acknowledged: Iterable[Acknowledged]
) -> Iterator[str]:
    """Everybody registered is there, signed in as often as they were told, and out."""
    people = {each["email"]: each["_id"] for each in stores["accounts"].all("people")}
    sessions = {each["_id"]: each["ended"] for each in stores["accounts"].all("sessions")}
    secrets: dict[str, str] = {}
    ended = dict[str, bool]()
    for done in acknowledged:
        if done.method == "register_person" and people.get(done.message.email) != done.reply["id"]:
            yield f"{done.message.email} is not the person who was registered"
        elif done.method == "sign_in":
            secrets[done.reply["secret"]] = done.reply["session"]
            ended[done.reply["session"]] = False
        elif done.method == "sign_out":
            ended[secrets[done.message.secret]] = True
    for session, over in ended.items():
        if sessions.get(session) is not over:
            yield f"session {session} is {sessions.get(session)}, not {over}"


def councils_beside_their_imports(
    stores: Stores, acknowledged: Iterable[Acknowledged]
) -> Iterator[str]:
    """The register has of every council what was imported last."""
    expected = {
        row["local-authority-code"]: int(float(row["pop-2020"]))
        for done in acknowledged
        if done.method == "import_councils"
        for row in csv.DictReader(done.message.register.splitlines())
    }
    present = {each["_id"]: each for each in stores["accounts"].all("councils")}
    for code, population in expected.items():
        found = present.get(code, {}).get("place", {}).get("population")
        if found != population:
            yield f"{code} has the population {found}, not {population}"


def bodies_beside_their_commands(
    stores: Stores, acknowledged: Iterable[Acknowledged]
) -> Iterator[str]:
    """Both registers of bodies, that of accounts and what barriers heard, have the last change."""
    expected = {
        done.reply["id"]: done.reply["name"]["en"]
        for done in acknowledged
        if done.method in ("register_body", "change_body")
    }
    for service in ("accounts", "barriers"):
        present = {each["_id"]: each["name"]["en"] for each in stores[service].all("bodies")}
        for body, name in expected.items():
            if present.get(body) != name:
                yield f"{service} knows {body} as {present.get(body)}, not as {name}"


CHECKS = (
    commands_without_their_record,
    barriers_beside_their_commands,
    stages_beside_their_commands,
    letters_beside_their_commands,
    answers_beside_their_commands,
    help_beside_its_commands,
    people_beside_their_commands,
    councils_beside_their_imports,
    bodies_beside_their_commands,
)
