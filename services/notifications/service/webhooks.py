"""Webhooks: registered, verified, changed, paused, removed."""

from dataclasses import replace
from functools import partial
from typing import Any

from backbone.aggregates import Versioned
from backbone.clock import now
from backbone.identifiers import new_id
from backbone.pages import page
from backbone.rpc import command, query
from backbone.work import AlreadyDone, AlreadyExists
from contracts.callers import Caller
from contracts.errors import Conflict
from contracts.messages import load
from contracts.notifications import messages
from services.notifications import schemas, store
from services.notifications.domain import addresses, owning, webhooks
from services.notifications.domain.webhooks import Webhook
from services.notifications.posting import aside, events, secrets
from services.notifications.service.hooks import Hooks
from services.notifications.store import deliveries, progress
from services.notifications.store.progress import NOTHING_FAILED, Progress
from services.notifications.store.webhooks import OLDEST_FIRST, free_place, there_of

ANOTHER_START = {"failing_since": None, "next_attempt": None, "attempts": 0, "last_failure": None}
"""The post that is due stays the same, and is tried at once and for as long as any."""


class WrongChallenge(Conflict):
    code = "webhook-not-verified"
    message = "The address did not answer the challenge. See details, mend it and verify again."


class Webhooks(Hooks):
    @command(messages.RegisterWebhook)
    def register_webhook(
        self, request: messages.RegisterWebhook, caller: Caller
    ) -> messages.WebhookWithSecret:
        owning.must_register(caller)
        self._must_be_right(request.url, request.events)
        cursor = self._place(request.after)
        webhook = Webhook(
            id=new_id(),
            organisation=caller.organisation,
            url=request.url,
            label=request.label,
            events=request.events,
            batch=request.batch,
            seed=secrets.new_seed(),
            created=now(),
            created_by=caller.person,
            versions=events.todays_versions(),
        )
        try:
            registered = self._register(webhook, Progress(webhook.id, cursor), caller)
        except AlreadyDone as done:
            registered = load(messages.WebhookWithSecret, done.reply)
        return self._with_secret(registered)

    @query(messages.ListWebhooks)
    def webhooks(self, request: messages.ListWebhooks, caller: Caller) -> messages.Webhooks:
        everybody = caller.role == "administrator" and not request.own
        documents, following = page(
            self.work.collection(store.WEBHOOKS),
            there_of(None if everybody else caller.organisation),
            order=OLDEST_FIRST,
            after=request.after,
            limit=request.limit,
        )
        found = [store.WEBHOOKS.versioned(each) for each in documents]
        ids = [each.state.id for each in found]
        places = progress.find_each(self.work.collection(store.PROGRESS), ids)
        lags = self._lags(each.cursor for each in places.values())

        def shown(each: Versioned[Webhook]) -> messages.Webhook:
            place = places[each.state.id]
            return schemas.webhook(
                each.state, each.version, place, lag=lags[place.cursor], caller=caller
            )

        return messages.Webhooks(tuple(map(shown, found)), following)

    @query(messages.GetWebhook)
    def webhook(self, request: messages.GetWebhook, caller: Caller) -> messages.Webhook:
        found = self.work.get(store.WEBHOOKS, request.webhook)
        owning.must_see(found.state, caller)
        return self._shown_webhook(found.state, found.version, caller=caller)

    @command(messages.ChangeWebhook)
    def change_webhook(self, request: messages.ChangeWebhook, caller: Caller) -> messages.Webhook:
        before = self._found_webhook(request.webhook, caller, owning.must_manage)
        self._must_be_right(request.url, request.events)
        change = partial(
            webhooks.change,
            url=request.url,
            label=request.label,
            events=request.events,
            batch=request.batch,
            versions=events.todays_versions() if request.newest_versions else None,
            at=now(),
        )
        # Another choice of events makes other posts; the one that is due is begun anew.
        same = (before.events, before.batch, before.url) == (
            *(request.events, request.batch),
            request.url,
        )
        return self._change_webhook(
            request.webhook,
            caller,
            change,
            expected=request.version,
            progress_after=None if same else NOTHING_FAILED,
        )

    @command(messages.VerifyWebhook)
    def verify_webhook(self, request: messages.VerifyWebhook, caller: Caller) -> messages.Webhook:
        self.work.answer_again()
        webhook = self._found_webhook(request.webhook, caller, owning.must_manage)
        webhooks.must_be_alive(webhook)
        if not webhook.verified:
            self._challenge(webhook)
        verify = partial(webhooks.verify, url=webhook.url, at=now())
        return self._change_webhook(
            request.webhook, caller, verify, expected=None, progress_after={"last_failure": None}
        )

    @command(messages.PauseWebhook)
    def pause_webhook(self, request: messages.PauseWebhook, caller: Caller) -> messages.Webhook:
        return self._change_webhook(
            request.webhook,
            caller,
            partial(webhooks.pause, reason="by-hand", at=now()),
            expected=request.version,
            may=owning.must_stop,
        )

    @command(messages.ResumeWebhook)
    def resume_webhook(self, request: messages.ResumeWebhook, caller: Caller) -> messages.Webhook:
        return self._change_webhook(
            request.webhook,
            caller,
            partial(webhooks.resume, at=now()),
            expected=request.version,
            progress_after=ANOTHER_START,
        )

    @command(messages.RotateWebhookSecret)
    def rotate_webhook_secret(
        self, request: messages.RotateWebhookSecret, caller: Caller
    ) -> messages.WebhookWithSecret:
        self._found_webhook(request.webhook, caller, owning.must_manage)

        def allowed(found: Webhook) -> Any:
            owning.must_manage(found, caller)
            return webhooks.rotate(found, request.keep_hours, now())

        try:
            rotated: messages.WebhookWithSecret = self.work.change(
                store.WEBHOOKS,
                request.webhook,
                allowed,
                expected=request.version,
                reply=partial(self._unsaid, caller=caller),
            )
        except AlreadyDone as done:
            rotated = load(messages.WebhookWithSecret, done.reply)
        return self._with_secret(rotated)

    @command(messages.RemoveWebhook)
    def remove_webhook(self, request: messages.RemoveWebhook, caller: Caller) -> messages.Webhook:
        return self._change_webhook(
            request.webhook,
            caller,
            partial(webhooks.remove, at=now()),
            expected=request.version,
            may=owning.must_stop,
        )

    def _must_be_right(self, url: str, patterns: tuple[str, ...]) -> None:
        addresses.target_of(url, may_be_local=self.posting.exchange.may_be_local)
        webhooks.must_be_patterns(patterns)

    def _register(
        self, webhook: Webhook, at: Progress, caller: Caller
    ) -> messages.WebhookWithSecret:
        """In a place that is free. Raises TooManyWebhooks where there is none."""
        # The place that is missing may be the one taken under this very key.
        self.work.answer_again()
        documents = self.work.collection(store.PROGRESS)
        while True:
            place = free_place(self.work.collection(store.WEBHOOKS), webhook.organisation)
            try:
                return self.work.create(
                    store.WEBHOOKS,
                    webhooks.register(replace(webhook, place=place)),
                    reply=partial(self._unsaid, caller=caller, at=at),
                    also=partial(progress.begin, documents, webhook.id, at.cursor),
                )
            except AlreadyExists:
                # Others take one of the twenty places each time, so this ends.
                continue

    def _challenge(self, webhook: Webhook) -> None:
        """Raises WrongChallenge where the address does not answer with it."""
        entry = aside.verify(self.posting, webhook)
        deliveries.add(self.work.collection(store.LOG), entry)
        if entry.failure is not None:
            failure = messages.LastFailure(entry.failure, entry.status, entry.at)
            progress.change(
                self.work.collection(store.PROGRESS),
                webhook.id,
                progress.failing_with(failure),
                session=None,
            )
            details = {"failure": entry.failure, "status": entry.status, "answer": entry.answer}
            raise WrongChallenge(details=details)

    def _unsaid(
        self, webhook: Webhook, version: int, *, caller: Caller, at: Progress | None = None
    ) -> messages.WebhookWithSecret:
        """With the number of the secret in its place: this answer is stored."""
        place = at or self._progress(webhook.id)
        lag = self._lags([place.cursor])[place.cursor]
        shown = schemas.webhook(webhook, version, place, lag=lag, caller=caller)
        return messages.WebhookWithSecret(shown, str(webhook.generation))

    def _with_secret(self, unsaid: messages.WebhookWithSecret) -> messages.WebhookWithSecret:
        webhook = self.work.get(store.WEBHOOKS, unsaid.webhook.id).state
        return replace(unsaid, secret=secrets.secret_of(webhook, int(unsaid.secret)))
