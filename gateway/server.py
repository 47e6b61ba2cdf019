"""Runs the gateway on uvicorn, and lets streams end when the process is asked to stop."""

from types import FrameType
from typing import Any

import uvicorn

from backbone import logs
from gateway.app import create_app
from gateway.settings import Settings

GRACE = 8
"""Seconds that requests in hand get to end."""


class Server(uvicorn.Server):
    """Without this, a stop would wait for browsers that listen for as long as they like."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        app: Any = self.config.app
        app.state.live.close()
        app.state.tail.close()
        super().handle_exit(sig, frame)


def serve(settings: Settings | None = None) -> None:
    """Blocks until SIGTERM or SIGINT."""
    settings = settings or Settings.read()
    logs.configure("gateway", settings.log_level)
    config = uvicorn.Config(
        create_app(settings),
        host="0.0.0.0",  # noqa: S104  (containers are reached from outside)
        port=settings.port,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=True,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=30,
    )
    Server(config).run()
