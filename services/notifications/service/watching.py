"""Looks at what no event tells of: whether every service can apply what it hears, and for whom
nobody acts any more."""

from contextlib import suppress
from functools import partial

from backbone.clock import now
from backbone.logs import logger
from backbone.periodic import every
from contracts.accounts.addressees import EndedOrganisations, GetEndedOrganisations
from contracts.errors import Conflict, Refusal
from contracts.messages import load
from contracts.operating.messages import GetState, State
from contracts.topology import SERVICES
from services.notifications import store
from services.notifications.domain import webhooks
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

    @every(LOOK_SECONDS)
    def pause_webhooks_of_ended(self) -> None:
        """Nobody could do it by hand: who acted for a council or body that ended can't sign in."""
        posted_to = store.posted_to_by_organisation(self.work.collection(store.WEBHOOKS))
        if not posted_to:
            return
        try:
            asked = GetEndedOrganisations(tuple(posted_to))
            answer = self.ask("accounts", "ended_organisations", asked)
        except Refusal as refusal:
            log.warning("whose webhooks are to be paused is not known", reason=refusal.code)
            return
        for organisation in load(EndedOrganisations, answer).organisations:
            for webhook in posted_to[organisation]:
                log.info("the organisation of a webhook has ended", webhook=webhook)
                self._pause(webhook)

    def _pause(self, webhook: str) -> None:
        pause = partial(webhooks.pause, reason="organisation-ended", at=now())
        # It may have ended, or have another address, by now.
        with suppress(Conflict):
            self.work.change(store.WEBHOOKS, webhook, pause, reply=lambda *_: None)
