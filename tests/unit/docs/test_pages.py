"""Pages of Markdown: what they link to is there, what they name is there, and each can be found."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.topology import SERVICES

PROJECT = Path(__file__).parents[3]
DOCS = PROJECT / "docs"
START = DOCS / "README.md"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r"\bmake ([a-z]+)")
NAMED = re.compile(r"`([A-Za-z_.][\w./-]*/[\w./*<>-]*)`")
MADE_AT_RUN_TIME = (".local", ".venv", "node_modules")


def pages() -> list[Path]:
    return sorted([*PROJECT.glob("*.md"), *DOCS.rglob("*.md")])


def name(page: Path) -> str:
    return str(page.relative_to(PROJECT))


every_page = pytest.mark.parametrize("page", pages(), ids=name)


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """Each link to something of ours, as the file and the heading that it leads to."""
    for target in LINK.findall(FENCED.sub("", page.read_text())):
        if "://" not in target and not target.startswith("mailto:"):
            path, _, anchor = target.partition("#")
            yield ((page.parent / path).resolve() if path else page), anchor


def anchors(page: Path) -> set[str]:
    """The headings of a page as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text()), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", each.lower()) for each in headings)
    return {each.replace(" ", "-") for each in plain}


def targets_of_make() -> set[str]:
    return {*re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE)}


@every_page
def test_what_a_page_links_to_is_there(page: Path) -> None:
    for target, anchor in links(page):
        assert target.exists(), f"{name(page)} links to {target}"
        if anchor:
            assert anchor in anchors(target), f"{name(page)} links to #{anchor}"


@every_page
def test_what_a_page_asks_make_for_is_there(page: Path) -> None:
    code = re.findall(r"`[^`]+`|^```.*?^```", page.read_text(), re.MULTILINE | re.DOTALL)
    asked_for = {target for each in code for target in TARGET.findall(each)}
    assert asked_for <= targets_of_make()


@every_page
def test_a_path_of_ours_that_a_page_names_is_there(page: Path) -> None:
    tops = {each.name for each in PROJECT.iterdir()} - {*MADE_AT_RUN_TIME}
    for path in NAMED.findall(page.read_text()):
        if path.partition("/")[0] in tops and "<" not in path:
            assert [*PROJECT.glob(path.rstrip("/"))], f"{name(page)} names {path}"


def test_every_page_can_be_reached_from_the_first() -> None:
    found, ahead = {START}, [START]
    while ahead:
        for target, _ in links(ahead.pop()):
            if target.suffix == ".md" and target not in found and target.exists():
                found.add(target)
                ahead.append(target)
    assert [name(page) for page in DOCS.rglob("*.md") if page.resolve() not in found] == []


def test_the_map_of_the_house_has_every_folder_and_no_other() -> None:
    """The tree of the README, against what is committed."""
    tree = (PROJECT / "README.md").read_text().partition("## The house")[2].split("```")[1]
    mapped = {*re.findall(r"^(\w+)/", tree, re.MULTILINE)}
    assert mapped == {path.partition("/")[0] for path in committed() if "/" in path} - {".ci"}
    assert {*re.findall(r"^  (\w+)/", tree, re.MULTILINE)} == {*SERVICES}


def test_nothing_that_is_committed_names_a_machine_or_a_registry() -> None:
    """Lock files carry versions and hashes; paths are relative to the project."""
    machine = re.compile(
        "|".join(("/" + "work/", "/" + "home/", "/" + "root/", "/tmp/w" + "/", "file:" + "//"))
    )
    registry = re.compile(
        r"--(?:extra-)?index-url|\"resolved\": \"http|registry\.npmjs|pypi\.org/simple"
    )
    for path in committed():
        file = PROJECT / path
        if not file.exists() or file.suffix in (".png", ".ico") or file == Path(__file__):
            continue
        text = file.read_text(errors="replace")
        assert not machine.search(text), f"{path}: {machine.search(text)}"
        assert not registry.search(text), f"{path}: {registry.search(text)}"


def committed() -> list[str]:
    told = subprocess.run(
        ("git", "ls-files", "-z"), cwd=PROJECT, capture_output=True, text=True, check=False
    )
    if told.returncode:
        pytest.skip("not a git checkout")
    return [path for path in told.stdout.split("\0") if path]
