"""Looks at whether every service can apply what it hears, and has administrators told if not."""

from backbone.clock import now
from backbone.logs import logger
from backbone.periodic import every
from contracts.errors import Refusal
from contracts.messages import load
from contracts.operating.messages import GetState, State
from contracts.topology import SERVICES
from services.notifications import store
from services.notifications.service.part import Part

log = logger(__name__)

LOOK_SECONDS = 60


class Watching(Part):
    @every(LOOK_SECONDS)
    def look_for_parked(self) -> None:
        for service in SERVICES:
            try:
                state = load(State, self.ask(service, "state", GetState()))
            except Refusal as refusal:
                # That it is away is seen where it is missed, and by those who watch the machines.
                log.warning("could not be looked at", service=service, reason=refusal.code)
                continue
            self._tell_of_parked(service, state)

    def _tell_of_parked(self, service: str, state: State) -> None:
        """Once for as long as the same event is the first that is parked."""
        if state.oldest_parked is None:
            return
        data = {"service": service, "parked": state.parked}
        what = store.telling("events-parked", data, now())
        tellings = self.work.collection(store.TELLINGS)
        store.leave(tellings, f"parked.{service}.{state.oldest_parked.timestamp():.3f}", what)
