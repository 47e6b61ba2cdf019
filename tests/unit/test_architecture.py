"""Arrows run one way: gateway and services → backbone → contracts; the domain stands alone."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SERVICES = sorted(
    folder.name for folder in (PROJECT / "services").iterdir() if (folder / "__init__.py").exists()
)
OURS = {"backbone", "contracts", "deploy", "gateway", "services", "tests", "waymark"}
DOMAIN_MAY = {"contracts", "numpy"}


def modules_of(package: str) -> Iterator[Path]:
    yield from sorted((PROJECT / package).rglob("*.py"))


def imports_of(module: Path) -> Iterator[str]:
    """Every module that it names in an import, with dots."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def strangers(package: str, *, may: set[str]) -> list[str]:
    """What the package imports of ours beyond what it may."""
    return [
        f"{module.relative_to(PROJECT)} imports {name}"
        for module in modules_of(package)
        for name in imports_of(module)
        if name.partition(".")[0] in OURS and not any(within(name, each) for each in may)
    ]


def within(name: str, package: str) -> bool:
    return f"{name}.".startswith(f"{package}.")


def test_contracts_import_nothing_of_ours():
    assert strangers("contracts", may={"contracts"}) == []


def test_the_backbone_knows_no_service_and_no_gateway():
    assert strangers("backbone", may={"backbone", "contracts"}) == []


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_imports_no_other_service_and_not_the_gateway(service):
    package = f"services/{service}"
    assert strangers(package, may={f"services.{service}", "backbone", "contracts"}) == []


def test_the_gateway_imports_no_service():
    assert strangers("gateway", may={"gateway", "backbone", "contracts"}) == []


def test_nothing_that_runs_imports_tests():
    for package in ("contracts", "backbone", "services", "gateway", "waymark", "deploy"):
        assert not [each for each in strangers(package, may=OURS - {"tests"}) if "tests" in each]


@pytest.mark.parametrize("service", SERVICES)
def test_a_domain_imports_only_the_standard_library_contracts_and_numpy(service):
    for domain in ("domain", "domain.py"):
        for module in modules_of(f"services/{service}/{domain}"):
            for name in imports_of(module):
                top = name.partition(".")[0]
                own = within(name, f"services.{service}.domain")
                assert own or top in DOMAIN_MAY | sys.stdlib_module_names, f"{module}: {name}"


def test_the_domain_asks_no_clock():
    for service in SERVICES:
        for module in modules_of(f"services/{service}/domain"):
            text = module.read_text()
            assert "datetime.now(" not in text, module
            assert "time.time(" not in text, module
