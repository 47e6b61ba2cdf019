"""An event that kills whatever handles it holds up its aggregate and nothing else."""

from contextlib import suppress

from backbone.identifiers import new_id
from contracts.callers import Caller
from contracts.errors import DeadlineExceeded, Unavailable
from contracts.operating.messages import DiscardParked, RetryParked
from tests.trial.histories import history
from tests.trial.running import Trial

ADMINISTRATOR = Caller("ada", "sector-body", "administrator", "Ada")


def test_an_event_that_kills_its_process_can_be_got_past(servers):
    """Its neighbour before it is applied, it is discarded, the one behind it goes on."""
    with Trial(servers) as trial:
        added, before, killer, after = history("kettle", 1, 2, 3, texts={3: "kill"})
        inbox = trial.store.inbox()
        inbox.apply([added])
        inbox.park(before, "its process ended")
        inbox.apply([killer, after])
        token = trial.token(ADMINISTRATOR)

        def until_one_survives(method, message):
            key = new_id()
            while True:
                process = trial.start()
                while process.alive:
                    with suppress(DeadlineExceeded, Unavailable):
                        return trial.ask(
                            method, message, token=token, deadline=2.0, idempotency_key=key
                        )

        retried = until_one_survives(
            "retry_parked", RetryParked(trial.store.parked("kettle")[0]["_id"])
        )
        assert (retried["applied"], retried["parked"]) == (1, 2)
        discarded = trial.ask(
            "discard_parked", DiscardParked(retried["first"], "It kills its process."), token=token
        )
        assert (discarded["applied"], discarded["parked"]) == (1, 0)
        assert trial.store.seen("kettle")["amounts"] == [1, 3]
