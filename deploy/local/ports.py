"""Free ports of the loopback interface."""

import random
import socket
import threading

LOOPBACK = "127.0.0.1"

# Below the range from which Linux takes the ports of outgoing connections, so that none of them
# takes the port between our choice and the server's start.
_RANGE = range(20000, 32000)
_given: set[int] = set()
_lock = threading.Lock()


def free_port(preferred: int | None = None) -> int:
    """A port on which nothing listens; `preferred` where that is free.

    No port is given twice in one process.
    """
    with _lock:
        candidates = [*([preferred] if preferred else []), *random.sample(_RANGE, len(_RANGE))]
        port = next(port for port in candidates if port not in _given and is_free(port))
        _given.add(port)
        return port


def is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
