"""What accounts tells of bodies."""

from backbone.effects import Effects
from backbone.subscriptions import on
from contracts.accounts.events import BodyChanged, BodyRegistered
from services.barriers import store
from services.barriers.store.bodies import body_document


class Bodies:
    @on(BodyRegistered)
    def body_registered(self, event: BodyRegistered, effects: Effects) -> None:
        effects.replace(store.BODIES, body_document(event.facts))

    @on(BodyChanged)
    def body_changed(self, event: BodyChanged, effects: Effects) -> None:
        effects.replace(store.BODIES, body_document(event.facts))
