"""How a process is: ``/healthz/live``, ``/healthz/ready`` and, in numbers, ``/metrics``."""

from collections.abc import Callable, Iterable
from typing import Any

import eventlet
import orjson
from eventlet import wsgi
from prometheus_client import CONTENT_TYPE_LATEST
from pymongo.errors import PyMongoError

from backbone.database import Records

Check = Callable[[], bool]


def database_answers(records: Records) -> bool:
    try:
        records.command("ping", maxTimeMS=1000)
    except PyMongoError:
        return False
    return True


def serve(port: int, checks: dict[str, Check], metrics: Callable[[], bytes]) -> None:
    """Answers on `port`, for ever. Ready is 200 when every check holds, else 503."""

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/metrics":
            body = metrics()
            start_response("200 OK", [("Content-Type", CONTENT_TYPE_LATEST)])
            return [body]
        if path not in ("/healthz/live", "/healthz/ready"):
            start_response("404 Not Found", [])
            return [b""]
        results = {name: check() for name, check in checks.items()} if "ready" in path else {}
        status = "200 OK" if all(results.values()) else "503 Service Unavailable"
        start_response(status, [("Content-Type", "application/json")])
        return [orjson.dumps(results)]

    listener = eventlet.listen(("", port), reuse_addr=True)
    wsgi.server(listener, application, log_output=False, keepalive=False)
