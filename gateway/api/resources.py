"""Guides, tools and case studies for the steps."""

from contracts.matching.messages import (
    GetResource,
    ListResources,
    PublishResources,
    Resource,
    Resources,
    ResourcesPublished,
)
from gateway import reads
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "GET",
        "/resources",
        "List resources",
        service="matching",
        rpc="resources",
        request=ListResources,
        reply=Resources,
        access="anyone",
        shared=reads.RESOURCES,
    ),
    Operation(
        "GET",
        "/resources/{resource}",
        "Read a resource",
        service="matching",
        rpc="resource",
        request=GetResource,
        reply=Resource,
        access="anyone",
        shared=reads.RESOURCES,
    ),
    Operation(
        "POST",
        "/resources",
        "Publish resources",
        service="matching",
        rpc="publish_resources",
        request=PublishResources,
        reply=ResourcesPublished,
        access="administrator",
        media_types=("application/json", "application/yaml"),
        drops=(reads.RESOURCES, reads.MATCHING),
        description="Takes a list of resources in YAML, as the body or as `document`.",
    ),
]
