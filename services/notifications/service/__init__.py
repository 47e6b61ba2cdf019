"""What notifications hears and is asked, and which rule answers."""

from backbone.asking import Others
from backbone.operations import Operations
from backbone.unit_of_work import UnitOfWork
from services.notifications import store
from services.notifications.service.mailing import Mailing
from services.notifications.service.returning import Returning


class NotificationsService(Mailing, Returning, Operations):
    name = "notifications"
    work = UnitOfWork(store.STORES)
    ask = Others()
    figures = (store.figures_of_mails,)
