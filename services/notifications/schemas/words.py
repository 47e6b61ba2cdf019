"""What a mail's template says, out of its row and of what barriers says of its barriers today."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from contracts.barriers.messages import Concerned
from contracts.languages import Language
from contracts.notifications.topics import TOPIC_NAMES
from services.notifications import rendering
from services.notifications.domain import places
from services.notifications.domain.news_of_sector import MOST
from services.notifications.domain.sentences import CONFIDENTIAL, SENTENCES, sentence
from services.notifications.schemas.news import told

Item = Mapping[str, Any]
Barriers = Mapping[str, Concerned]
Words = dict[str, Any]


def barriers_in(data: Mapping[str, Any]) -> set[str]:
    """The ids of all barriers that a mail tells of."""
    of_items = {each["data"].get("barrier") for each in data["items"]}
    of_digest = {id for ids in data.get("digest", {}).values() for id in ids}  # noqa: A001
    return {each for each in of_items | of_digest if each}


def words(data: Mapping[str, Any], barriers: Barriers, language: Language) -> Words:
    """`item` is the first of what happened, `groups` all of it by topic, `sector` what is new of
    all barriers. What there is no barrier for any more is left out."""
    items = [
        item_words(each, barriers, language) for each in data["items"] if is_there(each, barriers)
    ]
    return {
        "round": data.get("round"),
        "item": items[0] if items else None,
        "groups": grouped(items),
        "sector": [
            kind_words(name, ids, barriers, language)
            for name, ids in data.get("digest", {}).items()
        ],
    }


def is_there(item: Item, barriers: Barriers) -> bool:
    return item["data"].get("barrier") in (None, *barriers)


def item_words(item: Item, barriers: Barriers, language: Language) -> Words:
    barrier = barriers.get(item["data"].get("barrier", ""))
    data = told(item["data"], barrier)
    said = {}
    if barrier and item["name"] in SENTENCES:
        day = partial(rendering.day, language=language)
        said = {
            "about": about(barrier, language),
            "sentence": sentence(item["name"], data, language, day),
        }
    link = places.of(item["name"], barrier.number if barrier else None)
    return {**data, **said, "link": link, **{name: item[name] for name in ("topic", "name", "at")}}


def about(barrier: Concerned, language: Language) -> rendering.Typed:
    title = barrier.title or getattr(CONFIDENTIAL, language)
    return rendering.typed(f"{barrier.number},", title, language)


def grouped(items: Sequence[Words]) -> list[Words]:
    """By topic, in the order of the table."""
    in_order = sorted(items, key=lambda each: TOPIC_NAMES.index(each["topic"]))
    return [
        {"topic": topic, "items": list(of_topic)}
        for topic, of_topic in groupby(in_order, key=lambda each: each["topic"])
    ]


def kind_words(name: str, ids: Sequence[str], barriers: Barriers, language: Language) -> Words:
    known = [barriers[each] for each in ids if each in barriers]
    named = [
        {"about": about(each, language), "link": places.of(name, each.number)}
        for each in known[:MOST]
    ]
    return {"name": name, "count": len(known), "barriers": named}
