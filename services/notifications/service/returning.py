"""What is told of e-mail later: that it came back; and how it stands."""

import hmac

from backbone.clock import now
from backbone.pages import page
from backbone.rpc import command, query
from contracts.accounts.addressees import Addressees, GetAddressees
from contracts.callers import Caller
from contracts.errors import Invalid, NotFound, NotSignedIn
from contracts.messages import load
from contracts.notifications.messages import mails as messages
from services.notifications import schemas, store
from services.notifications.domain import mails
from services.notifications.domain.mails import Ended
from services.notifications.service.mail_out import MailOut, Out
from services.notifications.service.part import Part

FAILED = ("waiting", "returned", "given-up")
BY_OPERATOR = "reported by the operator"
NOT_DELIVERED: dict[str, messages.MailEnd] = {
    "permanent-failure": "returned",
    "temporary-failure": "given-up",
    "technical-failure": "given-up",
}
"""What GOV.UK Notify's statuses mean; all others say that nothing went wrong."""


class NoSuchMail(NotFound):
    code = "no-such-mail"
    message = "There is no e-mail with this Message-ID, or it was sent more than 90 days ago."


class ReceiptsRefused(NotSignedIn):
    code = "receipts-refused"
    message = "The token is not the one of NOTIFY_RECEIPTS_TOKEN."


class Returning(Part):
    mail_out: MailOut | Out = MailOut()

    @query(messages.ListMails)
    def mails(self, request: messages.ListMails, caller: Caller) -> messages.Mails:
        caller.must_be("administrator")
        states = [request.state] if request.state else list(FAILED)
        rows, following = page(
            self.work.collection(store.MAILS),
            {"state": {"$in": states}},
            order=store.NEWEST,
            after=request.after,
            limit=request.limit,
        )
        return messages.Mails(tuple(map(schemas.mail, rows)), following)

    @command(messages.ReportReturned)
    def report_returned(
        self, request: messages.ReportReturned, caller: Caller
    ) -> messages.ReturnedNoted:
        caller.must_be("administrator")
        if bool(request.address) == bool(request.message):
            raise Invalid(details={"address": ["Give either an address or a Message-ID."]})
        if request.message:
            self._message_returned(mails.mail_of_message(request.message))
        else:
            self._mark(request.address or "", BY_OPERATOR)
        return messages.ReturnedNoted(sending=False)

    @command(messages.ReportReceipt, anonymous=True)
    def report_receipt(
        self,
        request: messages.ReportReceipt,
        caller: Caller,  # noqa: ARG002 (its token says who)
    ) -> messages.ReturnedNoted:
        token = self.mail_out.settings.receipts_token
        if not token or not hmac.compare_digest(token.encode(), request.secret.encode()):
            raise ReceiptsRefused
        end = NOT_DELIVERED.get(request.status)
        if end and request.reference:
            ended = Ended(end, f"GOV.UK Notify: {request.status}")
            store.came_back(self.work.collection(store.MAILS), request.reference, ended)
        if end == "returned":
            self._mark(request.to, f"GOV.UK Notify: {request.status}")
        return messages.ReturnedNoted(sending=end != "returned")

    def _message_returned(self, mail: str) -> None:
        documents = self.work.collection(store.MAILS)
        row = documents.find_one({"_id": mail})
        if row is None:
            raise NoSuchMail
        asked = GetAddressees(people=(row["person"],))
        for person in load(Addressees, self.ask("accounts", "addressees", asked)).people:
            self._mark(person.email, BY_OPERATOR)
        store.came_back(documents, mail, Ended("returned", BY_OPERATOR))

    def _mark(self, address: str, reason: str) -> None:
        trace = mails.trace_of(address, self.mail_out.key)
        store.mark(self.work.collection(store.RETURNED), trace, now(), reason)
