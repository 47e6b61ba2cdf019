"""Names to addresses, by the machine's resolver."""

import socket


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host, as text, in the resolver's order. Raises OSError where none is."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))
