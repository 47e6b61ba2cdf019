"""What the demonstration is made of: the files in ``content/``."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contracts.content.demo import load_demo

CONTENT = Path(__file__).parents[2] / "content"
CODE = "local-authority-code"
# The columns of mySociety's register, and where the demonstration has what goes there.
REGISTER = {
    CODE: "code",
    "official-name": "official_name",
    "nice-name": "name",
    "gss-code": "gss_code",
    "start-date": None,
    "end-date": None,
    "replaced-by": None,
    "nation": "nation",
    "region": "region",
    "local-authority-type": "kind",
    "local-authority-type-name": "kind_name",
    "county-la": None,
    "combined-authority": None,
    "area": "area",
    "pop-2020": "population",
    "lat": "latitude",
    "long": "longitude",
}
CONTEXT = {CODE: "code", "imd-quintile": "deprivation", "rural-urban": "rurality"}


@dataclass(frozen=True)
class Material:
    """`model`, `taxonomy`, `resources` are YAML; `demo` is as `contracts.content.demo` has it."""

    model: str
    taxonomy: str
    resources: tuple[str, ...]
    demo: dict[str, Any]

    @classmethod
    def read(cls, content: Path = CONTENT) -> "Material":
        """Raises ContentMistakes."""
        return cls(
            model=(content / "models" / "improvement-and-innovation.yaml").read_text(),
            taxonomy=(content / "barriers" / "taxonomy.yaml").read_text(),
            resources=texts(content / "resources"),
            demo=load_demo(*texts(content / "demo")),
        )


def texts(folder: Path) -> tuple[str, ...]:
    return tuple(path.read_text() for path in sorted(folder.glob("*.yaml")))


def register_of(councils: Iterable[Mapping[str, Any]]) -> str:
    """The councils as a register in CSV, so that they come in by the same door as any."""
    return table({**REGISTER, "current-authority": "current"}, councils, current="True")


def context_of(councils: Iterable[Mapping[str, Any]]) -> str:
    return table(CONTEXT, councils)


def table(
    columns: Mapping[str, str | None], rows: Iterable[Mapping[str, Any]], **constant: str
) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        known = {**row, **constant}
        writer.writerow([known.get(field, "") if field else "" for field in columns.values()])
    return text.getvalue()
