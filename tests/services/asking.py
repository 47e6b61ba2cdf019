"""Some services on the shared servers, asked over RPC as whoever a test wants."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import jwt

from backbone.rpc_client import RpcClient
from backbone.tokens import sign
from contracts.callers import ANONYMOUS, SECTOR_BODY, Caller
from deploy.keys import Keys
from deploy.local.servers import Servers
from deploy.local.stack import Stack
from tests.homes import home

ADMINISTRATOR = Caller("someone", SECTOR_BODY, "administrator", "Alex Admin")
ANALYST = Caller("somebody", SECTOR_BODY, "analyst", "Ana Analyst")


def officer(council: str, name: str = "Olu Officer") -> Caller:
    return Caller(f"officer-{name}", council, "officer", name)


def lead(council: str, name: str = "Lee Lead") -> Caller:
    return Caller(f"lead-{name}", council, "lead", name)


def responder(body: str, name: str = "Rae Responder") -> Caller:
    return Caller(f"responder-{name}", body, "responder", name)


@contextmanager
def serving(servers: Servers, instances: Mapping[str, int]) -> Iterator[Stack]:
    """So many processes of each service, on the servers of the test session."""
    given = {"AMQP_URL": servers.amqp_url, "MONGODB_URL": servers.mongodb_root_url}
    name = "-".join(instances)
    folder = servers.home.parent / f"{servers.home.name}-{name}"
    with home(folder), Stack(folder, instances=instances, given=given) as stack:
        yield stack


@asynccontextmanager
async def asking(stack: Stack) -> AsyncIterator["Asking"]:
    async with RpcClient(stack.amqp_url) as client:
        yield Asking(client, stack.keys)


class Asking:
    """Calls a service with a token signed as accounts would."""

    def __init__(self, client: RpcClient, keys: Keys) -> None:
        self._client = client
        self._pem = Path(keys.signing).read_text()
        (key,) = jwt.PyJWKSet.from_json(Path(keys.public).read_text()).keys
        self._key_id = str(key.key_id)

    async def __call__(
        self, service: str, method: str, message: Any, caller: Caller = ANONYMOUS, **options: Any
    ) -> Any:
        """The reply as JSON values. Raises what the service refuses."""
        token = None
        if caller.signed_in:
            token, _ = sign(caller, self._pem, key_id=self._key_id)
        return await self._client.call(service, method, message, token=token, **options)
