"""How a service is asked: `@command` for what changes something, `@query` for what does not.

nameko's own protocol on the wire; around it what nameko leaves out: the request is checked with its
schema, the caller's token verified, a command carried out once under its key, everything bounded
by the caller's deadline, and the reply sent on the consumer's own channel without confirms.
"""

import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

import orjson
import pymongo
from pymongo.errors import PyMongoError

from backbone.context import use
from backbone.deliveries import Delivery
from backbone.logs import logger
from backbone.rpc_server import RpcMethod
from backbone.work import AlreadyDone
from contracts.callers import Caller
from contracts.errors import Failed, Invalid, NotSignedIn, Refusal, Unavailable
from contracts.messages import load, to_json

log = logger(__name__)

Handle = Callable[[Any, Any, Caller], Any]


def command(message: type[Any], *, anonymous: bool = False) -> Callable[[Any], Any]:
    """An RPC method that changes something. `anonymous`: nobody has to be signed in."""
    return rpc_method(message, anonymous=anonymous, changes=True)


def query(message: type[Any], *, anonymous: bool = False) -> Callable[[Any], Any]:
    """An RPC method that changes nothing."""
    return rpc_method(message, anonymous=anonymous, changes=False)


def rpc_method(message: type[Any], *, anonymous: bool, changes: bool) -> Callable[[Any], Any]:
    def decorate(method: Handle) -> Any:
        handle = once(method) if changes else method

        @wraps(method)
        def answer(service: Any, delivery: Delivery) -> dict[str, Any]:
            try:
                result = carry_out(service, delivery)
            except Refusal as refusal:
                return {"result": None, "error": refusal.to_dict()}
            return {"result": result, "error": None}

        def carry_out(service: Any, delivery: Delivery) -> Any:
            caller = delivery.caller
            if not anonymous and not caller.signed_in:
                raise NotSignedIn
            with use(delivery.context(caller, changes=changes)), bounded(delivery.deadline):
                done = guarded(lambda: handle(service, request_of(message, delivery), caller))
                if changes:
                    log.info("carried out", method=delivery.method)
                return done

        return RpcMethod.decorator(answer)

    return decorate


def once(method: Handle) -> Handle:
    """A command that answers as the first time where it comes again, whatever refuses it now.

    That may be its own effect, wherever the method looked at it.
    """

    def handle(service: Any, request: Any, caller: Caller) -> Any:
        try:
            return method(service, request, caller)
        except Refusal:
            service.work.answer_again()
            raise

    return handle


def request_of(message: type[Any], delivery: Delivery) -> Any:
    if not isinstance(delivery.data, dict):
        raise Invalid(details={"request": ["Must be an object."]})
    return load(message, delivery.data)


def bounded(deadline: float | None) -> Any:
    """Gives every database operation inside the caller's remaining time and no more."""
    if deadline is None:
        return nullcontext()
    return pymongo.timeout(max(deadline - time.time(), 0.05))


def guarded(handle: Callable[[], Any]) -> Any:
    """The handler's result as finished JSON; what it raises, as a refusal."""
    try:
        return orjson.Fragment(to_json(handle()))
    except AlreadyDone as done:
        return done.reply
    except Refusal:
        raise
    except PyMongoError as error:
        log.warning("database did not answer", reason=repr(error))
        raise Unavailable from error
    except Exception as error:
        log.exception("request failed")
        raise Failed from error
