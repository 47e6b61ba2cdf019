"""Posts the events of one webhook, one post after the other, for as long as this process may."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from pymongo.errors import PyMongoError

from backbone import leases
from backbone.clock import now
from backbone.database import Records
from backbone.leases import Lease
from backbone.logs import logger
from backbone.work import Work
from contracts.errors import Refusal
from contracts.notifications.messages import DeliveryKind, LastFailure
from contracts.outcomes import Outcome
from services.notifications.domain import webhooks
from services.notifications.domain.retries import has_failed_too_long
from services.notifications.domain.webhooks import Webhook
from services.notifications.posting import outcomes
from services.notifications.posting.ahead import Ahead
from services.notifications.posting.attempts import entry_of, headers_of
from services.notifications.posting.clock import Clock
from services.notifications.posting.events import Post, post_of
from services.notifications.posting.exchange import Answer, Exchange
from services.notifications.posting.reading import Reading
from services.notifications.store import LOG, PROGRESS, WEBHOOKS, deliveries
from services.notifications.store import progress as progresses
from services.notifications.store.progress import Documents, Progress

log = logger(__name__)

LEASE_SECONDS = 10.0
"""After which another process takes over what a dead one was posting."""

RENEW_SECONDS = 2.5
SURE_SECONDS = 5.0
"""For so long after a renewal a post may be begun."""

LOOK_SECONDS = 1.0
"""How often a webhook is looked at: whether it was paused, skipped, changed."""

PRUNE_EVERY = 500
GONE = 410
TROUBLE_SECONDS = 2.0


@dataclass(frozen=True)
class Means:
    """What every webhook of a process is posted with. `aside` are the webhooks to which somebody
    posts beside the feed and waits for the answer."""

    records: Records
    work: Work
    reading: Reading
    exchange: Exchange
    clock: Clock
    aside: set[str] = field(default_factory=set)


class Outdated(Exception):
    """What was decided on has changed meanwhile, or another process has the webhook now."""


class Poster:
    """One webhook under one lease."""

    def __init__(self, means: Means, webhook: str, lease: Lease) -> None:
        self._means = means
        self._id = webhook
        self._lease = lease
        self._renewed = time.monotonic()
        self._webhook: Webhook | None = None
        self._progress: Progress | None = None
        self._looked = 0.0
        self._ahead = Ahead(means.reading)
        self._posts = 0
        self.stopping = False

    def run(self) -> None:
        """Until the webhook is no longer active, the lease is lost or the process stops."""
        try:
            if not progresses.claim(self._progresses(), self._lease, self._id):
                log.warning("a webhook's place is held under a later lease", webhook=self._id)
                return
            while not self.stopping and self._may_go_on():
                self._step_safely()
        except PyMongoError as error:
            log.warning("a webhook waits for the database", webhook=self._id, reason=repr(error))
        finally:
            self._release()

    def renew(self) -> None:
        """Keeps the lease, also while a post takes its time; stops where it was lost."""
        if time.monotonic() - self._renewed < RENEW_SECONDS or self.stopping:
            return
        moment, lease = time.monotonic(), self._lease
        renewed = leases.take(self._means.records, lease.name, lease.holder, seconds=LEASE_SECONDS)
        if renewed is None or renewed.fence != lease.fence:
            self.stopping = True
        else:
            self._renewed = moment

    def _may_go_on(self) -> bool:
        self.renew()
        if time.monotonic() - self._looked > LOOK_SECONDS:
            self._look()
        active = self._webhook is not None and self._webhook.state == "active"
        return active and self._progress is not None

    def _look(self) -> None:
        found = self._means.work.find(WEBHOOKS, self._id)
        before = self._webhook
        self._webhook = found.state if found else None
        self._progress = progresses.find(self._progresses(), self._id)
        self._looked = time.monotonic()
        if before and self._webhook and before.events != self._webhook.events:
            self._ahead.forget()

    def _progresses(self) -> Documents:
        return self._means.records[PROGRESS.collection]

    def _step_safely(self) -> None:
        try:
            self._step()
        except Outdated:
            # Where the place is another's now, whatever is posted would be posted twice.
            self.stopping |= not progresses.is_held(self._progresses(), self._lease, self._id)
            self._look()
        except Refusal as refusal:
            log.warning("a webhook waits", webhook=self._id, reason=refusal.code)
            time.sleep(TROUBLE_SECONDS)
        except PyMongoError:
            raise
        except Exception:
            log.exception("a webhook could not be posted to", webhook=self._id)
            time.sleep(TROUBLE_SECONDS)

    def _step(self) -> None:
        webhook, progress = self._webhook, self._progress
        if webhook is None or progress is None:
            return
        if progress.next_attempt and progress.next_attempt > self._means.clock.now():
            self._ahead.forget()
            self._rest(progress)
            return
        events, last = self._ahead.next(webhook, progress)
        if events:
            self._post(webhook, progress, post_of(webhook, events, last))
        elif last > progress.place:
            self._pass(progress, last)
        else:
            self._means.reading.wait(progress.place, LOOK_SECONDS)

    def _rest(self, progress: Progress) -> None:
        left = (progress.next_attempt or now()) - self._means.clock.now()
        self._means.clock.wait(max(0.0, left.total_seconds()))

    def _post(self, webhook: Webhook, progress: Progress, post: Post) -> None:
        kind: DeliveryKind = "replay" if progress.replay else "event"
        if webhook.batch > 1 and progress.due != post.last:
            # A process that dies now leaves behind which events belonged to the post.
            progress = self._write(replace(progress, due=post.last))
        self._keep_lease()
        answer = self._means.exchange.post(
            webhook.url, post.body, headers_of(webhook, post.id, post.body, post.content_type)
        )
        self._record(webhook, progress, post, kind, answer)
        self._settle(webhook.url, progress, post, answer)

    def _record(
        self, webhook: Webhook, progress: Progress, post: Post, kind: DeliveryKind, answer: Answer
    ) -> None:
        log_ = self._means.records[LOG.collection]
        deliveries.add_before(log_, entry_of(webhook, post, kind, progress.attempts + 1, answer))
        self._posts += 1
        if self._posts % PRUNE_EVERY == 0:
            deliveries.prune(log_, webhook.id)

    def _settle(self, url: str, progress: Progress, post: Post, answer: Answer) -> None:
        at = self._means.clock.now()
        if answer.failure is None:
            self._write(self._with_plan(outcomes.delivered(progress, post.last, at)), again=True)
            return
        failure = LastFailure(answer.failure, answer.status, at)
        if answer.status == GONE:
            self._write(outcomes.ended(progress, failure))
            self._change(partial(webhooks.end_as_gone, url=url, at=now()))
            return
        chance = random.random()  # noqa: S311
        after = self._write(outcomes.failed(progress, post.last, failure, chance, answer.asked))
        if has_failed_too_long(after.failing_since or at, at):
            self._give_up(after, answer)

    def _with_plan(self, progress: Progress) -> Progress:
        """With the plan of the next batch where it is known: one write less for each of many."""
        webhook = self._webhook
        if webhook is None or webhook.batch == 1:
            return progress
        return replace(progress, due=self._ahead.planned(webhook, progress))

    def _give_up(self, progress: Progress, answer: Answer) -> None:
        log.warning("a webhook has failed too long", webhook=self._id, failure=answer.failure)
        self._change(
            partial(
                webhooks.pause,
                reason="failed-too-long",
                at=now(),
                failing_since=progress.failing_since,
                failure=answer.failure,
            )
        )

    def _pass(self, progress: Progress, last: int) -> None:
        """Nothing up to `last` is wanted; it is written when there is time for it."""
        self._progress = outcomes.passed(progress, last)
        self._write(self._progress)

    def _change(self, decide: Callable[[Webhook], Outcome[Webhook]]) -> None:
        try:
            self._means.work.change(WEBHOOKS, self._id, decide, reply=lambda *_: None)
        finally:
            self._looked = 0.0

    def _write(self, after: Progress, *, again: bool = False) -> Progress:
        """Stores it under the fence.

        `again`: a command that came meanwhile and left the place as it was takes nothing back of
        what was delivered.

        Raises:
            Outdated: somebody else changed it, or holds the lease.
        """
        documents = self._progresses()
        if not progresses.write(documents, after, self._lease):
            found = progresses.find(documents, self._id)
            before = self._progress
            same = found and before and (found.place, found.replay) == (before.place, before.replay)
            if not (again and found and same):
                raise Outdated
            after = replace(after, revision=found.revision)
            if not progresses.write(documents, after, self._lease):
                raise Outdated
        self._progress = replace(after, revision=after.revision + 1)
        return self._progress

    def _keep_lease(self) -> None:
        """Raises Outdated where it may have ended: then another process may be posting."""
        self.renew()
        if self.stopping or time.monotonic() - self._renewed > SURE_SECONDS:
            raise Outdated

    def _release(self) -> None:
        try:
            leases.release(self._means.records, self._lease)
        except PyMongoError as error:
            log.warning("a lease runs out by itself", webhook=self._id, reason=repr(error))
