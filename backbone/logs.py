"""Logs: one JSON object a line on standard output, with the correlation id of what is in hand."""

import logging
import sys
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict, WrappedLogger

from backbone.context import CURRENT


def logger(name: str) -> Any:
    """A structlog logger that says where it logs from."""
    return structlog.get_logger(source=name)


def add_correlation(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    context = CURRENT.get()
    if context is not None:
        event.setdefault("correlation_id", context.correlation_id)
    return event


def to_bytes(event: EventDict, **_: Any) -> bytes:
    return orjson.dumps(event, default=str)


def to_json(event: EventDict, **_: Any) -> str:
    return to_bytes(event).decode()


def configure(process: str, level: str = "INFO") -> None:
    """Sends structlog's and the libraries' own log records to one place in one form."""
    shared: list[Any] = [
        add_correlation,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[
            lambda _, __, event: {"process": process, **event},
            *shared,
            structlog.processors.JSONRenderer(serializer=to_bytes),
        ],
        # Past the standard library's loggers: a line for every command and event costs then little.
        logger_factory=structlog.BytesLoggerFactory(sys.stdout.buffer),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(serializer=to_json),
            ],
            foreign_pre_chain=[lambda _, __, event: {"process": process, **event}, *shared],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    # nameko reports every refused request as an error; `backbone.rpc` says what needs saying.
    logging.getLogger("nameko").setLevel(logging.CRITICAL)
