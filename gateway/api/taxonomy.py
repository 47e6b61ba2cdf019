"""The words in which barriers are described."""

from contracts.barriers.messages import GetTaxonomy, PublishTaxonomy, Taxonomy
from gateway import reads
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "GET",
        "/taxonomy",
        "Read the taxonomy",
        service="barriers",
        rpc="taxonomy",
        request=GetTaxonomy,
        reply=Taxonomy,
        access="anyone",
        shared=reads.TAXONOMY,
    ),
    Operation(
        "PUT",
        "/taxonomy",
        "Publish the taxonomy",
        service="barriers",
        rpc="publish_taxonomy",
        request=PublishTaxonomy,
        reply=Taxonomy,
        access="administrator",
        media_types=("application/json", "application/yaml"),
        drops=(reads.TAXONOMY,),
        description="Takes the taxonomy in YAML, as the body or as `document`.",
    ),
]
