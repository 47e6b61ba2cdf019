"""What barriers is asked, who may ask it, and which rule answers."""

from backbone.operations import Operations
from backbone.unit_of_work import UnitOfWork
from services.barriers import store
from services.barriers.search.keeping import Search
from services.barriers.service.bodies import Bodies
from services.barriers.service.casework import Casework
from services.barriers.service.concerned import Concerns
from services.barriers.service.drafts import Drafts
from services.barriers.service.feed import Feed
from services.barriers.service.files import Files
from services.barriers.service.flags import Flags
from services.barriers.service.history import History
from services.barriers.service.merging import Merging
from services.barriers.service.news import News
from services.barriers.service.notes import Notes
from services.barriers.service.reading import Reading
from services.barriers.service.redacting import Redacting
from services.barriers.service.releases import Releases
from services.barriers.service.similar import Similar
from services.barriers.service.support import Support
from services.barriers.service.taxonomy import Taxonomy
from services.barriers.service.together import Together


class BarriersService(
    Taxonomy,
    Drafts,
    Files,
    Reading,
    Similar,
    Support,
    Casework,
    Bodies,
    Releases,
    Redacting,
    Flags,
    Notes,
    Merging,
    News,
    History,
    Together,
    Feed,
    Concerns,
    Operations,
):
    """A barrier is named by its id or its tracking number, wherever a request names one."""

    name = "barriers"
    work = UnitOfWork(store.STORES)
    search = Search()
