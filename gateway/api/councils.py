"""The register of councils."""

from contracts.accounts.events import CouncilFacts
from contracts.accounts.messages import (
    Councils,
    CouncilsImported,
    GetCouncil,
    ImportCouncils,
    ListCouncils,
)
from gateway import reads
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "GET",
        "/councils",
        "List councils",
        service="accounts",
        rpc="councils",
        request=ListCouncils,
        reply=Councils,
        access="anyone",
        shared=reads.COUNCILS,
        description="In order of name, page by page.",
    ),
    Operation(
        "GET",
        "/councils/{code}",
        "Read a council",
        service="accounts",
        rpc="council",
        request=GetCouncil,
        reply=CouncilFacts,
        access="anyone",
        shared=reads.COUNCILS,
    ),
    Operation(
        "POST",
        "/councils/imports",
        "Import the register",
        service="accounts",
        rpc="import_councils",
        request=ImportCouncils,
        reply=CouncilsImported,
        access="administrator",
        media_types=("application/json", "text/csv"),
        drops=(reads.COUNCILS, reads.MATCHING),
        description=(
            "Takes the register as CSV, or as JSON with the register, its context or both. Up to "
            "4 MiB. A second time changes nothing; a broken row is named and nothing is loaded "
            "unless `skip_invalid` is true."
        ),
    ),
]
