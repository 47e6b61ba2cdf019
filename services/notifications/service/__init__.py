"""What notifications hears and is asked, and which rule answers."""

from backbone.asking import Others
from backbone.operations import Operations
from backbone.unit_of_work import UnitOfWork
from services.notifications import store
from services.notifications.posting.engine import Posting
from services.notifications.service.choosing import Choosing
from services.notifications.service.deliveries import Deliveries
from services.notifications.service.hearing import Hearing
from services.notifications.service.mailing import Mailing
from services.notifications.service.reading_news import ReadingNews
from services.notifications.service.returning import Returning
from services.notifications.service.summaries import Summaries
from services.notifications.service.telling import Telling
from services.notifications.service.watching import Watching
from services.notifications.service.webhooks import Webhooks


class NotificationsService(
    Hearing,
    Telling,
    Summaries,
    Watching,
    Choosing,
    ReadingNews,
    Mailing,
    Returning,
    Webhooks,
    Deliveries,
    Operations,
):
    name = "notifications"
    work = UnitOfWork(store.STORES)
    ask = Others()
    figures = (store.figures_of_mails,)
    posting = Posting()
