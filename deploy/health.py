"""Asks a process whether it takes work: `python -m deploy.health PORT` for a container's check."""

import sys
from http.client import HTTPConnection, HTTPException


def is_ready(port: int, host: str = "127.0.0.1") -> bool:
    """Whether `/healthz/ready` there answers 200 within two seconds."""
    connection = HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/healthz/ready")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if is_ready(int(sys.argv[1])) else 1)
