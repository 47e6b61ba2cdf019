"""Everything that councils do about a barrier together, in one answer."""

from backbone.rpc import query
from contracts.barriers import messages
from contracts.callers import Caller
from services.barriers import schemas, store
from services.barriers.domain import contributions
from services.barriers.service.groups import Groups
from services.barriers.service.links import Links
from services.barriers.service.questions import Questions
from services.barriers.service.workarounds import Workarounds

FEW = 3
"""Of each kind stand on a barrier's page; what more there is has a page of its own."""


class Together(Workarounds, Groups, Questions, Links):
    @query(messages.GetTogether)
    def together(self, request: messages.GetTogether, caller: Caller) -> messages.Together:
        barrier = self._seen(request.barrier, caller).state
        family = self._family(barrier)
        workarounds = self._few_workarounds(family, caller)
        questions = self._few_questions(family, caller)
        groups = store.groups_of(self.work.collection(store.GROUPS), family, FEW + 1)
        return messages.Together(
            barrier=barrier.id,
            open=contributions.takes(barrier),
            group_open=contributions.has_working_group(barrier),
            workarounds=workarounds[:FEW],
            more_workarounds=len(workarounds) > FEW,
            groups=tuple(
                schemas.group(each.state, each.version, caller=caller, notes=FEW) for each in groups
            ),
            questions=questions[:FEW],
            more_questions=len(questions) > FEW,
            graph=self._graph(barrier, caller),
        )

    def _few_workarounds(
        self, family: list[str], caller: Caller
    ) -> tuple[messages.Workaround, ...]:
        """One more than are shown, to know whether there are more."""
        found = self.work.collection(store.WORKAROUNDS).find(store.workarounds_of(family, caller))
        few = map(store.WORKAROUNDS.versioned, found.sort(store.MOST_WORKED).limit(FEW + 1))
        return tuple(
            schemas.workaround(each.state, each.version, caller=caller, marks=FEW) for each in few
        )

    def _few_questions(self, family: list[str], caller: Caller) -> tuple[messages.Question, ...]:
        found = self.work.collection(store.QUESTIONS).find(
            store.questions_of(family, caller), store.last_answers(2)
        )
        few = map(store.QUESTIONS.versioned, found.sort(store.NEWEST_ASKED).limit(FEW + 1))
        return tuple(
            schemas.question(each.state, each.version, caller=caller, answers=1) for each in few
        )
