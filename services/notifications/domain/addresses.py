"""Where a webhook may be: at public addresses of the internet, over https.

Whoever registers a webhook makes our machines connect to an address of their choice. So none may be
one that only our machines can reach.
"""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from contracts.errors import Invalid

Address = IPv4Address | IPv6Address

NEVER = [
    ip_network(each)
    for each in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24"),
        *("192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        # Those that hold an IPv4 address (mapped, translated, 6to4, Teredo) are never needed: who
        # has the IPv4 address can name it.
        *("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16"),
        *("fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
]
"""IANA's registries of addresses for special purposes, and multicast.

The standard library's `is_global` knows them as of the day of its release.
"""

HTTPS = 443
FIRST_FREE_PORT = 1024


@dataclass(frozen=True)
class Target:
    """Where a post goes: `path` has the query with it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """What the header Host says."""
        usual = {"https": 443, "http": 80}[self.scheme]
        return self.host if self.port == usual else f"{self.host}:{self.port}"


def is_public(text: str) -> bool:
    """Whether an IP address is one that anybody on the internet may reach."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return address.is_global and not any(
        address in network for network in NEVER if network.version == address.version
    )


def target_of(url: str, *, may_be_local: bool) -> Target:
    """What `url` leads to.

    Raises:
        Invalid: it is none that may be posted to, whatever its name resolves to.
    """
    parts = urlsplit(url)
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError):
        raise refused("Must be a web address with a host and, at most, a port.") from None
    if parts.scheme != "https" and not (may_be_local and parts.scheme == "http"):
        raise refused("Must begin with https://.")
    if parts.fragment or parts.username is not None or parts.password is not None:
        raise refused("Must have no fragment (#) and no user name in it.")
    port = port or {"https": 443, "http": 80}[parts.scheme]
    if not may_be_local:
        must_be_open(host, port)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, in_ascii(path))


def must_be_open(host: str, port: int) -> None:
    """Raises Invalid for a port of another protocol and for addresses that are not public."""
    if port != HTTPS and port < FIRST_FREE_PORT:
        raise refused("Must have the port 443, or one from 1024.")
    if is_number(host) and not is_public(host):
        raise refused("Must not be a private address.")


def is_number(host: str) -> bool:
    """Whether it is an address and no name; also in the old ways of writing, such as 0x7f.1."""
    last = host.rstrip(".").rpartition(".")[2]
    return ":" in host or last.isdigit() or last.lower().startswith("0x")


def in_ascii(path: str) -> str:
    """What a request line can hold; what was percent-encoded stays as it is."""
    return "".join(each if each.isascii() else percent(each) for each in path)


def percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def refused(why: str) -> Invalid:
    return Invalid(details={"url": [why]})


def without_path(url: str) -> str:
    """Who it belongs to. What comes behind may be all that proves a right to post there."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
