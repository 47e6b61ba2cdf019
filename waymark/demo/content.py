"""The model, the taxonomy and the resources."""

import asyncio

from contracts.assessment.messages import GetModel, PublishModel
from contracts.barriers.messages import PublishTaxonomy
from contracts.content.model import load_model
from contracts.errors import NotFound
from contracts.matching.messages import PublishResources
from waymark.demo.actors import Actors
from waymark.demo.material import Material


async def publish(actors: Actors, material: Material) -> None:
    """What is published already is not published again."""
    await asyncio.gather(
        _publish_model(actors, material.model),
        actors.as_operator("barriers", "publish_taxonomy", PublishTaxonomy(material.taxonomy)),
        *(
            actors.as_operator("matching", "publish_resources", PublishResources(document))
            for document in material.resources
        ),
    )


async def _publish_model(actors: Actors, document: str) -> None:
    """Unless a version says it already: an older one, too, that another has followed since."""
    content = load_model(document)
    try:
        newest = await actors.as_operator("assessment", "model", GetModel(content["id"]))
    except NotFound:
        newest = {"version": 0}
    for version in range(newest["version"], 0, -1):
        wanted = GetModel(content["id"], version)
        if (await actors.as_operator("assessment", "model", wanted))["content"] == content:
            return
    await actors.as_operator("assessment", "publish_model", PublishModel(document))
