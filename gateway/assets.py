"""Files that browsers keep: our own and those of GOV.UK Frontend, under addresses that change with
their content, so that they can be kept for a year."""

import hashlib
import json
from functools import cache
from pathlib import Path

from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

OURS = Path(__file__).parent / "static"
FRONTEND = Path(__file__).parents[1] / "node_modules" / "govuk-frontend"
A_YEAR = "public, max-age=31536000, immutable"


@cache
def frontend_version() -> str:
    """The installed version of GOV.UK Frontend."""
    return str(json.loads((FRONTEND / "package.json").read_text())["version"])


@cache
def our_version() -> str:
    """A digest of every file of ours."""
    files = sorted(path for path in OURS.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


@cache
def asset(name: str) -> str:
    """The address of one of our files, such as ``waymark.css``."""
    return f"/static/waymark/{our_version()}/{name}"


@cache
def frontend_asset(name: str) -> str:
    """The address of a file of GOV.UK Frontend's distribution."""
    return f"/static/govuk-frontend/{frontend_version()}/{name}"


class KeptFiles(StaticFiles):
    """Files under a versioned address, never asked for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["cache-control"] = A_YEAR
        return response


def asset_routes() -> list[Mount]:
    """Where the files are served. A file of another version is not found rather than wrong."""
    return [
        Mount(f"/static/waymark/{our_version()}", KeptFiles(directory=OURS)),
        Mount(
            f"/static/govuk-frontend/{frontend_version()}",
            KeptFiles(directory=FRONTEND / "dist" / "govuk"),
        ),
    ]
