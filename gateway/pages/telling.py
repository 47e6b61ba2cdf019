"""What somebody is told of: what is new, how often they want e-mail, and the end of it."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from contracts.errors import Invalid, Stale
from contracts.messages import load
from contracts.notifications.messages.news import GetWhatsNew, MarkSeen
from contracts.notifications.messages.preferences import (
    GetPreferences,
    GetSubscription,
    SetPreferences,
    Unsubscribe,
)
from contracts.notifications.topics import TOPICS, Frequency, TopicName
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import Words, later, words
from gateway.pages.barriers.happenings import sentence
from gateway.pages.changing import change
from gateway.platform import Away, Call, call, identity_of
from gateway.templating import render

A_PAGE = 20
NO_QUIET = "none"
HOURS = tuple(range(24))

TOPIC_WORDS: dict[TopicName, tuple[str, str]] = {
    "account": (
        later("Your account"),
        later("Links to sign in for the first time and to choose a new password."),
    ),
    "assessment-submitted": (
        later("Your council’s assessment"),
        later("Your council’s answers were submitted."),
    ),
    "our-barriers": (
        later("Barriers that your council reported or meets"),
        later("What is done about them: who works on them, who was asked, what was answered."),
    ),
    "watched-barriers": (
        later("Barriers that your council watches"),
        later("The same, for barriers that you only watch."),
    ),
    "to-answer": (
        later("Barriers that wait for you"),
        later("Barriers that were put to you or are yours to work on."),
    ),
    "clocks": (
        later("Days that run out"),
        later("A barrier of yours has to be answered or moved on soon, or should have been."),
    ),
    "running": (
        later("Running Waymark"),
        later("Events that a service could not apply, and webhooks that were paused."),
    ),
    "webhooks": (
        later("Your organisation’s webhooks"),
        later("One of them failed for days and was paused, or its address is gone."),
    ),
    "digest": (
        later("The week in Waymark"),
        later("On Monday mornings: barriers that are new, answered and resolved."),
    ),
}

SUMMARIES = (
    later("Daily and weekly summaries"),
    later("What you chose to be told of once a day or once a week, and the week in Waymark."),
)
"""What the link of a summary ends."""

FREQUENCY_WORDS: dict[Frequency, str] = {
    "at-once": later("At once"),
    "daily": later("Once a day, in the morning"),
    "weekly": later("Once a week, on Monday morning"),
    "never": later("No e-mail"),
}

OTHER_SENTENCES = {
    "assessment-submitted": later("Your council’s answers were submitted"),
    "events-parked": later("A service set events aside that it could not apply"),
    "webhook-ended": later("The address of a webhook is gone, and the webhook has ended"),
    "webhook-paused": later("A webhook failed for days and was paused"),
}

FIELDS = {
    "quiet_begin": Field(later("Quiet from"), later("Choose when the quiet hours begin")),
    "quiet_end": Field(
        later("Quiet until"), later("Choose when the quiet hours end, at another hour")
    ),
}


async def news(request: Request) -> Response:
    identity_of(request)
    after = request.query_params.get("after")
    found = await ask(request, "whats_new", GetWhatsNew(after=after, limit=A_PAGE))
    items = lines(request, found)
    request.state.unseen = request.app.state.unseen.know(
        identity_of(request).person, found["unseen"]
    )
    context = {"items": items, "unseen": found["unseen"], "next": found["next"]}
    return render(request, "telling/news.html", context)


async def seen(request: Request) -> Response:
    await read_form(request, words(request))
    identity = identity_of(request)
    seen = await change(request, "notifications", "mark_seen", MarkSeen())
    request.app.state.unseen.know(identity.person, seen["unseen"])
    return RedirectResponse("/news?done=seen", 303)


async def old_news(request: Request) -> Response:  # noqa: ARG001
    """Where the news of a council's barriers once were."""
    return RedirectResponse("/news", 301)


def latest(request: Request, most: int) -> dict[str, Call]:
    """What asks for the newest, as a part of a page of somebody who is told of things."""
    if identity_of(request).kind != "session":
        return {}
    return {"news": call("notifications", "whats_new", GetWhatsNew(limit=most))}


def lines(request: Request, found: Mapping[str, Any] | Away | None) -> list[dict[str, Any]]:
    """None of them where notifications is away: it is told later as well."""
    if found is None or isinstance(found, Away):
        return []
    return [line(words(request), each) for each in found["items"]]


def line(_: Words, item: Mapping[str, Any]) -> dict[str, Any]:
    """An item with its sentence, and what it is about where that is a barrier."""
    data = item["data"]
    bodies = {each: _.text(name) for each, name in data.get("bodies", {}).items()}
    other = OTHER_SENTENCES.get(item["name"])
    told = _(other) if other else sentence(_, item, bodies)
    named = {name: data.get(name) for name in ("title", "number", "supporters")}
    return {**item, **named, "sentence": told}


