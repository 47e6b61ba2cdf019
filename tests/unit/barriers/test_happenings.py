from contracts.barriers.events import BarrierSupported
from contracts.events import dump_data
from services.barriers.store.happenings import happening, newest_first
from tests.unit.barriers.examples import AT, LATER


def stored(event: BarrierSupported) -> dict[str, object]:
    return {
        "type": event.type_name(),
        "subject": event.subject,
        "time": event.at,
        "data": dump_data(event),
    }


def test_an_event_is_a_happening_by_its_own_name_with_what_it_says() -> None:
    found = happening(stored(BarrierSupported("b1", None, 2, AT)), "WB-7K3Q-9FD", "We may not see")

    assert (found.barrier, found.number, found.title) == ("b1", "WB-7K3Q-9FD", "We may not see")
    assert (found.name, found.at) == ("barrier-supported", AT)
    assert (found.data["supporters"], found.data["council"]) == (2, None)


def test_news_is_newest_first() -> None:
    events = [BarrierSupported("b1", None, 2, AT), BarrierSupported("b2", None, 5, LATER)]
    found = newest_first(happening(stored(each), "WB-7K3Q-9FD", "") for each in events)

    assert [each.barrier for each in found] == ["b2", "b1"]
