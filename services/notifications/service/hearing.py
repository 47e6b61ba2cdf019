"""What notifications hears of others: who there is, and what people are to be told of."""

from collections.abc import Callable, Iterable
from typing import Any

from backbone.effects import Effects
from backbone.subscriptions import on
from contracts.accounts.events import PersonDisabled, PersonRegistered, SignInLinkMade
from contracts.assessment.events import AssessmentSubmitted
from contracts.events import CURRENT, Event
from contracts.notifications.events import WebhookEnded, WebhookPaused
from services.notifications import store
from services.notifications.domain.audiences import OF_BARRIERS
from services.notifications.domain.tellings import data_of
from services.notifications.service.part import Part


def on_each(happened: Iterable[type[Event]]) -> Callable[[Any], Any]:
    """As `on`, for several types of event."""

    def decorate(method: Any) -> Any:
        for each in happened:
            on(each)(method)
        return method

    return decorate


TOLD_OF_BARRIERS = [CURRENT[f"barriers.{name}"] for name in OF_BARRIERS]


class Hearing(Part):
    @on(PersonRegistered)
    def person_registered(self, event: PersonRegistered, effects: Effects) -> None:
        person = {"organisation": event.organisation, "role": event.role, "enabled": True}
        effects.replace(store.PEOPLE, {"_id": event.person, **person})

    @on(PersonDisabled)
    def person_disabled(self, event: PersonDisabled, effects: Effects) -> None:
        effects.update(store.PEOPLE, {"_id": event.person}, {"$set": {"enabled": False}})

    @on(WebhookPaused)
    def webhook_paused(self, event: WebhookPaused, effects: Effects) -> None:
        if event.reason == "failed-too-long":
            self.happened(event, effects)

    @on(WebhookEnded)
    def webhook_ended(self, event: WebhookEnded, effects: Effects) -> None:
        if event.reason == "gone":
            self.happened(event, effects)

    @on_each([AssessmentSubmitted, SignInLinkMade, *TOLD_OF_BARRIERS])
    def happened(self, event: Any, effects: Effects) -> None:
        what = store.telling(event.NAME, data_of(event), event.at)
        effects.leave(store.TELLINGS, what)
