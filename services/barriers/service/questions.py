"""Questions about a barrier."""

from collections.abc import Callable
from functools import partial

from backbone.clock import now
from backbone.identifiers import new_id
from backbone.pages import page
from backbone.rpc import command, query
from contracts.barriers import messages
from contracts.callers import Caller
from contracts.outcomes import Outcome
from services.barriers import schemas, store
from services.barriers.domain import barriers, contributions, questions
from services.barriers.domain.hiding import Hiding
from services.barriers.domain.questions import Answer, Question
from services.barriers.service.contributing import Contributing

ANSWERS_IN_A_LIST = 5


class Questions(Contributing):
    @command(messages.AskQuestion)
    def ask_question(self, request: messages.AskQuestion, caller: Caller) -> messages.Question:
        barriers.must_speak_for(caller, request.council, named=request.named)
        barrier = self._taking(request.barrier, caller)
        asked = Question(new_id(), barrier.id, request.text, request.council, request.named, now())
        created: messages.Question = self.work.create(
            store.QUESTIONS,
            questions.ask(asked),
            reply=partial(schemas.question, caller=caller),
        )
        return created

    @command(messages.AnswerQuestion)
    def answer_question(
        self, request: messages.AnswerQuestion, caller: Caller
    ) -> messages.Question:
        asked = self.work.get(store.QUESTIONS, request.question).state
        barrier = self._taking(asked.barrier, caller)
        by = questions.signature(
            caller, named=request.named, addressed_to=contributions.bodies_of(barrier)
        )
        new = Answer(new_id(), by, request.text, now())
        return self._change_question(request.question, caller, partial(questions.answer, new=new))

    @command(messages.SettleQuestion)
    def settle_question(
        self, request: messages.SettleQuestion, caller: Caller
    ) -> messages.Question:
        def settle(question: Question) -> Outcome[Question]:
            caller.must_act_for(question.asked_by)
            return questions.settle(question, now(), answered=request.answered)

        return self._change_question(request.question, caller, settle)

    @command(messages.ModerateQuestion)
    def moderate_question(
        self, request: messages.ModerateQuestion, caller: Caller
    ) -> messages.Question:
        caller.must_be("analyst")
        decision = Hiding(request.hidden, request.why, caller.person, now())
        moderate = partial(questions.moderate, answer=request.answer, decision=decision)
        return self._change_question(request.question, caller, moderate)

    @query(messages.GetQuestion)
    def question(self, request: messages.GetQuestion, caller: Caller) -> messages.Question:
        found = self.work.get(store.QUESTIONS, request.question)
        self._seen(found.state.barrier, caller)
        shown = schemas.question(found.state, found.version, caller=caller)
        if shown.hidden and not shown.mine and caller.role != "analyst":
            raise questions.NoSuchQuestion
        return shown

    @query(messages.ListQuestions)
    def questions(self, request: messages.ListQuestions, caller: Caller) -> messages.Questions:
        family = self._family(self._seen(request.barrier, caller).state)
        documents, following = page(
            self.work.collection(store.QUESTIONS),
            store.questions_of(family, caller),
            order=store.NEWEST_ASKED,
            after=request.after,
            limit=request.limit,
            fields=store.last_answers(ANSWERS_IN_A_LIST + 1),
        )
        found = [store.QUESTIONS.versioned(each) for each in documents]
        return messages.Questions(
            tuple(
                schemas.question(each.state, each.version, caller=caller, answers=ANSWERS_IN_A_LIST)
                for each in found
            ),
            following,
        )

    def _change_question(
        self, id: str, caller: Caller, decide: Callable[[Question], Outcome[Question]]
    ) -> messages.Question:
        changed: messages.Question = self.work.change(
            store.QUESTIONS, id, decide, reply=partial(schemas.question, caller=caller)
        )
        return changed