async def preferences(request: Request) -> Response:
    identity_of(request)
    found = await ask(request, "preferences", GetPreferences())
    return shown(request, found, as_form(words(request), found))


async def choose(request: Request) -> Response:
    form = await read_form(request, words(request))
    identity_of(request)
    found = await ask(request, "preferences", GetPreferences())
    try:
        message = load(SetPreferences, chosen(form, found))
        await change(request, "notifications", "set_preferences", message, key=form.key)
    except Invalid as invalid:
        form.take(nested(invalid), FIELDS)
        return shown(request, found, form, status=422)
    except Stale:
        return RedirectResponse("/preferences?done=changed-elsewhere", 303)
    return RedirectResponse("/preferences?done=saved", 303)


def as_form(_: Words, found: Mapping[str, Any]) -> Form:
    quiet = found["quiet"] or {"begin": NO_QUIET, "end": NO_QUIET}
    topics = {f"topic-{each['topic']}": each["frequency"] for each in found["topics"]}
    return filled(
        _,
        **topics,
        quiet_begin=str(quiet["begin"]),
        quiet_end=str(quiet["end"]),
        version=str(found["version"]),
    )


def chosen(form: Form, found: Mapping[str, Any]) -> dict[str, Any]:
    """What was chosen, of the topics that can be."""
    topics = [
        {"topic": name, "frequency": form[f"topic-{name}"]}
        for name in (each["topic"] for each in found["topics"])
        if TOPICS[name].choice and form[f"topic-{name}"]
    ]
    try_again = form["try_again"] == "yes"
    version = form.number("version")
    return {"topics": topics, "quiet": quiet(form), "try_again": try_again, "version": version}


def quiet(form: Form) -> dict[str, int] | None:
    """Raises Invalid where they have a beginning and no end, or the other way round."""
    begin, end = form.number("quiet_begin"), form.number("quiet_end")
    if begin is None and end is None:
        return None
    if begin is None or end is None:
        raise Invalid(details={"quiet.begin" if begin is None else "quiet.end": []})
    return {"begin": begin, "end": end}


def nested(invalid: Invalid) -> Invalid:
    """With the names that the form has for the hours."""
    names = {"quiet.begin": "quiet_begin", "quiet.end": "quiet_end"}
    return Invalid(details={names.get(k, k): said for k, said in invalid.details.items()})


def shown(request: Request, found: Mapping[str, Any], form: Form, *, status: int = 200) -> Response:
    context = {
        "form": form,
        "topics": [topic(words(request), each["topic"]) for each in found["topics"]],
        "returned": found["returned"],
        "hours": hours(words(request)),
    }
    return render(request, "telling/preferences.html", context, status=status)


def topic(_: Words, name: TopicName) -> dict[str, Any]:
    """A topic as it is shown: what it is, and what can be chosen."""
    title, about = TOPIC_WORDS[name]
    choice = [{"value": each, "text": _(FREQUENCY_WORDS[each])} for each in TOPICS[name].choice]
    return {"name": name, "title": _(title), "about": _(about), "choice": choice}


def hours(_: Words) -> list[dict[str, str]]:
    none = {"value": NO_QUIET, "text": _("No quiet hours")}
    return [none, *({"value": str(hour), "text": f"{hour:02}:00"} for hour in HOURS)]


async def about_to_end(request: Request) -> Response:
    """Shows what a link of an e-mail would end. Opening it ends nothing."""
    found = await ask(request, "subscription", GetSubscription(secret_of(request)))
    return ending(request, found, ended=found["frequency"] == "never")


async def end(request: Request) -> Response:
    """By the page's button or by a mail program (RFC 8058), which has neither session nor form: the
    link itself is the proof."""
    found = await change(request, "notifications", "unsubscribe", Unsubscribe(secret_of(request)))
    return ending(request, found, ended=True)


def ending(request: Request, found: Mapping[str, Any], *, ended: bool) -> Response:
    title, about = SUMMARIES if found["topic"] == "digest" else TOPIC_WORDS[found["topic"]]
    _ = words(request)
    context = {"topic": _(title), "about": _(about), "ended": ended}
    response = render(request, "telling/unsubscribe.html", context)
    # The address is a secret. No page of ours tells other sites where its reader came from.
    response.headers["cache-control"] = "no-store"
    return response


def secret_of(request: Request) -> str:
    return str(request.path_params["secret"])[:500]


async def ask(request: Request, method: str, message: Any) -> dict[str, Any]:
    answer: dict[str, Any] = await request.app.state.platform.ask(
        request, "notifications", method, message
    )
    return answer


routes = [
    Route("/news", news, methods=["GET"]),
    Route("/news/seen", seen, methods=["POST"]),
    Route("/barriers/news", old_news, methods=["GET"]),
    Route("/preferences", preferences, methods=["GET"]),
    Route("/preferences", choose, methods=["POST"]),
    Route("/unsubscribe/{secret}", about_to_end, methods=["GET"]),
    Route("/unsubscribe/{secret}", end, methods=["POST"]),
]
