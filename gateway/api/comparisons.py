"""How others stand on one characteristic: for those who shared how they stand."""

from contracts.reporting.messages import Comparison, GetComparison
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "GET",
        "/councils/{council}/comparisons/{characteristic}",
        "Compare",
        service="reporting",
        rpc="comparison",
        request=GetComparison,
        reply=Comparison,
        access="council",
        description=(
            "Unlocked by the council's own submission; `locked` says what is missing. Figures show "
            "only where at least five councils stand behind them."
        ),
    ),
]
