"""Published versions of models. No function changes one: what is published stays."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contracts.assessment.events import ModelPublished
from contracts.errors import NotFound
from contracts.outcomes import Outcome, changed, unchanged

DEFAULT_MODEL = "improvement-and-innovation"
"""The model that assessments are made on."""

Content = dict[str, Any]


class NoSuchModel(NotFound):
    code = "no-such-model"
    message = "No model is published under this name and version."


@dataclass(frozen=True)
class Model:
    """One published version. `id` is made by `publication`, `content` checked by
    `contracts.content.model`."""

    id: str
    model: str
    model_version: int
    content: Content
    published: datetime

    @property
    def characteristics(self) -> tuple[str, ...]:
        """Their ids, in the order of the document."""
        return tuple(each["id"] for each in self.content["characteristics"])

    @property
    def levels(self) -> tuple[int, ...]:
        return tuple(each["level"] for each in self.content["levels"])


def publication(model: str, version: int) -> str:
    """The id of a version, such as ``improvement-and-innovation:2``."""
    return f"{model}:{version}"


def publish(newest: Model | None, content: Content, at: datetime) -> Outcome[Model]:
    """The next version of a model; what the newest one says already is not published again."""
    if newest and newest.content == content:
        return unchanged(newest)
    version = newest.model_version + 1 if newest else 1
    model = Model(publication(content["id"], version), content["id"], version, content, at)
    return changed(model, ModelPublished(model.model, version, model.characteristics, at))
