"""Links between barriers that feed each other."""

from collections.abc import Sequence
from functools import partial

from backbone.clock import now
from backbone.pages import page
from backbone.rpc import command, query
from contracts.barriers import messages
from contracts.callers import Caller
from contracts.errors import Invalid, NotFound
from contracts.outcomes import Outcome
from services.barriers import schemas, store
from services.barriers.domain import graphs, links
from services.barriers.domain.barriers import Barrier
from services.barriers.domain.links import End, Link
from services.barriers.service.contributing import Contributing


class Links(Contributing):
    @command(messages.LinkBarriers)
    def link_barriers(self, request: messages.LinkBarriers, caller: Caller) -> messages.BarrierLink:
        caller.must_be("officer", "lead", "analyst")
        barrier = self._taking(request.barrier, caller)
        feeds = self._fed(request.feeds, caller)
        link = links.id_of(barrier.id, feeds.id)
        kinds = tuple(sorted({barrier.facets.kind, feeds.facets.kind}))
        new = Link(link, barrier.id, feeds.id, request.why, caller.council, now(), kinds)
        linked: messages.BarrierLink = self.work.put(
            store.LINKS,
            link,
            partial(links.link, new=new),
            reply=partial(schemas.link, caller=caller),
        )
        return linked

    @command(messages.UnlinkBarriers)
    def unlink_barriers(
        self, request: messages.UnlinkBarriers, caller: Caller
    ) -> messages.BarrierLink:
        def unlink(link: Link) -> Outcome[Link]:
            links.must_be_makers(caller, link)
            return links.unlink(link, now())

        unlinked: messages.BarrierLink = self.work.change(
            store.LINKS, request.link, unlink, reply=partial(schemas.link, caller=caller)
        )
        return unlinked

    @query(messages.ListLinks)
    def links(self, request: messages.ListLinks, caller: Caller) -> messages.BarrierGraph:
        """All links of one barrier, page by page; it stands in the middle."""
        middle = self._seen(request.barrier, caller).state
        query = store.touching(self._family(middle))
        found, following = self._page(query, request.after, request.limit)
        ends = self._ends(found)
        around = graphs.around(middle.id, pairs(found, ends), most=2 * request.limit + 1)
        return graph(found, ends, caller, around=around, following=following)

    @query(messages.ListSectorLinks)
    def sector_links(
        self, request: messages.ListSectorLinks, caller: Caller
    ) -> messages.BarrierGraph:
        """The links of the whole sector, page by page."""
        query = store.of_kind(request.kind)
        found, following = self._page(query, request.after, request.limit)
        return graph(found, self._ends(found), caller, following=following)

    def _graph(self, middle: Barrier, caller: Caller) -> messages.BarrierGraph:
        """What feeds a barrier and what it feeds, two steps far."""
        found, ends = self._two_steps(middle)
        if not found:
            return messages.BarrierGraph((), ())
        around = graphs.around(middle.id, pairs(found, ends))
        family = [each for each, end in ends.items() if end.id in around.distances]
        between = self._first(store.among(family))
        full = len(found) >= store.MOST_LINKS or len(between) >= store.MOST_LINKS
        return graph(between, ends, caller, around=around, left_off=full)

    def _two_steps(self, middle: Barrier) -> tuple[list[Link], dict[str, End]]:
        """The links at most two steps from the middle, and what stands at their ends."""
        edge, found, ends = set(self._family(middle)), dict[str, Link](), dict[str, End]()
        for _ in range(graphs.FARTHEST):
            new = self._first(store.touching(edge))
            found |= {each.id: each for each in new}
            known = self._ends(new)
            edge, ends = known.keys() - ends.keys() - edge, ends | known
            if not edge:
                break
        return sorted(found.values(), key=lambda each: (each.made, each.id)), ends

    def _fed(self, id_or_number: str, caller: Caller) -> Barrier:
        """The barrier at the far end of a new link. Raises Invalid where there is none."""
        try:
            return self._taking(id_or_number, caller)
        except NotFound:
            raise Invalid(details={"feeds": ["Must be the number of a barrier."]}) from None

    def _first(self, query: dict[str, object]) -> list[Link]:
        return store.first_made(self.work.collection(store.LINKS), query)

    def _page(
        self, query: dict[str, object], after: str | None, limit: int
    ) -> tuple[list[Link], str | None]:
        documents, following = page(
            self.work.collection(store.LINKS),
            query,
            order=store.NEWEST_MADE,
            after=after,
            limit=limit,
        )
        return [store.LINKS.state(each) for each in documents], following

    def _ends(self, found: Sequence[Link]) -> dict[str, End]:
        ids = {end for each in found for end in (each.barrier, each.feeds)}
        return store.ends(self.work.collection(store.BARRIERS), ids)


def pairs(found: Sequence[Link], ends: dict[str, End]) -> list[graphs.Pair]:
    """Of those links that are shown, which barrier feeds which."""
    return [
        (ends[each.barrier].id, ends[each.feeds].id)
        for each in found
        if schemas.is_shown(each, ends)
    ]


def graph(
    found: Sequence[Link],
    ends: dict[str, End],
    caller: Caller,
    *,
    around: graphs.Graph | None = None,
    left_off: bool = False,
    following: str | None = None,
) -> messages.BarrierGraph:
    """The links between barriers that the caller may see; `around` keeps those that are in it, and
    has their distances."""
    shown = schemas.links(found, ends, caller=caller)
    if around is not None:
        shown = tuple(
            each for each in shown if {each.barrier, each.feeds} <= around.distances.keys()
        )
    wanted = {end for each in shown for end in (each.barrier, each.feeds)}
    distances = around.distances if around else {}
    standing = {end.id: end for end in ends.values() if end.id in wanted}
    return messages.BarrierGraph(
        barriers=tuple(
            schemas.linked(standing[each], distances.get(each)) for each in sorted(standing)
        ),
        links=shown,
        left_off=left_off or (around is not None and around.left_off),
        next=following,
    )
