"""The improvement and innovation model."""

from contracts.assessment.messages import GetModel, Model, PublishModel
from gateway import reads
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "GET",
        "/models/current",
        "Read the newest model",
        service="assessment",
        rpc="model",
        request=GetModel,
        reply=Model,
        access="anyone",
        shared=reads.MODEL,
        fixed={"version": None},
        description="All characteristics with their levels and steps, in both languages.",
    ),
    Operation(
        "GET",
        "/models/{version}",
        "Read a version of the model",
        service="assessment",
        rpc="model",
        request=GetModel,
        reply=Model,
        access="anyone",
        shared=reads.MODEL,
        description="A published version never changes.",
    ),
    Operation(
        "POST",
        "/models",
        "Publish a model",
        service="assessment",
        rpc="publish_model",
        request=PublishModel,
        reply=Model,
        access="administrator",
        status=201,
        location="/models/{version}",
        media_types=("application/json", "application/yaml"),
        drops=(reads.MODEL,),
        description="Takes the model in YAML, as the body or as `document`. Mistakes are named.",
    ),
]
