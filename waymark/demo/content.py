"""The model, the taxonomy and the resources."""

import asyncio

from contracts.assessment.messages import PublishModel
from contracts.barriers.messages import PublishTaxonomy
from contracts.matching.messages import PublishResources
from waymark.demo.actors import Actors
from waymark.demo.material import Material


async def publish(actors: Actors, material: Material) -> None:
    """What is published already, services don't publish again."""
    await asyncio.gather(
        actors.as_operator("assessment", "publish_model", PublishModel(material.model)),
        actors.as_operator("barriers", "publish_taxonomy", PublishTaxonomy(material.taxonomy)),
        *(
            actors.as_operator("matching", "publish_resources", PublishResources(document))
            for document in material.resources
        ),
    )
