"""What notifications hears and is asked, and which rule answers."""

from backbone.asking import Others
from backbone.operations import Operations
from backbone.unit_of_work import UnitOfWork
from services.notifications import store


class NotificationsService(Operations):
    name = "notifications"
    work = UnitOfWork(store.STORES)
    ask = Others()
