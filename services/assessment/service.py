"""What assessment is asked, who may ask it, and which rule answers."""

from functools import partial

from backbone.clock import now
from backbone.operations import Operations
from backbone.rpc import command, query
from backbone.unit_of_work import UnitOfWork
from backbone.work import AlreadyExists
from contracts.assessment import messages
from contracts.callers import Caller
from contracts.errors import stated
from contracts.outcomes import Outcome
from services.assessment import schemas, store
from services.assessment.domain import assessments, models
from services.assessment.domain.assessments import Assessment


class AssessmentService(Operations):
    """Every change of an assessment answers with the whole of it, for its new version."""

    name = "assessment"
    work = UnitOfWork(store.STORES)
    publications = store.Publications()

    @command(messages.PublishModel)
    def publish_model(self, request: messages.PublishModel, caller: Caller) -> messages.Model:
        caller.must_be("administrator")
        return self._publish(schemas.content(request.document))

    @query(messages.GetModel, anonymous=True)
    def model(self, request: messages.GetModel, caller: Caller) -> messages.Model:  # noqa: ARG002
        if request.version is None:
            return schemas.model(self._must_be_published(self._newest(request.model)))
        return schemas.model(self._version(request.model, request.version))

    @query(messages.GetAssessment)
    def assessment(self, request: messages.GetAssessment, caller: Caller) -> messages.Assessment:
        caller.must_see(request.council)
        found = self.work.find(store.ASSESSMENTS, request.council)
        if found is None:
            return schemas.assessment(self._begun(None, request.council), 0)
        whole = schemas.assessment(found.state, found.version)
        return whole if caller.council == request.council else schemas.from_outside(whole)

    @command(messages.SaveAnswer)
    def save_answer(self, request: messages.SaveAnswer, caller: Caller) -> messages.Assessment:
        caller.must_act_for(request.council)
        answer = schemas.answer(request, by=caller.name, at=now())

        def decide(present: Assessment | None) -> Outcome[Assessment]:
            begun = self._begun(present, request.council)
            return assessments.save(begun, self._model_of(begun), answer, request.revision)

        return self.work.put(store.ASSESSMENTS, request.council, decide, reply=schemas.assessment)

    @command(messages.SubmitAssessment)
    def submit(self, request: messages.SubmitAssessment, caller: Caller) -> messages.Assessment:
        caller.must_lead(request.council)

        def decide(present: Assessment | None) -> Outcome[Assessment]:
            begun = self._begun(present, request.council)
            return assessments.submit(begun, self._model_of(begun), by=caller.name, at=now())

        return self.work.put(
            store.ASSESSMENTS,
            request.council,
            decide,
            expected=stated(request.version),
            reply=schemas.assessment,
        )

    @command(messages.ReopenAssessment)
    def reopen(self, request: messages.ReopenAssessment, caller: Caller) -> messages.Assessment:
        caller.must_lead(request.council)
        return self.work.change(
            store.ASSESSMENTS,
            request.council,
            partial(assessments.reopen, at=now()),
            expected=stated(request.version),
            reply=schemas.assessment,
        )

    def _publish(self, content: models.Content) -> messages.Model:
        published = models.publish(self._newest(content["id"]), content, now())
        if not published.events:
            return schemas.model(published.state)
        try:
            return self.work.create(store.MODELS, published, reply=schemas.model)
        except AlreadyExists:
            # Somebody else has just published this version: what they said decides anew.
            return self._publish(content)

    def _begun(self, present: Assessment | None, council: str) -> Assessment:
        """The assessment, or a new one on the newest model."""
        if present:
            return present
        newest = self._must_be_published(self._newest(models.DEFAULT_MODEL))
        return assessments.start(council, newest)

    def _model_of(self, assessment: Assessment) -> models.Model:
        return self._version(assessment.model, assessment.model_version)

    def _newest(self, model: str) -> models.Model | None:
        return self.publications.newest(self.work.collection(store.MODELS), model)

    def _version(self, model: str, version: int) -> models.Model:
        return self.publications.version(self.work.collection(store.MODELS), model, version)

    def _must_be_published(self, model: models.Model | None) -> models.Model:
        if model is None:
            raise models.NoSuchModel
        return model
