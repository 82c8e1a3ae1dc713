"""What the documents promise is there: links resolve, commands exist and take what is typed."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer import BadParameter, Context
from typer._click.exceptions import UsageError
from typer.core import TyperGroup
from typer.main import get_command

from openmso.cli.main import app
from tests.architecture.tree import ROOT, report, tracked_under, where

DOCUMENTS = tracked_under(ROOT, suffix=".md")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")

TYPED = re.compile(r"^(?:\$ |    |\t)?(openmso (?:[^\n]*\\\n)*[^\n]*)$", re.MULTILINE)
"""A command that stands on a line of its own, with the lines that continue it."""
QUOTED = re.compile(r"`(openmso [^`\n]+)`")


def anchors(document: Path) -> set[str]:
    """The headings of a document as a link names them."""
    headings = re.findall(r"^#+ +(.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h).strip().lower().replace(" ", "-") for h in headings}


def broken(document: Path, link: str) -> bool:
    """Whether a link inside the repository leads nowhere."""
    if re.match(r"[a-z]+:", link):
        return False
    name, _, anchor = link.partition("#")
    target = document.parent / name if name else document
    return not target.exists() or bool(anchor and target.suffix == ".md" and anchor not in anchors(target))


def test_links_resolve() -> None:
    dead = [
        f"{where(document)} {link}"
        for document in DOCUMENTS
        for link in LINK.findall(document.read_text(encoding="utf-8"))
        if broken(document, link)
    ]
    assert not dead, report("links that lead nowhere:", dead)


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    missing = [
        f"{where(document)} make {target}"
        for document in DOCUMENTS
        for target in re.findall(r"(?:^|`)make ([a-z-]+)", document.read_text(encoding="utf-8"), re.MULTILINE)
        if target not in targets
    ]
    assert not missing, report("the Makefile knows nothing of:", missing)


def test_make_targets_are_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    assert set(phony[1].split()) == set(re.findall(r"^([a-z-]+):.*## \w", makefile, re.MULTILINE))


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def typed_in(text: str) -> Iterator[str]:
    """Every `openmso` command that stands in a document for the reader to type."""
    for block in re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield from TYPED.findall(block)
    yield from re.findall(r"^    (openmso .+)$", text, re.MULTILINE)


def named_in(text: str) -> Iterator[str]:
    """Every `openmso` command that a sentence names, up to a choice of several."""
    for quoted in QUOTED.findall(text):
        yield re.split(r" \S+ \| ", quoted)[0]


def refused(typed: str, *, whole: bool) -> str:
    """Why the command line does not take what is typed; empty if it does. Nothing is run.

    If it is not `whole`, arguments may be missing or mere names of what belongs there.
    """
    words = shlex.split(typed.replace("\\\n", " "), comments=True)[1:]
    command, context = get_command(app), None
    while words and isinstance(command, TyperGroup):
        name, *words = words
        if name not in command.commands:
            return f"there is no command {name}"
        context = Context(command, parent=context)
        command = command.commands[name]
    try:
        command.make_context(command.name, words, parent=context)
    except UsageError as wrong:
        if isinstance(wrong, BadParameter) and not whole:
            return ""
        return wrong.format_message()
    return ""


def test_what_is_typed_wrong_is_refused() -> None:
    assert refused("openmso chekc network.yaml", whole=False) == "there is no command chekc"
    assert refused("openmso check network.yaml --lonely", whole=True)
    assert refused("openmso check network.yaml --lonely", whole=False)
    assert refused("openmso check network.yaml --format poem", whole=True)
    assert refused("openmso check", whole=True)
    assert not refused("openmso check", whole=False)


@pytest.mark.parametrize("document", DOCUMENTS, ids=where)
def test_commands_are_taken_as_shown(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    lines = [*((line, True) for line in typed_in(text)), *((name, False) for name in named_in(text))]
    wrong = [f"{line}: {why}" for line, whole in lines if (why := refused(line, whole=whole))]
    assert not wrong, report(f"{where(document)} shows commands that are refused:", wrong)
