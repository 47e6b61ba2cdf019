"""A council's consent to be named as a helper."""

from contracts.matching.messages import GetHelpOffer, HelpOffer, OfferHelp, WithdrawHelp
from gateway import reads
from gateway.api.operations import Operation

PATH = "/councils/{council}/help-offer"

OPERATIONS = [
    Operation(
        "GET",
        PATH,
        "Read a help offer",
        service="matching",
        rpc="help_offer",
        request=GetHelpOffer,
        reply=HelpOffer,
        access="council-or-analyst",
        etag="version",
        description='Version "0" and no characteristics where the council never offered.',
    ),
    Operation(
        "PUT",
        PATH,
        "Offer help",
        service="matching",
        rpc="offer_help",
        request=OfferHelp,
        reply=HelpOffer,
        access="lead",
        version="version",
        etag="version",
        drops=(reads.MATCHING,),
        description="The council agrees to be named for these characteristics and for no others.",
        example={"characteristics": ["data-and-insight"], "capacity": 2},
    ),
    Operation(
        "DELETE",
        PATH,
        "Withdraw a help offer",
        service="matching",
        rpc="withdraw_help",
        request=WithdrawHelp,
        reply=HelpOffer,
        access="lead",
        version="version",
        etag="version",
        drops=(reads.MATCHING,),
    ),
]
