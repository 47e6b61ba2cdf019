"""The day's figures for comparisons."""

from contracts.reporting.messages import FiguresPublished, PublishFigures
from gateway import reads
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "POST",
        "/figures",
        "Publish the day's figures",
        service="reporting",
        rpc="publish_figures",
        request=PublishFigures,
        reply=FiguresPublished,
        access="administrator",
        status=201,
        drops=(reads.SECTOR_STANDING,),
        description=(
            "Takes the snapshot now; a day has one. Refused as well where one to four councils "
            "have changed answers since the last one, whose answers the two would show."
        ),
    ),
]
