from dataclasses import replace
from datetime import UTC, datetime

from contracts.accounts.bodies import BodyName
from contracts.barriers.messages import Concerned
from contracts.barriers.messages.concerned import ConcernedBody
from contracts.callers import SECTOR_BODY
from services.notifications.domain.audiences import Person

AT = datetime(2027, 3, 2, 9, tzinfo=UTC)
OFFICER = Person("p-officer", "DUR", "officer")
LEAD = Person("p-lead", "DUR", "lead")
WATCHER = Person("p-watcher", "GWN", "officer")
IN_GROUP = Person("p-group", "LEE", "officer")
STRANGER = Person("p-stranger", "KEN", "lead")
RESPONDER = Person("p-responder", "dhsc", "responder")
OTHER_BODY = Person("p-other", "nhs-england", "responder")
CONTACT = Person("p-contact", SECTOR_BODY, "analyst")
ANALYST = Person("p-analyst", SECTOR_BODY, "analyst")
ADMINISTRATOR = Person("p-admin", SECTOR_BODY, "administrator")
EVERYBODY = (
    OFFICER,
    LEAD,
    WATCHER,
    IN_GROUP,
    STRANGER,
    RESPONDER,
    OTHER_BODY,
    CONTACT,
    ANALYST,
    ADMINISTRATOR,
)
DHSC = ConcernedBody("dhsc", BodyName("Department of Health", "Yr Adran Iechyd"))
BARRIER = Concerned(
    barrier="b1",
    number="WM-7K3-2QX",
    title="Nothing moves between the two records",
    stage="with-body",
    ours=("DUR",),
    watching=("GWN",),
    group=("LEE",),
    bodies=(DHSC,),
    asked="dhsc",
    analyst="p-contact",
)
SECRET = replace(BARRIER, barrier="b2", title=None, watching=(), group=())
