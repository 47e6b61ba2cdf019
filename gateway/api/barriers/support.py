"""What councils say of a barrier, and hearing what becomes of it."""

from contracts.barriers.messages import (
    Barrier,
    GetNews,
    GetVoices,
    MarkNewsRead,
    News,
    NewsRead,
    SayHowItBites,
    StopWatching,
    Voices,
    WatchBarrier,
    Watching,
)
from gateway import reads
from gateway.api.operations import Operation

OPERATIONS = [
    Operation(
        "PUT",
        "/barriers/{barrier}/support/words",
        "Say how a barrier bites",
        service="barriers",
        rpc="say_how_it_bites",
        request=SayHowItBites,
        reply=Barrier,
        access="council",
        own_council=True,
        etag="version",
        drops=(reads.BARRIERS,),
        description=(
            "In the place of what the council said before: what is left out is no longer said. It "
            "counts the council, if it was not counted yet. Words are shown without the council's "
            "name unless it agreed to be named, and stand in no event."
        ),
        example={
            "bites": "Every form is typed twice, into their system and into ours.",
            "releases": {
                "measure": "time",
                "low": 120,
                "high": 200,
                "confidence": "medium",
                "method": "Days a year, from four weeks of counting",
            },
        },
    ),
    Operation(
        "GET",
        "/barriers/{barrier}/voices",
        "Read what councils say",
        service="barriers",
        rpc="voices",
        request=GetVoices,
        reply=Voices,
        description=(
            "A page of it, and the sums of what would be released, where no single council's "
            "figure can be told from them. `next` is the `after` of the next page."
        ),
    ),
    Operation(
        "PUT",
        "/barriers/{barrier}/watch",
        "Watch a barrier",
        service="barriers",
        rpc="watch",
        request=WatchBarrier,
        reply=Watching,
        access="council",
        own_council=True,
        description=(
            "What happens to it is then among the council's news. Who raised or supports it hears "
            "of it anyhow."
        ),
        example={},
    ),
    Operation(
        "DELETE",
        "/barriers/{barrier}/watch",
        "Stop watching a barrier",
        service="barriers",
        rpc="stop_watching",
        request=StopWatching,
        reply=Watching,
        access="council",
        own_council=True,
        description="Also for who raised or supports it; the voice stays.",
    ),
    Operation(
        "GET",
        "/barriers/news",
        "Read the news of barriers",
        service="barriers",
        rpc="news",
        request=GetNews,
        reply=News,
        access="council",
        description=(
            "What happened to the barriers that the council raised, supports or watches, newest "
            "first. Of a barrier that many support, only how many there are now."
        ),
    ),
    Operation(
        "PUT",
        "/barriers/news/read",
        "Mark the news as read",
        service="barriers",
        rpc="mark_news_read",
        request=MarkNewsRead,
        reply=NewsRead,
        access="council",
        description="Until now, by the person who asks.",
    ),
]
