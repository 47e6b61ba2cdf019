"""The analysts' work: open barriers in the order in which something is due."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.barriers import life
from contracts.barriers.messages import ListBarriers
from contracts.errors import Invalid
from contracts.messages import load
from gateway import reads
from gateway.pages.visitors import must_analyse
from gateway.platform import Away, call, from_cache, there
from gateway.templating import render

WHOSE = {
    "mine": {"assigned_to_me": True},
    "nobody": {"unassigned": True},
    "all": {},
}


async def queue(request: Request) -> Response:
    """Overdue ones first, then by day; one's own unless the reader chose others."""
    must_analyse(request)
    whose = request.query_params.get("whose", "")
    whose = whose if whose in WHOSE else "mine"
    parts = await request.app.state.platform.parts(
        request,
        barriers=call("barriers", "barriers", _wanted(request, whose)),
        bodies=from_cache("accounts", reads.bodies(request)),
    )
    found = there(parts["barriers"])
    following = found.get("next")
    return render(
        request,
        "barriers/queue.html",
        {
            "whose": whose,
            "life": life,
            "barriers": found["barriers"],
            "bodies": {} if isinstance(parts["bodies"], Away) else parts["bodies"],
            "next": following and f"/casework?{urlencode({'whose': whose, 'after': following})}",
        },
    )


def _wanted(request: Request, whose: str) -> ListBarriers:
    """A cursor that is none leads to the first page."""
    asked = {**WHOSE[whose], "order": "by-due"}
    after = request.query_params.get("after")
    try:
        return load(ListBarriers, {**asked, "after": after} if after else asked)
    except Invalid:
        return load(ListBarriers, asked)


routes = [Route("/casework", queue, methods=["GET"])]
