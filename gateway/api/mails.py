"""E-mail that waits or could not be sent, for administrators."""

from contracts.notifications.messages.mails import (
    ListMails,
    Mails,
    ReportReturned,
    ReturnedNoted,
)
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "GET",
        "/mails",
        "List e-mails that wait or could not be sent",
        service="notifications",
        rpc="mails",
        request=ListMails,
        reply=Mails,
        access="administrator",
        description=(
            "The newest first: those that wait, were returned or given up, with the reason; or all"
            " of one `state`. Neither addresses nor words; for 90 days."
        ),
    ),
    Operation(
        "POST",
        "/mails/returned",
        "Say that an e-mail came back",
        service="notifications",
        rpc="report_returned",
        request=ReportReturned,
        reply=ReturnedNoted,
        access="administrator",
        description=(
            "By its address or its Message-ID. No more is sent there but links to sign in, until"
            " its owner says that it works or such a link is taken."
        ),
        example={"message": "<0199…@waymark.example.org>"},
    ),
]
