"""Forms with which somebody adds to a barrier: shown, sent once, and shown again where need be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from backbone.identifiers import new_id
from contracts.barriers.messages import GetBarrier
from contracts.errors import Invalid, KeyReused
from contracts.messages import load
from gateway.forms import Field, Form, filled, read_form
from gateway.languages import later, words
from gateway.pages.changing import BARRIERS, change
from gateway.pages.keeping import NOT_DONE, keep
from gateway.pages.visitors import leads, own_council
from gateway.platform import Away, call, identity_of
from gateway.templating import render

NAMED = Field(later("Whether to be named"), later("Choose whether your council is named"))


@dataclass(frozen=True)
class Asked:
    """A form about a barrier: its page, the command that it sends, and the page that it leads to,
    with parts of its own address in braces."""

    template: str
    method: str
    message: type[Any]
    fields: Mapping[str, Field]
    done: str

    def missing(self, form: Form, name: str) -> None:
        """Notes that a field was left out, or holds nothing sensible."""
        form.refuse(name, form.words(self.fields[name].missing))


async def show(
    request: Request, asked: Asked, context: Mapping[str, Any] | None = None, **values: str | None
) -> Response:
    """The form, empty or with what is known already."""
    form = filled(words(request), key=new_id(), **values)
    return await _page(request, asked, form, context, 200)


async def send(
    request: Request,
    asked: Asked,
    form: Form,
    values: Mapping[str, Any],
    context: Mapping[str, Any] | None = None,
) -> Response:
    """Sends what was typed, once for its key, unless mistakes were found in it already."""
    first, status = next(iter(asked.fields)), 422
    try:
        message = load(asked.message, values)
        if not form.errors:
            await change(request, "barriers", asked.method, message, *BARRIERS, key=form.key)
    except Invalid as invalid:
        form.take(invalid, asked.fields)
    except KeyReused:
        form.values["key"] = [new_id()]
        again = form.words("You sent this form before with other words. Send it again if it is new")
        form.refuse(first, again)
    except NOT_DONE as refusal:
        status = keep(form, refusal, asked.fields[first].anchor or first)
    if form.errors:
        in_order = [*asked.fields, *(name for name in form.errors if name not in asked.fields)]
        form.errors = {name: form.errors[name] for name in in_order if name in form.errors}
        return await _page(request, asked, form, context, status)
    return done(request, asked.done)


async def press(
    request: Request, method: str, message: type[Any], values: Mapping[str, Any], to: str
) -> Response:
    """A button: carries out its command, and leads to the page that shows it."""
    await read_form(request, words(request))
    await change(request, "barriers", method, load(message, values), *BARRIERS)
    return done(request, to)


def done(request: Request, to: str) -> Response:
    return RedirectResponse(to.format_map(request.path_params), 303)


def named(request: Request, form: Form) -> bool:
    """Whether the council agreed to be named, which only a lead is asked."""
    if not leads(request):
        return False
    if form["named"] not in ("yes", "no"):
        form.refuse("named", form.words(NAMED.missing))
    return form["named"] == "yes"


async def _page(
    request: Request,
    asked: Asked,
    form: Form,
    context: Mapping[str, Any] | None,
    status: int,
) -> Response:
    number = request.path_params["number"]
    parts = await request.app.state.platform.parts(
        request, barrier=call("barriers", "barrier", GetBarrier(number))
    )
    # What was typed must not be lost because the barrier can't be asked for just now.
    barrier = {"number": number} if isinstance(parts["barrier"], Away) else parts["barrier"]
    return render(
        request,
        asked.template,
        {
            "barrier": barrier,
            "form": form,
            "leads": leads(request),
            "council": own_council(request),
            "role": identity_of(request).role,
            **(context or {}),
        },
        status,
    )
