"""What assessment keeps: published models and councils' assessments."""

from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.collection import Collection

from backbone.aggregates import Aggregates, ReadModel
from services.assessment.domain.assessments import Assessment, NoSuchAssessment
from services.assessment.domain.models import Model, NoSuchModel, publication

Documents = Collection[dict[str, Any]]

MODELS = Aggregates(
    "models",
    Model,
    key="id",
    missing=NoSuchModel,
    indexes=[IndexModel([("model", ASCENDING), ("model_version", DESCENDING)], unique=True)],
)
ASSESSMENTS = Aggregates("assessments", Assessment, key="council", missing=NoSuchAssessment)
STORES: list[ReadModel] = [MODELS, ASSESSMENTS]


class Publications:
    """Published models, kept in the process's memory: a version never changes once it is there."""

    def __init__(self) -> None:
        self._known: dict[tuple[Documents, str], Model] = {}

    def newest(self, models: Documents, model: str) -> Model | None:
        """The newest version; which one that is is asked anew each time, of an index alone."""
        newest = models.find_one(
            {"model": model},
            {"_id": False, "model_version": True},
            sort=[("model_version", DESCENDING)],
        )
        return self.version(models, model, newest["model_version"]) if newest else None

    def version(self, models: Documents, model: str, version: int) -> Model:
        """Raises NoSuchModel."""
        wanted = publication(model, version)
        if (models, wanted) not in self._known:
            document = models.find_one({"_id": wanted})
            if document is None:
                raise NoSuchModel
            self._known[models, wanted] = MODELS.state(document)
        return self._known[models, wanted]
