"""What was posted to webhooks: listed, sent again, skipped, replayed; and tests."""

from functools import partial

from backbone.clock import now
from backbone.pages import page
from backbone.rpc import command, query
from contracts.callers import Caller
from contracts.errors import Conflict
from contracts.notifications import messages
from services.notifications import schemas, store
from services.notifications.domain import owning, webhooks
from services.notifications.domain.webhooks import Webhook
from services.notifications.posting import aside
from services.notifications.posting.outcomes import passed
from services.notifications.service.hooks import Hooks
from services.notifications.store import deliveries
from services.notifications.store.deliveries import Entry
from services.notifications.store.progress import NOTHING_FAILED, place_of


class NotToBeResent(Conflict):
    code = "delivery-not-of-the-feed"
    message = "A test or a challenge is not sent again. Send another test, or verify again."


class Deliveries(Hooks):
    @query(messages.ListDeliveries)
    def deliveries(self, request: messages.ListDeliveries, caller: Caller) -> messages.Deliveries:
        self._found_webhook(request.webhook, caller, owning.must_see)
        documents, following = page(
            self.work.collection(store.LOG),
            deliveries.asked_for(request.webhook, request.failed),
            order=deliveries.NEWEST_FIRST,
            after=request.after,
            limit=request.limit,
        )
        found = map(deliveries.entry_of, documents)
        return messages.Deliveries(tuple(map(schemas.delivery, found)), following)

    @query(messages.GetDelivery)
    def delivery(self, request: messages.GetDelivery, caller: Caller) -> messages.DeliveryAttempts:
        webhook = self._found_webhook(request.webhook, caller, owning.must_see)
        attempts = deliveries.attempts_of(
            self.work.collection(store.LOG), webhook.id, request.delivery
        )
        body = ""
        if attempts[0].positions:
            body = aside.post_again(self.posting, webhook, attempts[0]).body.decode()
        return messages.DeliveryAttempts(tuple(map(schemas.delivery, attempts)), body)

    @command(messages.SendTestEvent)
    def send_test_event(self, request: messages.SendTestEvent, caller: Caller) -> messages.Delivery:
        webhook = self._ready(request.webhook, caller)
        return self._kept_delivery(aside.send_test(self.posting, webhook, request.type))

    @command(messages.ResendDelivery)
    def resend_delivery(
        self, request: messages.ResendDelivery, caller: Caller
    ) -> messages.Delivery:
        webhook = self._ready(request.webhook, caller)
        attempts = deliveries.attempts_of(
            self.work.collection(store.LOG), webhook.id, request.delivery
        )
        if not attempts[0].positions:
            raise NotToBeResent
        return self._kept_delivery(aside.resend(self.posting, webhook, attempts[0]))

    @command(messages.SkipDelivery)
    def skip_delivery(self, request: messages.SkipDelivery, caller: Caller) -> messages.Webhook:
        self._found_webhook(request.webhook, caller, owning.must_manage)
        found = self._progress(request.webhook)
        due = found.due if found.attempts else None
        past = passed(found, due or 0)
        return self._change_webhook(
            request.webhook,
            caller,
            partial(webhooks.skip, due=due, at=now()),
            expected=request.version,
            progress_after={**place_of(past), **NOTHING_FAILED},
            seen=found,
        )

    @command(messages.ReplayWebhook)
    def replay_webhook(self, request: messages.ReplayWebhook, caller: Caller) -> messages.Webhook:
        self._found_webhook(request.webhook, caller, owning.must_manage)
        after = self._place(request.after)
        cursor = self._progress(request.webhook).cursor
        until = cursor if request.until is None else min(self._place(request.until), cursor)
        return self._change_webhook(
            request.webhook,
            caller,
            partial(webhooks.replay, after=after, until=until, at=now()),
            expected=request.version,
            progress_after={"replay": {"at": after, "until": until}, **NOTHING_FAILED},
        )

    def _kept_delivery(self, entry: Entry) -> messages.Delivery:
        log = self.work.collection(store.LOG)
        shown = schemas.delivery(entry)
        kept: messages.Delivery = self.work.keep(
            lambda: (shown, partial(deliveries.add, log, entry))
        )
        return kept

    def _ready(self, webhook: str, caller: Caller) -> Webhook:
        """One that may be posted to at once. Raises NotVerified where it may not."""
        self.work.answer_again()
        found = self._found_webhook(webhook, caller, owning.must_manage)
        webhooks.must_be_alive(found)
        webhooks.must_be_verified(found)
        return found
